// Every page of the built site is valid HTML: no error and no warning of the Nu checker,
// in the pages as they are built and in the questionnaire as its script leaves it.

import assert from "node:assert/strict";
import { execFile } from "node:child_process";
import { mkdtemp, rm, writeFile } from "node:fs/promises";
import { createRequire } from "node:module";
import os from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { hurryToTheEnd } from "./person.mjs";
import { people } from "./people.mjs";
import { open, required, visit } from "./site.mjs";

const folder = path.resolve(required("SITE", "the folder of the built site"));
const checker = createRequire(import.meta.url)("vnu-jar");
const work = await mkdtemp(path.join(os.tmpdir(), "html-"));
const site = await open();
after(() => Promise.all([site.close(), rm(work, { recursive: true })]));

/** What the checker says of some files and folders, one line for each message. */
async function complaints(...places) {
  const { code, stderr } = await new Promise((done) => {
    const given = ["-Xss4m", "-jar", checker, "--skip-non-html", "--format", "json", ...places];
    execFile("java", given, { maxBuffer: 1e8 }, (error, stdout, stderr) => done({ code: error?.code ?? 0, stderr }));
  });
  assert.notEqual(code, "ENOENT", "the checker needs Java");
  const { messages } = JSON.parse(stderr);
  return messages.map(({ url, lastLine, subType, type, message }) => `${path.basename(path.dirname(url))}:${lastLine} ${subType ?? type}: ${message}`);
}

test("the checker finds what is wrong", async () => {
  const file = path.join(work, "wrong.html");
  await writeFile(file, '<!doctype html><html lang="en"><title>x</title><p><div></div></p><section>y</section>');
  const found = await complaints(file);
  assert.ok(found.some((line) => line.includes("error:")) && found.some((line) => line.includes("warning:")), found.join("\n"));
});

test("every page of the site is valid", async () => {
  assert.deepEqual(await complaints(folder), []);
});

test("so is what the questionnaire shows", async () => {
  const files = [];
  for (const [language, address] of Object.entries(site.asking)) {
    const { page, close } = await visit(site, address, { now: "2026-11-22T12:00:00+01:00" });
    const keep = async (state) => {
      files.push(path.join(work, `${language}-${state}.html`));
      await writeFile(files.at(-1), await page.content());
    };
    await page.locator("[data-action=start]").click();
    await page.locator("#_questions [type=submit]").click();
    await keep("error");
    await page.goto(site.origin + address);
    await hurryToTheEnd(page, people.find(({ id }) => id === "C06").answers);
    await keep("result");
    await close();
  }
  assert.deepEqual(await complaints(...files), []);
});
