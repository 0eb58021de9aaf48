// What a visitor downloads before the questionnaire can answer: its weight and its form.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, readFile, readdir, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, before, test } from "node:test";
import { fileURLToPath } from "node:url";
import { promisify } from "node:util";
import { gzipSync } from "node:zlib";
import { moduleFile, open, required, visit } from "./site.mjs";

/**
 * The most bytes of the rules, compressed; `BENCHMARKS.md` says what they are made of. The last 50 are
 * the roles of outcomes and amounts, so that no name of them is in a script.
 */
const MOST = 12_900;

let site;
let weight;

before(async () => {
  site = await open();
  const visited = await visit(site, site.asking.en);
  const address = await visited.page.locator("link[rel=modulepreload][href$='/program.mjs']").evaluate((link) => link.href);
  const response = await fetch(address);
  weight = gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
  await visited.close();
});
after(() => site?.close());

test("program.mjs weighs little", (context) => {
  context.diagnostic(`${weight} bytes, compressed`);
  assert.ok(weight > 0 && weight <= MOST, `${weight} bytes are more than ${MOST}`);
});

test("program.mjs is what types/program.d.mts says", async () => {
  const here = (name) => fileURLToPath(new URL(name, import.meta.url));
  const folder = await mkdtemp(path.join(tmpdir(), "bilan-program-"));
  const check = async (written) => {
    const file = path.join(folder, "program.mts");
    const type = `import type { Program } from ${JSON.stringify(here("types/program.d.mts"))};`;
    await writeFile(file, `${type}\nconst program: Program = ${written};\nexport default program;\n`);
    const options = ["--ignoreConfig", "--noEmit", "--strict", "--skipLibCheck", "--module", "preserve", "--target", "es2024"];
    return promisify(execFile)(process.execPath, [here("node_modules/typescript/bin/tsc"), ...options, file]);
  };
  const text = await readFile(await moduleFile("program"), "utf8");
  const written = text.slice(text.indexOf("{"), text.lastIndexOf("}") + 1);
  try {
    await check(written).catch(({ stdout }) => assert.fail(stdout));
    // The two places of a question, the other way round.
    await assert.rejects(check(written.replace(/\["(\w+)","(date|choice)",(\[[^\]]*\]),/, '["$1",$3,"$2",')));
  } finally {
    await rm(folder, { recursive: true });
  }
});

test("types are not published", async () => {
  const files = await readdir(required("SITE", "the folder of the built site"), { recursive: true });
  assert.ok(files.some((file) => file.endsWith("program.mjs")));
  assert.deepEqual(files.filter((file) => /\.[cm]?ts$/.test(file) || /\btsconfig\b/.test(file)), []);
});
