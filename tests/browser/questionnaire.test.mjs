// The questionnaire as people use it: persons of the worked cases in both languages, and
// everything that went wrong in tools of this kind: lost answers, answers that were not
// erased, errors that say nothing, pages that telephone home. What the address holds is
// tested in `address.test.mjs`, what a person takes away in `result.test.mjs`.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { answerAll, answerToTheEnd, euros, fill, proceed, seeResult, unfold, where } from "./person.mjs";
import { people } from "./people.mjs";
import { late, open, some, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

const NOON = "T12:00:00+01:00";
const jobseeker = people.find(({ id }) => id === "C06");

/** Opens the questionnaire, and afterwards sees that nothing was sent and nothing went wrong. */
async function sit({ language = "fr", on = "2026-11-22", at = "", ...options } = {}, job) {
  const visited = await visit(site, site.asking[language] + at, { now: on + NOON, ...options });
  const { page, faults } = visited;
  await page.waitForLoadState("networkidle");
  // What counts is what reaches the host.
  const loaded = site.arrived.length;
  try {
    await job(page);
    assert.deepEqual(late(site.arrived.map(({ url }) => url), loaded), [], "nothing is requested after the load");
    assert.deepEqual(faults, []);
    const stored = await page.evaluate(async () => [localStorage.length, sessionStorage.length, document.cookie, await indexedDB.databases()]);
    assert.deepEqual(stored, [0, 0, "", []], "nothing is stored");
  } finally {
    await visited.close();
  }
}

const heading = (page) => page.evaluate(() => document.activeElement.innerText);
const shown = (page, selector) => page.locator(selector).filter({ visible: true });

for (const [place, language] of ["fr", "en"].entries()) {
  describe(`a person's result, in ${language}`, () => {
    for (const person of some(people, 2, place)) {
      test(`${person.id}: ${person.who}`, () =>
        sit({ language, on: person.on }, async (page) => {
          const asked = await answerToTheEnd(page, person.answers);
          assert.equal(new Set(asked).size, asked.length, "nothing is asked twice");
          await compare(page, person, language);
        }));
    }
  });
}

async function compare(page, { verdict, open, waits, amounts, todo }, language) {
  await unfold(page);
  const state = await shown(page, "[data-kind=verdict] h2 [data-outcome]").getAttribute("data-outcome");
  assert.equal(state.split(".")[0], verdict, "the verdict");
  const routes = (list) => page.locator(`[data-list=${list}] > li:not([hidden])`).evaluateAll((cards) => cards.map((card) => card.dataset.decision));
  assert.deepEqual(await routes("open"), Object.keys(open), "the routes, the best first");
  assert.deepEqual((await routes("closed")).sort(), Object.keys(waits).sort(), "the routes that are not open");
  for (const [route, wanted] of Object.entries({ ...open, ...waits })) {
    const card = page.locator(`[data-decision=${route}]`);
    const states = await card.locator(":scope > .way > [data-outcome]:not([hidden])").evaluateAll((found) => found.map((one) => one.dataset.outcome.split(".")[0]));
    assert.deepEqual([...new Set(states)], [wanted], route);
  }
  for (const [name, wanted] of Object.entries(amounts)) {
    const [route, amount] = name.split(".");
    const cell = page.locator(`[data-decision=${route}] [data-amount=${amount}]`);
    assert.equal(await cell.innerText(), await amountText(page, wanted, language), name);
  }
  const days = await shown(page, "[data-list=todo] .when").allInnerTexts();
  assert.deepEqual(days, todo.map((day) => day[language]), "what is to be done, by date");
  const funding = Object.entries(open).filter(([route, state]) => route !== "self_pay" && state !== "waiting").length;
  const count = await shown(page, "[data-count]").getAttribute("data-count");
  assert.equal(count, ["zero", "one"][funding] ?? "other", "how many pay");
  assert.equal((await shown(page, "#_check, #_questions, #_start").count()), 0);
}

async function amountText(page, wanted, language) {
  const words = await page.locator("#_questionnaire").evaluate((root) => ({ ...root.dataset }));
  if (typeof wanted === "number") return euros(wanted, language);
  if (wanted === "unknown") return language === "fr" ? "montant fixé par le financeur" : "amount set by the funder";
  const [min, max] = wanted;
  const form = max === undefined ? words.atLeast : words.range;
  return form.replace("{min}", euros(min, language)).replace("{max}", max === undefined ? "" : euros(max, language));
}

describe("one question at a time", () => {
  test("choosing moves nothing; only Continue does", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      await fill(page, "jobseeker");
      assert.deepEqual(await where(page), { screen: "questions", question: "status" });
      assert.equal(await shown(page, "[data-question]").count(), 1);
      await proceed(page);
      assert.notEqual((await where(page)).question, "status");
    }));

  test("each screen has its title, its heading and the focus on it, at the top", () =>
    sit({ viewport: { width: 390, height: 500 } }, async (page) => {
      const start = await page.title();
      await page.locator("[data-action=start]").click();
      const seen = new Set([start]);
      for (const answer of ["jobseeker", "none", "yes"]) {
        const text = await heading(page);
        assert.ok((await page.title()).startsWith(`${text} – `), text);
        assert.equal(await page.evaluate(() => document.activeElement.ariaLevel), "1");
        assert.equal(await page.evaluate(() => scrollY), 0);
        seen.add(await page.title());
        await fill(page, answer);
        await proceed(page);
      }
      assert.equal(seen.size, 4);
      for (let step = 0; step < 4; step += 1) await page.goBack();
      assert.equal(await page.title(), start);
    }));

  test("the keyboard is enough", () =>
    sit({ language: "en" }, async (page) => {
      await page.locator("[data-action=start]").focus();
      await page.keyboard.press("Enter");
      await page.keyboard.press("Tab");
      await page.keyboard.press("Space");
      for (let down = 0; down < 4; down += 1) await page.keyboard.press("ArrowDown");
      assert.ok(await page.locator("#_q-status-jobseeker").isChecked());
      await page.keyboard.press("Enter");
      assert.equal((await where(page)).question, "previous_bilan");
    }));
});

