// Writes the rules of the model into a folder, as an author would: node write.mjs FOLDER

import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import { bilan } from "./model.mjs";

const folder = join(process.argv[2], "content", "rules");
await mkdir(folder, { recursive: true });
for (const [name, text] of Object.entries(bilan())) await writeFile(join(folder, name), text);
