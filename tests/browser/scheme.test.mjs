// Another scheme than the bilan, with no national file and no line of the program that knows it:
// walked in both languages, by a person with a script, by one without, and by a machine.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdtemp, rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { fill, proceed, seeResult, where } from "./person.mjs";
import { open, required, visit } from "./site.mjs";

const bilan = required("BILAN", "the program");
const folder = await mkdtemp(path.join(tmpdir(), "bilan-scheme-"));
const scheme = path.join(import.meta.dirname, "../schemes/apprentice");
execFileSync(bilan, ["check", "--site", scheme, "--date", "2026-03-02"], { stdio: "pipe" });
execFileSync(bilan, ["build", "--site", scheme, "--date", "2026-03-02", "--out", path.join(folder, "site")], { stdio: "pipe" });
const site = await open(path.join(folder, "site"));
after(async () => {
  await site.close();
  await rm(folder, { recursive: true });
});

/** A large firm whose contract has no length yet, and whose apprentice is disabled and was there before. */
const ANSWERS = { employer: "firm", staff: "250", age_group: "young", months: "unknown", situations: ["disabled", "second_contract"], quota: "unknown", earlier_end: "2025-01-31" };

/** Opens the questionnaire in March 2026, and sees that nothing goes wrong. */
async function sit(options, job) {
  const { language = "en", ...rest } = options;
  const visited = await visit(site, site.asking[language], { now: "2026-03-02T12:00:00+01:00", ...rest });
  try {
    await job(visited.page);
    assert.deepEqual(visited.faults, []);
  } finally {
    await visited.close();
  }
}

/** Answers what is shown, several answers as a list. */
async function answerOne(page, question, answer) {
  if (!Array.isArray(answer)) return fill(page, answer);
  for (const box of answer.length ? answer : [""]) await page.locator(`[id="_q-${question}-${box}"]`).check();
}

async function walk(page, answers) {
  const asked = [];
  await page.locator("[data-action=start]").click();
  for (;;) {
    const { screen, question } = await where(page);
    if (screen !== "questions") return asked;
    asked.push(question);
    await answerOne(page, question, answers[question]);
    await proceed(page);
  }
}

const told = async (page, selector) => (await page.locator(selector).innerText()).replace(/\s+/g, " ");

for (const [language, words] of [
  ["en", { aid: "€6,000", pay: "€783.90", supposed: "Length: 12 months", quota: "Quota: No", state: "To be proved", several: "Recognised as disabled · Had another contract" }],
  ["fr", { aid: "6 000 €", pay: "783,90 €", supposed: "Durée : 12 mois", quota: "Quota : Non", state: "À justifier", several: "Reconnu handicapé · A déjà eu un contrat" }],
]) {
  test(`a firm is told what it may have, in ${language}, and what was supposed`, () =>
    sit({ language }, async (page) => {
      const asked = await walk(page, ANSWERS);
      assert.deepEqual(asked, ["employer", "staff", "age_group", "situations", "quota", "earlier_end", "months"]);
      assert.equal((await page.locator("#_check [data-list=answers] > *").count()), 8, "several answers in one row");
      assert.ok((await told(page, "#_check")).includes(words.several));
      await seeResult(page);
      // The plan says the amounts of the first way, which need not repeat them.
      const card = `${await told(page, "#_brief")} ${await told(page, "[data-decision=hiring_aid]")}`;
      for (const part of ["aid", "pay", "supposed", "quota", "state"]) assert.ok(card.includes(words[part]), `${words[part]} in ${card}`);
      // The notice says nothing, and the verdict holds whatever the length is.
      assert.ok(await page.locator("[data-decision=training]").isHidden());
      const { violations } = await new AxeBuilder({ page }).analyze();
      assert.deepEqual(violations.map(({ id }) => id), []);
    }));
}

test("none, and not knowing, stand alone among several answers", () =>
  sit({}, async (page) => {
    await page.locator("[data-action=start]").click();
    for (const question of ["employer", "staff", "age_group"]) {
      await fill(page, { ...ANSWERS, staff: "12" }[question]);
      await proceed(page);
    }
    const box = (name) => page.locator(`[id="_q-situations-${name}"]`);
    await proceed(page);
    assert.ok((await told(page, "#_error-situations")).includes("Choose what holds"), "nothing is no answer");
    await box("disabled").check();
    await box("own_child").check();
    await box("").check();
    assert.ok(!(await box("disabled").isChecked()), "none takes the others away");
    await box("disabled").check();
    assert.ok(!(await box("").isChecked()), "and goes with them");
    await box("unknown").check();
    assert.ok(!(await box("disabled").isChecked()), "so does not knowing");
    await box("disabled").check();
    const { violations } = await new AxeBuilder({ page }).analyze();
    assert.deepEqual(violations.map(({ id }) => id), []);
    await proceed(page);
    await fill(page, "24");
    await proceed(page);
    assert.equal((await where(page)).screen, "check");
    // The address brings them back, as they were.
    await page.reload();
    await page.locator('#_check a[href="#_ask-situations"]').click();
    assert.ok(await box("disabled").isChecked());
    assert.ok(!(await box("own_child").isChecked()));
  }));

test("a whole number is read as one, and no other", () =>
  sit({}, async (page) => {
    await page.locator("[data-action=start]").click();
    await fill(page, "firm");
    await proceed(page);
    for (const wrong of ["12.5", "0", "many", "100001"]) {
      await fill(page, wrong);
      await proceed(page);
      assert.equal((await where(page)).question, "staff", wrong);
      assert.ok((await told(page, "#_error-staff")).includes("whole number between 1 and 100000"), wrong);
    }
    await fill(page, "1,200");
    await proceed(page);
    assert.equal((await where(page)).question, "age_group");
  }));

test("an administration is not concerned, and no route is left", () =>
  sit({}, async (page) => {
    await walk(page, { employer: "state", age_group: "adult", months: "12", situations: [] });
    await seeResult(page);
    assert.ok((await told(page, "[data-decision=verdict]")).includes("There is no aid"));
    assert.ok(await page.locator("[data-decision=hiring_aid]").isHidden(), "it does not concern her");
  }));

test("without a script, each option is a question, and the answer is the same", () =>
  sit({ javaScriptEnabled: false }, async (page) => {
    const press = (id) => page.locator(`[id="${id}"]`).check();
    const says = async (words) => (await told(page, "body")).includes(words);
    await press("_q-employer-firm");
    await press("_q-age_group-young");
    assert.equal(await page.locator("#_ask-situations").isVisible(), false, "boxes are for scripts");
    await press("_q-situations_own_child-no");
    await press("_q-situations_second_contract-no");
    // From 250 on; whether the quota is reached is not known, and supposed not to be.
    await press("_q-staff-range-1");
    assert.equal(await says("To be proved"), false, "not before the quota is asked");
    await press("_q-quota-unknown");
    assert.ok(await says("What is then supposed: no."));
    assert.ok(await says("has to reach its quota of apprentices"));
    await press("_q-situations_own_child-yes");
    assert.ok(await says("There is no aid for one’s own child."));
  }));