describe("back", () => {
  for (const [name, back] of Object.entries({
    "the browser's": (page) => page.goBack(),
    "the page's": (page) => page.locator("[data-action=back]").click(),
  })) {
    test(`with ${name} button no answer is lost`, () =>
      sit({}, async (page) => {
        await page.locator("[data-action=start]").click();
        const asked = await answerAll(page, jobseeker.answers);
        for (const question of asked.toReversed()) {
          await back(page);
          await page.waitForFunction((id) => !document.getElementById(`_ask-${id}`).hidden, question);
        }
        for (const question of asked.filter((id) => jobseeker.answers[id] in { none: 1, listed: 1, jobseeker: 1 })) {
          assert.ok(await page.locator(`[id="_q-${question}-${jobseeker.answers[question]}"]`).isChecked(), question);
        }
        assert.equal(await page.locator("#_q-price").inputValue(), jobseeker.answers.price);
        // One Continue is enough: what was answered is not asked again.
        await proceed(page);
        assert.equal((await where(page)).screen, "check");
        await seeResult(page);
        await compare(page, jobseeker, "fr");
      }));
  }

  test("there is no way back from the start", () =>
    sit({}, async (page) => {
      assert.ok(!(await page.locator("[data-action=back]").isVisible()));
      await page.locator("[data-action=start]").click();
      assert.ok(await page.locator("[data-action=back]").isVisible());
      await page.locator("[data-action=back]").click();
      await page.locator("#_start").waitFor();
      assert.ok(!(await page.locator("[data-action=back]").isVisible()));
    }));

  test("what no longer makes sense is stepped over, both ways", () =>
    sit({}, async (page) => {
      const employee = people.find(({ id }) => id === "C01");
      await page.locator("[data-action=start]").click();
      await answerAll(page, employee.answers);
      await change(page, "status");
      await fill(page, "jobseeker");
      await proceed(page);
      assert.deepEqual(await answerAll(page, {}), [], "nothing new matters");
      assert.equal((await where(page)).screen, "check");
      await page.goBack();
      await page.waitForFunction(() => !document.getElementById("_ask-status").hidden);
      await page.goBack();
      await page.locator("#_check").waitFor();
      const seen = [];
      for (;;) {
        const before = await where(page);
        if (before.question === "status") break;
        seen.push(before.question);
        await page.goBack();
        await page.waitForFunction((id) => document.querySelector("[data-question]:not([hidden])")?.dataset.question !== id, before.question ?? "");
      }
      for (const gone of ["leave", "working_time", "plan", "small_firm"]) assert.ok(!seen.includes(gone), gone);
      assert.ok(seen.includes("price"));
      assert.ok(await page.locator("#_q-status-jobseeker").isChecked());
      await page.goForward();
      await page.waitForFunction(() => !document.getElementById("_ask-previous_bilan").hidden);
    }));
});

