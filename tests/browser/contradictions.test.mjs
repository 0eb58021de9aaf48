// Answers that cannot be true together are refused where they are given: in either order, after
// going back, in a link, in both languages, and in the form of a browser that runs no script.

import assert from "node:assert/strict";
import { execFileSync } from "node:child_process";
import { mkdir, mkdtemp, readFile, rm, writeFile } from "node:fs/promises";
import { tmpdir } from "node:os";
import path from "node:path";
import { after, describe, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { people } from "./people.mjs";
import { answerAll, answerToTheEnd, fill, proceed, where } from "./person.mjs";
import { rules } from "./plain.mjs";
import { load, open, required, visit } from "./site.mjs";

const site = await open();
after(() => site.close());
const { engine, program } = await rules();
const { origin, write } = await load("address");

const TODAY = Date.UTC(2026, 10, 22) / 86400000;
const { answers: jobseeker } = people.find(({ id }) => id === "C06");
const place = (id) => program.questions.findIndex(([known]) => known === id);

/** Opens the questionnaire on 22 November 2026, and sees that nothing goes wrong. */
async function sit({ language = "en", hash = "", ...options }, job) {
  const visited = await visit(site, site.asking[language] + hash, { now: "2026-11-22T12:00:00+01:00", ...options });
  try {
    await visited.page.waitForLoadState("networkidle");
    await job(visited.page);
    assert.deepEqual(visited.faults, []);
  } finally {
    await visited.close();
  }
}

/** Answers up to a question. */
async function reach(page, question, answers) {
  await page.locator("[data-action=start]").click();
  for (;;) {
    const at = await where(page);
    if (at.question === question) return;
    assert.equal(at.screen, "questions");
    await fill(page, answers[at.question]);
    await proceed(page);
  }
}

/** Sees that a question is refused, with this message, and that nothing else can be had. */
async function refused(page, question, message, focused = true) {
  assert.deepEqual(await where(page), { screen: "questions", question });
  const error = page.locator(`#_error-${question}`);
  assert.ok((await error.innerText()).includes(message), await error.innerText());
  assert.equal(await error.locator("[data-error]:visible").count(), 1);
  assert.ok((await page.locator("#_errors").innerText()).includes(message));
  const described = page.locator(`[data-question=${question}] [type=text]`).first();
  assert.equal(await described.getAttribute("aria-invalid"), "true");
  assert.ok((await described.getAttribute("aria-describedby")).split(" ").includes(`_error-${question}`));
  assert.match(await page.title(), /^(Error:|Erreur\s:) (?!Er)/);
  if (focused) assert.equal(await page.evaluate(() => document.activeElement.id), "_errors");
}

/** The link of somebody with these answers, who was at a place. */
function link(at, answers) {
  const listed = program.questions.map(([id, , domain]) => {
    const answer = answers[id];
    return answer === undefined ? undefined : typeof domain[0] === "string" ? domain.indexOf(answer) : answer;
  });
  listed[program.reference] = TODAY;
  return write(program, at, listed, origin(program, TODAY), TODAY);
}

const impossible = { status: "jobseeker", start_date: TODAY - 50, previous_bilan: "none", offer: "yes", provider: "listed", support_hours: 2000, total_hours: 1400 };

describe("answers that cannot be true together", () => {
  const words = {
    fr: ["Le bilan commencerait avant la demande.", "Corriger l’autre réponse – Date de la demande : 22\u00a0novembre 2026"],
    en: ["The bilan would start before the request.", "Correct the other answer – Date of the request: 22\u00a0November 2026"],
  };
  for (const [language, [message, other]] of Object.entries(words)) {
    test(`are refused at the later one, which names the other, in ${language}`, () =>
      sit({ language }, async (page) => {
        await reach(page, "start_date", jobseeker);
        const entries = await page.evaluate(() => history.length);
        await fill(page, "2026-10-01");
        await proceed(page);
        await refused(page, "start_date", message);
        assert.equal(await page.evaluate(() => history.length), entries, "it is the same question still");
        const links = page.locator("#_errors a");
        assert.equal((await links.nth(1).innerText()).replace(/\s/g, " "), other.replace(/\s/g, " "));
        await links.first().click();
        assert.equal(await page.evaluate(() => document.activeElement.id), "_q-start_date-day");
        const { violations } = await new AxeBuilder({ page }).analyze();
        assert.deepEqual(violations.map(({ id }) => id), []);
        await fill(page, "2026-11-22");
        await proceed(page);
        assert.notEqual((await where(page)).question, "start_date", "the very day is possible");
        assert.ok(!/^Err/.test(await page.title()));
      }));
  }

  test("are accepted once the other one is corrected", () =>
    sit({}, async (page) => {
      await reach(page, "start_date", jobseeker);
      await fill(page, "2026-10-01");
      await proceed(page);
      await page.locator("#_errors a").nth(1).click();
      assert.deepEqual(await where(page), { screen: "questions", question: "request_date" });
      assert.ok(!(await page.locator("#_errors").isVisible()));
      await fill(page, "2026-09-15");
      await proceed(page);
      assert.ok(!(await page.locator("#_errors").isVisible()));
      await answerAll(page, jobseeker);
      assert.deepEqual(await where(page), { screen: "check" });
    }));

  test("are found when an earlier answer is changed, and never lead to a result", () =>
    sit({}, async (page) => {
      await answerToTheEnd(page, { ...jobseeker, start_date: "2026-12-20", total_hours: "20" });
      await page.goBack();
      await page.locator("#_check [data-slot=change][href='#_ask-support_hours']").click();
      await fill(page, "22");
      await proceed(page);
      await refused(page, "total_hours", "they cannot be fewer");
      assert.equal(await page.locator("#_q-total_hours").inputValue(), "20", "what was typed stays");
      await page.goBack();
      assert.deepEqual(await where(page), { screen: "questions", question: "support_hours" });
      await proceed(page);
      await refused(page, "total_hours", "they cannot be fewer");
      await fill(page, "24");
      await proceed(page);
      assert.deepEqual(await where(page), { screen: "check" });
    }));

  test("are found when the date of the request is changed", () =>
    sit({}, async (page) => {
      await answerToTheEnd(page, { ...jobseeker, start_date: "2026-12-20" });
      await page.goBack();
      await page.locator("#_check [data-slot=change][href='#_ask-request_date']").click();
      await fill(page, "2027-01-10");
      await proceed(page);
      await refused(page, "start_date", "would start before the request");
    }));

  for (const at of [{ screen: "result" }, { screen: "check" }, { screen: "questions", question: place("status") }]) {
    test(`open a link at the question, where it leads to ${at.question === undefined ? at.screen : "a question"}`, () =>
      sit({ hash: link(at, impossible) }, async (page) => {
        await refused(page, "start_date", "would start before the request", false);
        await page.reload();
        await refused(page, "start_date", "would start before the request", false);
        await fill(page, "2027-01-18");
        await proceed(page);
        await refused(page, "total_hours", "they cannot be fewer");
        await fill(page, "unknown");
        await proceed(page);
        assert.equal((await where(page)).question, "price", "nothing is lost: the rest is answered");
      }));
  }

  test("are refused only where they surely contradict one another", () => {
    const answers = program.questions.map(() => undefined);
    answers[program.reference] = TODAY;
    const set = (id, value) => (answers[place(id)] = value);
    const [, , situations] = program.questions[place("status")];
    set("status", situations.indexOf("jobseeker"));
    set("total_hours", 1000);
    for (const support of [undefined, null, 1000]) {
      set("support_hours", support);
      assert.equal(engine.refused(program, answers), undefined);
    }
    set("support_hours", 1001);
    const named = [place("support_hours"), place("total_hours")].join();
    const contradiction = program.contradictions.findIndex(([, ...questions]) => questions.join() === named);
    const found = { contradiction, question: place("total_hours"), others: [place("support_hours")] };
    assert.deepEqual(engine.refused(program, answers), found);
    set("absence_asked", TODAY + 1);
    assert.deepEqual(engine.refused(program, answers), found, "what nobody asks her is not held against her");
  });
});

/** The site of somebody with one contradiction of her own. */
async function ownSite() {
  const folder = await mkdtemp(path.join(tmpdir(), "bilan-contradiction-"));
  const write = async (name, text) => {
    await mkdir(path.dirname(path.join(folder, name)), { recursive: true });
    await writeFile(path.join(folder, name), text);
  };
  await write("content/site.yaml", "title: Essai\nedition: model\nmenu: [definition.md]\n");
  await write("content/rules/contradictions.yaml", 'no_offer: "status = csp and provider = qualiopi"\n');
  for (const language of ["fr", "en"]) {
    const file = new URL(`../../content/${language}/questionnaire.yaml`, import.meta.url);
    const words = (await readFile(file, "utf8")).replace(/^contradictions:\n( .*\n)+/m, 'contradictions:\n  no_offer: "Impossible."\n');
    await write(`content/${language}/questionnaire.yaml`, words);
  }
  const out = path.join(folder, "public");
  execFileSync(required("BILAN", "the program"), ["build", "--site", folder, "--out", out, "--date", "2026-11-22", "--lang", "en"]);
  return { folder, out };
}

test("without a script, they are said in the place of the result", async () => {
  const { folder, out } = await ownSite();
  const own = await open(out);
  const { page, faults, close } = await visit(own, own.asking.en, { javaScriptEnabled: false });
  try {
    await page.waitForLoadState("networkidle");
    const press = (id) => page.locator(`label:has([id="_q-${id}"])`).click();
    const said = page.locator("[data-contradiction=no_offer]");
    const result = page.locator("#_result");
    await press("status-csp");
    const groups = page.locator("#_questions fieldset:visible");
    for (;;) {
      const left = await groups.evaluateAll((all) => all.filter((one) => !one.querySelector(":checked")).map(({ id }) => id));
      if (!left.length) break;
      assert.ok(!(await said.isVisible()));
      await page.locator(`#${left[0]} [type=radio]`).first().check();
    }
    assert.ok(await result.isVisible());
    await press("provider-qualiopi");
    assert.ok(await said.isVisible());
    assert.match(await page.locator("#_contradictions").innerText(), /There is a problem\s+Impossible\. Situation Provider/);
    assert.ok(!(await result.isVisible()), "no result");
    for (const target of await said.locator("a").evaluateAll((links) => links.map(({ hash }) => hash))) {
      assert.ok(await page.locator(target).isVisible(), target);
    }
    await press("provider-unknown");
    assert.ok(!(await page.locator("#_contradictions").isVisible()), "who does not know is not refused");
    assert.deepEqual(faults, []);
  } finally {
    await close();
    await own.close();
    await rm(folder, { recursive: true });
  }
});
