// No name of the content is in the scripts: where every outcome, amount and option has another name,
// a person is shown the same result.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { people } from "./people.mjs";
import { hurryToTheEnd } from "./person.mjs";
import { open, required, visit } from "./site.mjs";

const work = await mkdtemp(path.join(tmpdir(), "bilan-renamed-"));
const { mark, names } = JSON.parse(execFileSync(required("COMPUTED", "what writes the renamed content"), ["renamed", work]));
const out = path.join(work, "public");
execFileSync(required("BILAN", "the program"), ["build", "--site", work, "--out", out, "--date", "2026-11-22", "--lang", "en"], { stdio: "pipe" });
const [site, renamed] = [await open(), await open(out)];
after(async () => {
  await Promise.all([site.close(), renamed.close()]);
  await rm(work, { recursive: true });
});

/** What the result says, and in which order the cards stand. */
async function result(from, answers, on) {
  const { page, faults, close } = await visit(from, from.asking.en, { now: `${on}T12:00:00+01:00` });
  await hurryToTheEnd(page, answers);
  const found = {
    words: (await page.locator("#_result").innerText()).replace(/\b[0-9a-f]{16}\b/, ""),
    cards: await page.locator("[data-kind=route]").evaluateAll((cards) => cards.map((card) => [card.dataset.decision, card.hidden])),
    looks: await page.locator("#_result .state").evaluateAll((all) => all.map((one) => one.parentElement.dataset.state ?? "")),
  };
  assert.deepEqual(faults, []);
  await close();
  return found;
}

test("there are other names", () => {
  for (const name of ["silent", "not_applicable", "covered", "if_refused", "permanent"]) assert.ok(names.includes(name), name);
});

for (const id of ["C01", "C06", "C13", "S12"]) {
  const { who, answers, on } = people.find((person) => person.id === id);
  test(`${id}: ${who}`, async () => {
    const others = Object.entries(answers).map(([question, answer]) => [question, names.includes(answer) ? mark + answer : answer]);
    assert.deepEqual(await result(renamed, Object.fromEntries(others), on), await result(site, answers, on));
  });
}