/** Follows the link that changes an answer, from whichever list is shown. */
async function change(page, question) {
  await shown(page, `[data-slot=change][href="#_ask-${question}"]`).click();
}

describe("changing an answer", () => {
  test("from the result it returns there, and says what it does to it", () =>
    sit({}, async (page) => {
      await answerToTheEnd(page, jobseeker.answers);
      const changed = page.locator("[data-changed]");
      assert.ok(!(await changed.innerText()), "nothing was changed yet");
      await change(page, "price");
      assert.equal(await page.locator("#_q-price").inputValue(), "1700");
      await fill(page, "1600");
      await proceed(page);
      assert.equal((await where(page)).screen, "result");
      await changed.locator("p").first().waitFor();
      assert.equal(await changed.getAttribute("role"), "status");
      assert.equal(await changed.innerText(), `Reste à payer\u00a0: ${euros(35000, "fr")} au lieu de ${euros(45000, "fr")}`);
      await change(page, "price");
      await proceed(page);
      await changed.locator("p").first().waitFor();
      assert.match(await changed.innerText(), /ne change/);
      await change(page, "balance");
      await fill(page, "0");
      await proceed(page);
      await page.waitForFunction(() => /La réponse devient/.test(document.querySelector("[data-changed]").innerText));
      const verdict = await page.locator("[data-kind=verdict] h2").innerText();
      assert.ok((await changed.innerText()).includes(verdict.trim()), "the verdict's own words");
    }));

  test("what is newly asked on the way leads to the result too, and Back to where it was left", () =>
    sit({}, async (page) => {
      await answerToTheEnd(page, jobseeker.answers);
      await change(page, "topup_by");
      await page.locator("[data-action=back]").click();
      await page.locator("#_result").waitFor();
      assert.ok(!(await page.locator("[data-changed]").innerText()));
      await change(page, "topup_by");
      await fill(page, "other");
      await proceed(page);
      assert.deepEqual(await where(page), { screen: "questions", question: "topup" });
      await fill(page, "200");
      await proceed(page);
      assert.equal((await where(page)).screen, "result");
      await page.locator("[data-changed] p").first().waitFor();
    }));

  test("from the check it returns to the check", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      await answerAll(page, jobseeker.answers);
      await change(page, "price");
      await fill(page, "1600");
      await proceed(page);
      assert.equal((await where(page)).screen, "check");
      await seeResult(page);
      assert.ok(!(await page.locator("[data-changed]").innerText()));
      assert.equal(await page.locator("[data-decision=cpf] [data-amount=remaining]").innerText(), euros(35000, "fr"));
    }));

  test("asks only what newly matters, and an answer comes back when it makes sense again", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      await answerAll(page, jobseeker.answers);
      await change(page, "topup_by");
      await fill(page, "other");
      await proceed(page);
      assert.deepEqual(await where(page), { screen: "questions", question: "topup" });
      await fill(page, "200");
      await proceed(page);
      assert.equal((await where(page)).screen, "check");
      const listed = () => shown(page, "#_check [data-slot=change]").evaluateAll((links) => links.map((link) => link.hash));
      assert.ok((await listed()).includes("#_ask-topup"));
      await change(page, "topup_by");
      await fill(page, "none");
      await proceed(page);
      assert.ok(!(await listed()).includes("#_ask-topup"), "an answer without sense does not count");
      await change(page, "topup_by");
      await fill(page, "other");
      await proceed(page);
      assert.equal((await where(page)).screen, "check");
      assert.ok((await listed()).includes("#_ask-topup"));
      await seeResult(page);
      assert.equal(await page.locator("[data-decision=cpf] [data-amount=remaining]").innerText(), euros(25000, "fr"));
    }));

  test("the day of the request is today until it is changed; figures and amounts follow it", () =>
    sit({ language: "en" }, async (page) => {
      const employee = people.find(({ id }) => id === "C01");
      await answerToTheEnd(page, employee.answers);
      const share = page.locator("[data-decision=cpf] [data-amount=share]");
      assert.equal(await share.innerText(), "€150");
      await change(page, "request_date");
      assert.equal(await page.locator("#_q-request_date-day").inputValue(), "22");
      await fill(page, "2026-03-02");
      await proceed(page);
      assert.equal(await share.innerText(), "€103.20");
      await change(page, "request_date");
      await fill(page, "2027-01-04");
      await proceed(page);
      assert.equal(await share.innerText(), "€0 to €200 (€150 if the contribution stays at €150)");
      await unfold(page);
      assert.ok(await page.locator("[data-decision=contribution_unknown]").isVisible());
    }));
});

