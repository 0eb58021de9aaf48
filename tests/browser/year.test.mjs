// A year whose fixed contribution is not published: what the page says of it, and beside it.

import assert from "node:assert/strict";
import { after, before, describe, test } from "node:test";
import { open, visit } from "./site.mjs";
import { people } from "./people.mjs";
import { answerToTheEnd, euros } from "./person.mjs";

const NOW = "2027-01-15T11:00:00+01:00";
const { answers: employee } = people.find(({ id }) => id === "C01");
const { answers: jobseeker } = people.find(({ id }) => id === "C06");

const WORDS = {
  fr: {
    range: (low, high) => `de ${low} à ${high}`,
    last: (amount) => `(${amount} si la participation reste à 150\u00a0€)`,
    holds: "Ce calcul vaut tant que la participation ne dépasse pas 200\u00a0€.",
    known: "Participation forfaitaire du titulaire du CPF\u00a0: dernière valeur connue 150\u00a0€, jusqu’au 31\u00a0décembre 2026.",
    wonder: /pas encore connu/,
  },
  en: {
    range: (low, high) => `${low} to ${high}`,
    last: (amount) => `(${amount} if the contribution stays at €150)`,
    holds: "This holds as long as the contribution stays at or below €200.",
    known: "Fixed contribution of the CPF holder: the last known value is €150, until 31\u00a0December 2026.",
    wonder: /not known yet/,
  },
};

let site;

before(async () => {
  site = await open();
});
after(() => site?.close());

for (const [language, words] of Object.entries(WORDS)) {
  describe(`15 January 2027, ${language}`, () => {
    const range = (low, high) => words.range(euros(low, language), euros(high, language));
    const last = (cents) => ` ${words.last(euros(cents, language))}`;

    test("the ceiling leaves 200: exact as long as the contribution is not more", () =>
      result(language, { ...employee, price: "1800", balance: "3200" }, async (page) => {
        assert.deepEqual(await amounts(page), {
          covered: euros(160000, language),
          remaining: euros(20000, language),
          share: range(0, 20000) + last(15000),
          left: euros(160000, language),
        });
        assert.deepEqual(await rests(page, "[data-decision=cpf]"), [words.holds, words.known]);
        assert.deepEqual(await rests(page, "#_brief"), [words.holds, words.known]);
        assert.equal(await brief(page, "covered"), euros(160000, language));
        assert.equal(await brief(page, "remaining"), euros(20000, language));
        assert.doesNotMatch(await page.locator("#_result").innerText(), words.wonder);
      }));

    test("below the ceiling the account pays what the contribution leaves", () =>
      result(language, { ...employee, price: "900", balance: "3200" }, async (page) => {
        const told = await amounts(page);
        assert.equal(told.covered, range(70000, 90000) + last(75000));
        assert.equal(told.remaining, range(0, 20000) + last(15000));
        assert.equal(await brief(page, "remaining"), range(0, 20000) + last(15000));
      }));

    test("a job seeker owes none, and nothing is supposed", () =>
      result(language, { ...jobseeker, start_date: "unknown" }, async (page) => {
        assert.equal((await amounts(page)).covered, euros(125000, language));
        assert.deepEqual(await rests(page, "[data-decision=cpf]"), []);
      }));

    test("the paper has the supposition too", () =>
      result(language, { ...employee, price: "1800", balance: "3200" }, async (page) => {
        await page.emulateMedia({ media: "print" });
        assert.deepEqual(await rests(page, "[data-decision=cpf]"), [words.holds, words.known]);
      }));

    test("a value that nobody has read for more than a year says so", () =>
      result(language, { ...employee, price: "1800", balance: "3200" }, async (page) => {
        const told = await rests(page, "[data-decision=cpf]");
        assert.equal(told.filter((sentence) => /2026/.test(sentence)).length, 2, told.join("\n"));
      }, "2028-01-15T11:00:00+01:00"));
  });
}

/** Goes to the result of a person on a day, and gives the page. */
async function result(language, answers, look, now = NOW) {
  const { page, close } = await visit(site, site.asking[language], { now });
  try {
    await answerToTheEnd(page, answers);
    await look(page);
  } finally {
    await close();
  }
}

async function amounts(page) {
  const cells = page.locator("[data-decision=cpf] div:not([hidden]) > [data-amount]");
  return Object.fromEntries(await cells.evaluateAll((all) => all.map((cell) => [cell.dataset.amount, cell.innerText.trim()])));
}

const rests = (page, place) => page.locator(`${place} .rests:not([hidden]) li`).allInnerTexts();

const brief = (page, name) => page.locator(`#_brief [data-brief=${name}]`).innerText();
