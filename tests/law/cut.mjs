// Cuts the packages down to the articles and pages that sources.yaml cites, with the sections
// above them. What stays is as it was published; of an article only its words without mark-up
// and its notes go, because its words with mark-up are there.
//
//   node cut.mjs SOURCES.YAML CODES PAGES

import { createHash } from "node:crypto";
import { mkdirSync, readFileSync, readdirSync, rmSync, writeFileSync } from "node:fs";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";

const here = dirname(fileURLToPath(import.meta.url));
const [sources, codes, pages] = process.argv.slice(2);

const CODES = {
  travail: "LEGITEXT000006072050",
  "securite-sociale": "LEGITEXT000006073189",
  rural: "LEGITEXT000022197698",
  crpa: "LEGITEXT000031366350",
};

/** A code and the number of an article in it, which stand side by side: `D6323-1 A`. */
const ARTICLE = /\bcode:\s*([a-z-]+)\s*,?\s*article:\s*"?([A-Z0-9*-]+(?: [A-Z]\b)?)/g;

/** What each code is cited for, and which pages are: read off lines, for which our form is enough. */
function cited(text) {
  const numbers = new Map(Object.values(CODES).map((id) => [id, new Set()]));
  const slugs = new Set();
  const article = (code, number) => numbers.get(CODES[code])?.add(number);
  for (const source of text.split(/^(?=[a-z])/m)) {
    for (const [, code, number] of source.matchAll(ARTICLE)) article(code, number);
    const page = source.match(/^ {2}page:\s*"?([^\s"#]+)/m);
    if (page) slugs.add(page[1]);
  }
  return { numbers, slugs };
}

/** The node with what is wanted below it, or nothing. */
function cut(node, wanted) {
  if (node.type === "article") {
    if (!wanted.has(node.data.num)) return undefined;
    const { texte, nota, notaHtml, ...data } = node.data;
    return { ...node, data };
  }
  const children = node.children.map((child) => cut(child, wanted)).filter(Boolean);
  return children.length || node.type === "code" ? { ...node, children } : undefined;
}

/** Where a cut stands, with what it was cut from and a digest of each whole file. */
function write(name, root, files, how) {
  const own = JSON.parse(readFileSync(join(root, "package.json"), "utf8"));
  const out = join(here, name);
  rmSync(out, { recursive: true, force: true });
  mkdirSync(join(out, "data"), { recursive: true });
  const sha256 = {};
  for (const file of files) {
    const bytes = readFileSync(join(root, "data", file));
    sha256[`data/${file}`] = createHash("sha256").update(bytes).digest("hex");
    writeFileSync(join(out, "data", file), `${JSON.stringify(how(file, JSON.parse(bytes)), null, 1)}\n`);
  }
  const about = { name: own.name, version: own.version, license: own.license, cut_from: { sha256 } };
  writeFileSync(join(out, "package.json"), `${JSON.stringify(about, null, 2)}\n`);
}

const { numbers, slugs } = cited(readFileSync(sources, "utf8"));
const codeFiles = readdirSync(join(codes, "data")).filter((file) => /^LEGITEXT\d+\.json$/.test(file));
write("codes", codes, codeFiles, (file, code) => cut(code, numbers.get(file.replace(".json", "")) ?? new Set()));
write("pages", pages, ["fiches-travail.json"], (_, all) =>
  all
    .filter((page) => slugs.has(page.url.replace(/\/+$/, "").split("/").pop()))
    .map((page) => ({ ...page, sections: page.sections.map(({ references, text, description, ...section }) => section) })),
);