test("a sentence for a value that is not known takes the place of the other, and no figure is a hole", async () => {
  const told = (on) =>
    sit({ language: "en", on }, async (page) => {
      await page.locator("[data-action=start]").click();
      const texts = page.locator("[data-parameter^=known-]");
      const left = await texts.evaluateAll((found) =>
        found.map((text) => {
          const copy = text.cloneNode(true);
          for (const hidden of copy.querySelectorAll("[hidden]")) hidden.remove();
          return copy.textContent;
        }),
      );
      assert.ok(left.length > 1);
      for (const text of left) assert.match(text, on < "2027" ? /\d/ : /^[^\d€]+ is not known[^€]*\.$|^[^\d€]+ are not known[^€]*\.$/);
    });
  await told("2026-12-31");
  await told("2027-01-15");
});

describe("where one is", () => {
  test("the stage has a name and a number, and says it with the question", () =>
    sit({}, async (page) => {
      const told = page.locator("[data-progress]");
      const shownNow = async () => [(await told.innerText()).replace(/\s+/g, " "), await page.evaluate(() => document.activeElement.getAttribute("aria-describedby"))];
      await page.locator("[data-action=start]").click();
      assert.deepEqual(await shownNow(), ["1 sur 4 · Votre situation", "_progress"]);
      await fill(page, "jobseeker");
      await proceed(page);
      const seen = [];
      for (let at = await where(page); at.screen === "questions"; at = await where(page)) {
        const [line] = await shownNow();
        const [, number, name] = /^(?:(\d) sur 4 · )?(\D+)$/.exec(line);
        assert.ok(name, line);
        if (number) seen.push(Number(number));
        await fill(page, jobseeker.answers[at.question]);
        await proceed(page);
      }
      assert.deepEqual(seen, seen.toSorted(), "no stage comes twice");
      assert.equal(seen.at(-1), 4);
    }));

  test("whoever is led back to an earlier stage reads no number", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      await answerAll(page, jobseeker.answers);
      await change(page, "status");
      assert.match(await page.locator("[data-progress]").innerText(), /^1 sur 4/);
      await fill(page, "permanent");
      await proceed(page);
      const line = await page.locator("[data-progress]").innerText();
      assert.equal(line, "Vos dates et votre temps de travail");
    }));

  test("the menu is out of the way between the questions, and there elsewhere", () =>
    sit({}, async (page) => {
      const menu = page.locator("nav.menu");
      assert.ok(await menu.isVisible());
      await page.locator("[data-action=start]").click();
      assert.ok(!(await menu.isVisible()));
      assert.ok(await page.locator("header.site .name").isVisible());
      assert.ok(await page.locator("header.site .language").isVisible());
      await answerAll(page, jobseeker.answers);
      assert.ok(!(await menu.isVisible()));
      await seeResult(page);
      assert.ok(await menu.isVisible());
    }));

  test("options under a subhead are a group of that name", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      const group = page.getByRole("group", { name: "Secteur public" });
      assert.deepEqual(await group.getByRole("radio").evaluateAll((radios) => radios.map(({ value }) => value)), [
        "state_agent",
        "territorial_agent",
        "hospital_agent",
        "public_private",
      ]);
      assert.equal(await page.locator("#_ask-status > .option").count(), 0, "each option stands in a group");
    }));
});

