// Every id of a page names one element, and every reference leads to one: on the built site, and
// on one whose authors have given their headings all the names that the theme uses.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { open, visit } from "./site.mjs";

const root = path.join(import.meta.dirname, "../..");
const bilan = process.env.BILAN ?? path.join(root, "target/debug/bilan");
const PAGES = ["questionnaire.md", "index.md", "faq.md", "phases.md", "glossary.md", "prices.md", "404.md", "sitemap.md"];

const site = await open();
const work = await mkdtemp(path.join(tmpdir(), "bilan-ids-"));
const names = await namesOf(site);
const hostile = await built(names);
after(async () => {
  await Promise.all([site.close(), hostile.close()]);
  await rm(work, { recursive: true });
});

test("the theme has ids, and none that a heading could have", () => {
  assert.ok(names.length > 100, `${names.length}`);
});

for (const [what, found] of [["the site", site], ["a site of hostile headings", hostile]]) {
  test(`${what} has no id twice, and no reference that leads nowhere`, async () => {
    for (const address of found.pages) {
      const html = await found.source(address);
      const ids = [...html.matchAll(/\sid="([^"]*)"/g)].map(([, id]) => id);
      assert.deepEqual(ids.filter((id, place) => ids.indexOf(id) !== place), [], address);
      const inner = [...html.matchAll(/\s(?:href="#|for=")([^"]+)"/g)].map(([, id]) => id);
      const told = [...html.matchAll(/\saria-(?:labelledby|describedby|controls)="([^"]*)"/g)].flatMap(([, all]) => all.split(" "));
      assert.deepEqual([...inner, ...told].filter((id) => !ids.includes(id)), [], address);
    }
  });
}

for (const language of ["fr", "en"]) {
  test(`the questionnaire under hostile headings goes on, in ${language}`, async () => {
    const { page, faults, close } = await visit(hostile, hostile.asking[language], { now: "2026-11-22T12:00:00+01:00" });
    for (const name of ["questions", "errors", "price", "result"]) assert.equal(await page.locator(`h2#${name}`).count(), 1, name);
    await page.locator("#_start [data-action=start]").click();
    await page.locator("#_questions [type=submit]").click();
    assert.equal(await page.evaluate(() => document.activeElement.id), "_errors", "an empty answer is told");
    await page.locator("#_q-status-jobseeker").check();
    await page.locator("#_questions [type=submit]").click();
    assert.ok(!(await page.locator("#_ask-status").isVisible()), "the next question is shown");
    assert.deepEqual(faults, []);
    await close();
  });
}

/** What the theme, the rules and the program call their elements, as an author might type it. */
async function namesOf({ pages, source }) {
  const found = new Set(["contenu", "main", "questions", "errors"]);
  for (const address of pages) {
    for (const [, id] of (await source(address)).matchAll(/\sid="_([^"]*)"/g)) {
      found.add(id.replace(/[^a-z0-9]+/g, "-"));
      found.add(id.replace(/^(q|ask|title|error|hint|unit)-/, "").replace(/[^a-z0-9]+/g, "-"));
    }
  }
  return [...found];
}

async function built(names) {
  for (const language of ["fr", "en"]) {
    const folder = path.join(work, "content", language);
    await mkdir(folder, { recursive: true });
    for (const name of PAGES) {
      const page = await readFile(path.join(root, "content", language, name), "utf8");
      const headings = names.map((words) => `## ${words.replaceAll("-", " ")}\n\nTexte.\n`);
      await writeFile(path.join(folder, name), `${page}\n${headings.join("\n")}`);
    }
  }
  const out = path.join(work, "public");
  execFileSync(bilan, ["build", "--site", work, "--out", out, "--date", "2026-11-22", "--lang", "en"], { stdio: "pipe" });
  return open(out);
}
