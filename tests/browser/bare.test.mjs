// Rules that name no letter, no document, no notice and no role, with nothing national below them:
// the result is whole all the same, with a script and without one.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { answerToTheEnd } from "./person.mjs";
import { open, visit } from "./site.mjs";

const root = path.join(import.meta.dirname, "../..");
const bilan = process.env.BILAN ?? path.join(root, "target/debug/bilan");
const NOW = "2026-11-22T12:00:00+01:00";
const OPEN = { status: "farmer", leave: "no", previous_end: "2010-01-01", price: "2000", balance: "1800" };

const work = await mkdtemp(path.join(tmpdir(), "bilan-bare-"));
const site = await built();
after(async () => {
  await site.close();
  await rm(work, { recursive: true });
});

/** Looks at the result of some answers, and sees that nothing goes wrong. */
async function result(answers, look) {
  const { page, faults, close } = await visit(site, site.asking.en, { now: NOW });
  await answerToTheEnd(page, answers);
  await look(page, page.locator("#_result"));
  assert.deepEqual(faults, []);
  await close();
}

test("a route that pays is told with its amounts, its days and its sources", () =>
  result(OPEN, async (page, found) => {
    const words = (await found.innerText()).replaceAll("\u00a0", " ");
    for (const told of ["You can.", "The account is open.", "€1,600", "2 December 2026", "Law 1", "22 November 2026"]) {
      assert.ok(words.includes(told), `${told} in ${words}`);
    }
    assert.equal(await page.locator("[data-save=calendar]").isVisible(), true, "the calendar");
    assert.equal(await page.locator("#_result [data-list=answers] dt").count(), 6);
  }));

test("a route that cannot pay is told too", () =>
  result({ ...OPEN, leave: "yes" }, async (page, found) => {
    const words = (await found.innerText()).replaceAll("\u00a0", " ");
    for (const told of ["Not now.", "Later, up to €1,600.", "22 November 2026"]) assert.ok(words.includes(told), `${told} in ${words}`);
    assert.equal(await page.locator("[data-section=open]").isVisible(), false);
  }));

/** The base site of the samples with a questionnaire. */
async function built() {
  const base = await readFile(path.join(root, "tests/samples/base.site"), "utf8");
  const files = base.split("\n=== ").slice(1).map((part) => part.split(/\n([^]*)/));
  files.push(["content/site.yaml", 'title: "Bare"\nedition: model\nmenu: [questionnaire.md]\nwithout: all\n']);
  for (const language of ["fr", "en"]) {
    files.push([
      `content/${language}/questionnaire.md`,
      `---\ntitle: Questionnaire\ndescription: ${"A page of questions and nothing else. ".repeat(2)}\nlayout: questionnaire\nslug: questionnaire\n---\n[Home](index.md)\n`,
    ]);
  }
  for (const [name, text] of files) {
    const file = path.join(work, name.trim());
    await mkdir(path.dirname(file), { recursive: true });
    await writeFile(file, text);
  }
  const out = path.join(work, "public");
  execFileSync(bilan, ["build", "--site", work, "--out", out, "--date", "2026-11-22", "--lang", "en"], { stdio: "pipe" });
  return open(out);
}