describe("errors", () => {
  test("the summary and the form have a name", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      await proceed(page);
      assert.ok(await page.getByRole("group", { name: "Il y a un problème" }).isVisible());
      assert.ok(await page.getByRole("form", { name: "Vos réponses" }).isVisible());
    }));

  test("hours are told from euros, and what an account in hours means", () =>
    sit({}, async (page) => {
      await reach(page, "balance");
      await page.locator("#_q-balance").fill("45 h");
      await proceed(page);
      assert.match(await page.locator("#_errors a").innerText(), /heures, pas des euros.*agent public/);
    }));

  test("no answer: the summary has the focus, names what to do and leads to the field", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      await proceed(page);
      assert.deepEqual(await where(page), { screen: "questions", question: "status" });
      assert.equal(await page.evaluate(() => document.activeElement.id), "_errors");
      const once = /^Erreur\s: (?!Erreur)/;
      assert.match(await page.title(), once);
      const link = page.locator("#_errors a");
      assert.equal(await link.innerText(), "Choisissez votre situation professionnelle.");
      assert.ok((await page.locator("#_error-status").innerText()).includes(await link.innerText()));
      assert.ok((await page.locator("#_ask-status").getAttribute("aria-describedby")).split(" ").includes("_error-status"));
      await proceed(page);
      assert.match(await page.title(), once);
      await link.click();
      assert.equal(await page.evaluate(() => document.activeElement.id), "_q-status-permanent");
      await fill(page, "jobseeker");
      await proceed(page);
      assert.ok(!(await page.locator("#_errors").isVisible()));
      assert.ok(!(await page.title()).startsWith("Erreur"));
      await page.goBack();
      assert.ok(!(await page.locator("#_error-status").isVisible()), "an error is over once it is mended");
    }));

  test("an amount that can be read in two ways is not guessed, and stays to be mended", () =>
    sit({}, async (page) => {
      await reach(page, "price");
      const price = page.locator("#_q-price");
      const wrong = { ambiguous: ["1.600", "1,600", "1.600 €"], hours: ["45 h", "14h30"], untaxed: ["1 500 € HT"], format: ["abc", "-5", "16 00", "20001", "1600,555"] };
      for (const [kind, text] of Object.entries(wrong).flatMap(([kind, texts]) => texts.map((text) => [kind, text]))) {
        await price.fill(text);
        await proceed(page);
        assert.equal((await where(page)).question, "price", text);
        assert.equal(await price.inputValue(), text);
        assert.equal(await price.getAttribute("aria-invalid"), "true");
        assert.deepEqual(await shown(page, "#_error-price [data-error]").evaluateAll((all) => all.map((one) => one.dataset.error)), [kind], text);
      }
      await price.fill("");
      await proceed(page);
      assert.ok(await page.locator("#_error-price [data-error=empty]").isVisible());
      await price.fill("1 600,50");
      await proceed(page);
      assert.notEqual((await where(page)).question, "price");
    }));

  test("a date must exist", () =>
    sit({}, async (page) => {
      await reach(page, "start_date");
      for (const date of ["2027-02-29", "2027-13-01", "207-01-01", "9999-01-01", "2027-jui-01"]) {
        await fill(page, date);
        await proceed(page);
        assert.equal((await where(page)).question, "start_date", date);
        assert.ok(await page.locator("#_error-start_date [data-error=format]").isVisible(), date);
      }
      await fill(page, "-1-3");
      await proceed(page);
      assert.equal(await page.locator("#_errors a").innerText(), "Complétez la date\u00a0: il manque l’année.");
      await fill(page, "2028--");
      await proceed(page);
      assert.equal(await page.locator("#_errors a").innerText(), "Complétez la date\u00a0: il manque le jour et le mois.");
      await fill(page, "2028-02-29");
      await proceed(page);
      assert.notEqual((await where(page)).question, "start_date");
    }));
});

describe("dates as people write them", () => {
  const written = {
    fr: [["5", "mars", "2027"], ["05", "3", "27"], ["5 mars 2027"], ["05/03/2027"], ["5.3.27"], ["2027-03-05"], ["1", "févr.", "27"], ["lundi 1er mars 2027"], ["March 1, 2027"], ["1", "March", "2027"]],
    en: [["5", "March", "2027"], ["5", "mar", "27"], ["5 March 2027"], ["5th of March 2027"], ["2027-03-05"], ["23/03/2027"], ["March 1, 2027"], ["1er mars 2027"], ["1", "février", "2027"]],
  };
  for (const [language, texts] of Object.entries(written)) {
    test(language, () =>
      sit({ language }, async (page) => {
        await reach(page, "start_date");
        for (const [day, month = "", year = ""] of texts) {
          for (const [part, text] of Object.entries({ day, month, year })) await page.locator(`#_q-start_date-${part}`).fill(text);
          await proceed(page);
          assert.notEqual((await where(page)).question, "start_date", `${day} ${month} ${year}`);
          await page.goBack();
          await page.waitForFunction(() => !document.getElementById("_ask-start_date").hidden);
        }
      }));
  }

  test("an English date that may be American is not guessed", () =>
    sit({ language: "en" }, async (page) => {
      await reach(page, "start_date");
      await page.locator("#_q-start_date-day").fill("03/05/2027");
      await proceed(page);
      assert.ok(await page.locator("#_error-start_date [data-error=order]").isVisible());
    }));
});

/** Answers as the jobseeker does until a question is shown. */
async function reach(page, wanted) {
  await page.locator("[data-action=start]").click();
  for (let { question } = await where(page); question !== wanted; { question } = await where(page)) {
    await fill(page, jobseeker.answers[question]);
    await proceed(page);
  }
}

describe("amounts as people write them", () => {
  const written = {
    fr: ["1600", "1 600", "1 600 € TTC", "\u200e1\u200b600", "１６００", "1\u202f600", "1\u00a0600,00 €", "1600,00", "1600.00", "1,600.00", "€1,600"],
    en: ["1600", "1,600", "€1,600", "1,600.00", "1 600", "1600,00", "1.600,00"],
  };
  for (const [language, texts] of Object.entries(written)) {
    test(language, () =>
      sit({ language }, async (page) => {
        await reach(page, "price");
        for (const text of texts) {
          await page.locator("#_q-price").fill(text);
          await proceed(page);
          assert.notEqual((await where(page)).question, "price", text);
          await page.goBack();
          await page.waitForFunction(() => !document.getElementById("_ask-price").hidden);
          assert.equal(await page.locator("#_q-price").inputValue(), text, "kept as it was written");
        }
        await proceed(page);
        await answerAll(page, jobseeker.answers);
        assert.ok((await page.locator("#_check").innerText()).includes(euros(160000, language)));
      }));
  }
});

describe("I don't know", () => {
  test("it and an amount exclude each other", () =>
    sit({}, async (page) => {
      await reach(page, "price");
      await page.locator("#_q-price").fill("1700");
      await page.locator("#_q-price-unknown").check();
      assert.equal(await page.locator("#_q-price").inputValue(), "");
      await page.locator("#_q-price").fill("1");
      assert.ok(!(await page.locator("#_q-price-unknown").isChecked()));
    }));

  for (const [language, words] of Object.entries({ fr: "Je ne sais pas", en: "I don’t know" })) {
    test(`what may follow is listed, to be confirmed, in ${language}`, () =>
      sit({ language }, async (page) => {
        await answerToTheEnd(page, { ...jobseeker.answers, provider: "unknown", balance: "unknown" });
        const verdict = page.locator("[data-kind=verdict]");
        assert.equal(await shown(page, "[data-kind=verdict] h2 [data-outcome]").getAttribute("data-outcome"), "unknown");
        assert.ok((await verdict.locator("[data-possible] li").count()) >= 2);
        const cpf = page.locator("[data-decision=cpf]");
        assert.equal(await cpf.locator(":scope > .way > [data-outcome]:not([hidden])").getAttribute("data-outcome"), "unknown");
        const states = await cpf.locator("[data-possible] li").evaluateAll((items) => items.map((item) => item.dataset.state));
        assert.deepEqual(states.sort(), ["closed", "open"]);
        assert.ok((await page.locator("#_result [data-list=answers]").innerText()).includes(words));
        // Nothing is promised: the cover is a range, not the most that it can be.
        assert.equal(await cpf.locator("[data-amount=covered]").innerText(), await amountText(page, [0, 160000], language));
      }));
  }
});

describe("starting again", () => {
  test("erases every answer, and older screens do not come back", () =>
    sit({}, async (page) => {
      const address = page.url();
      const before = await answerToTheEnd(page, jobseeker.answers);
      const length = await page.evaluate(() => history.length);
      await page.locator("[data-action=restart]").click();
      await page.locator("#_start").waitFor();
      assert.equal(page.url(), address);
      assert.ok((await page.evaluate(() => history.length)) < length, "the addresses with answers are gone");
      await page.locator("[data-action=start]").click();
      assert.deepEqual(await where(page), { screen: "questions", question: "status" });
      assert.equal(await page.locator("#_questions [data-question] :checked").count(), 0);
      assert.deepEqual(await page.locator("#_questions [type=text]").evaluateAll((fields) => fields.filter((field) => field.value)), []);
      await page.goForward().catch(() => {});
      assert.deepEqual(await where(page), { screen: "questions", question: "status" });
      const asked = await answerAll(page, jobseeker.answers);
      assert.deepEqual(asked, before, "everything is asked again");
    }));
});

describe("a page that begins with an answer", () => {
  test("the option is chosen, seen, and confirmed by the person", () =>
    sit({ at: "#status=performer" }, async (page) => {
      assert.deepEqual(await where(page), { screen: "questions", question: "status" });
      const option = page.locator("#_q-status-performer");
      assert.ok(await option.isChecked());
      assert.ok(await option.evaluate((radio) => radio.getBoundingClientRect().top < innerHeight && radio.getBoundingClientRect().top > 0), "it can be seen");
      await proceed(page);
      assert.deepEqual(await where(page), { screen: "questions", question: "registered" });
      await page.locator("[data-action=back]").click();
      await page.waitForFunction(() => !document.getElementById("_ask-status").hidden);
      await page.locator("[data-action=back]").click();
      await page.locator("#_start").waitFor();
    }));

  test("a name that nobody knows says so", () =>
    sit({ at: "#status=astronaut" }, async (page) => {
      assert.deepEqual(await where(page), { screen: "start" });
      assert.ok(await page.locator("[data-broken]").isVisible());
    }));

  test("each tile of the home page leads to its question, with its option chosen", async () => {
    for (const language of ["fr", "en"]) {
      const { page, close } = await visit(site, `/${language}/`);
      const links = await page.locator(".entries a[href*='#status=']").evaluateAll((all) => all.map(({ href }) => href));
      assert.ok(links.length >= 6);
      for (const link of new Set(links)) {
        await page.goto(link);
        const option = link.split("=")[1];
        assert.ok(await page.locator(`#_q-status-${option}`).isChecked(), link);
      }
      await close();
    }
  });
});

describe("a page left open over midnight", () => {
  const tomorrow = "2026-11-23T08:00:00+01:00";
  const wake = (page) => page.evaluate(() => dispatchEvent(new Event("focus")));

  test("the result is worked out for the new day, and says so", () =>
    sit({}, async (page) => {
      await answerToTheEnd(page, jobseeker.answers);
      await page.clock.setFixedTime(tomorrow);
      await wake(page);
      assert.match(await page.locator("#_notices").innerText(), /Une nouvelle journée.*23.novembre 2026/);
      assert.match(await page.locator("[data-slot=computed]").innerText(), /23.novembre 2026/);
      await change(page, "request_date");
      assert.ok(!(await page.locator("#_notices").innerText()));
      assert.equal(await page.locator("#_q-request_date-day").inputValue(), "23");
    }));

  test("whoever is answering goes on, and a day that was chosen stays", () =>
    sit({}, async (page) => {
      await reach(page, "price");
      await page.locator("#_q-price").fill("17");
      await page.clock.setFixedTime(tomorrow);
      await wake(page);
      assert.equal(await page.locator("#_q-price").inputValue(), "17");
      assert.equal(await page.evaluate(() => document.activeElement.id), "_q-price");
      await fill(page, "1700");
      await proceed(page);
      await answerAll(page, jobseeker.answers);
      await change(page, "request_date");
      assert.equal(await page.locator("#_q-request_date-day").inputValue(), "23");
      await fill(page, "2026-12-01");
      await proceed(page);
      await page.clock.setFixedTime("2026-11-24T08:00:00+01:00");
      await wake(page);
      assert.ok(!(await page.locator("#_notices").innerText()));
      await change(page, "request_date");
      assert.equal(await page.locator("#_q-request_date-day").inputValue(), "01");
    }));
});

describe("a link in a browser that has other answers", () => {
  test("it is said, Back of the browser leads to one's own, and starting again erases both", async () => {
    const links = [];
    await sit({}, async (page) => {
      await answerToTheEnd(page, people.find(({ id }) => id === "C01").answers);
      links.push(new URL(page.url()).hash);
    });
    const [theirs] = links;
    await sit({}, async (page) => {
      await answerToTheEnd(page, jobseeker.answers);
      const own = new URL(page.url()).hash;
      const answers = () => page.locator("#_result [data-list=answers]").innerText();
      const mine = await answers();
      await page.evaluate((hash) => (location.hash = hash), theirs);
      await page.locator("[data-notice=other]").waitFor();
      assert.notEqual(await answers(), mine);
      await page.goBack();
      await page.waitForFunction((hash) => location.hash === hash, own);
      assert.equal(await answers(), mine, "not the other's answers at one's own address");
      assert.ok(!(await page.locator("[data-notice=other]").isVisible()));
      await page.goForward();
      await page.waitForFunction((hash) => location.hash === hash, theirs);
      assert.notEqual(await answers(), mine);
      // The button of the page does not lead to another person's answers.
      await page.locator("[data-action=back]").click();
      await page.locator("#_start").waitFor();
      await page.goBack();
      await page.locator("#_result").waitFor();
      await page.locator("[data-action=restart]").click();
      await page.locator("#_start").waitFor();
      await page.waitForFunction(() => !location.hash);
      await page.goForward().catch(() => {});
      assert.deepEqual(await where(page), { screen: "start" });
      await page.locator("[data-action=start]").click();
      assert.equal(await page.locator("#_questions [data-question] :checked").count(), 0, "nothing is left in the form");
    });
  });

  test("what a mail program adds to a link does no harm", async () => {
    const links = [];
    await sit({}, async (page) => {
      await answerToTheEnd(page, jobseeker.answers);
      links.push(page.url());
    });
    const [link] = links;
    for (const mended of [`${link}).`, link.replace(/#.*/, (hash) => hash.toUpperCase()), link.replace(/#.*/, (hash) => hash.replaceAll(".", "%2E"))]) {
      const { page, close } = await visit(site, mended.slice(site.origin.length), { now: "2026-11-22" + NOON });
      assert.deepEqual(await where(page), { screen: "result" }, mended);
      assert.equal(page.url(), link, "and the address is whole again");
      await close();
    }
  });
});
