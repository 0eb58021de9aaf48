// The first screen of a result, for nine ordinary visitors: how much there is to read, and that
// its pictures say what the rules conclude.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { nine } from "./nine.mjs";
import { euros, hurryToTheEnd, unfold } from "./person.mjs";
import { people } from "./people.mjs";
import { open, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

const NOON = "T12:00:00+01:00";
const DESK = { viewport: { width: 1280, height: 900 } };
const PHONE = { viewport: { width: 360, height: 800 } };
const [employee, jobseeker, agent, shopkeeper] = ["C01", "C06", "C13", "S01"].map((wanted) => people.find(({ id }) => id === wanted));

/** Shows the result of a person as it is first seen. */
async function see({ answers, on = "2026-11-22" }, { language = "fr", ...options }, job) {
  const { page, faults, close } = await visit(site, site.asking[language], { now: on + NOON, ...options });
  try {
    await hurryToTheEnd(page, answers, { folded: true });
    await job(page);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}

/** Words that are seen: what is said to the ear alone is not read. */
const words = (page) =>
  page.evaluate(() => {
    const result = document.getElementById("_result");
    const count = (text) => text.split(/\s+/).filter((word) => /[\p{L}\d]/u.test(word)).length;
    const unseen = [...result.querySelectorAll(".unseen")].filter((part) => part.checkVisibility());
    return count(result.innerText) - count(unseen.map((part) => part.innerText).join(" "));
  });
const height = (page) => page.evaluate(() => document.documentElement.scrollHeight);
const shown = (page, selector) => page.locator(selector).filter({ visible: true });

describe("the first screen", () => {
  for (const language of ["fr", "en"]) {
    for (const person of nine) {
      test(`of the ${person.who} holds 500 words and 2,500 pixels at most, in ${language}`, () =>
        see(person, { language, ...DESK }, async (page) => {
          const [read, high] = [await words(page), await height(page)];
          assert.ok(read <= 500, `${read} words`);
          assert.ok(high <= 2500, `${high} pixels`);
          assert.equal(await shown(page, ".way[open]").count(), 1, "one way is open");
        }));
    }
    for (const person of nine) {
      test(`of the ${person.who} holds 6,000 pixels at most on a phone, in ${language}`, () =>
        see(person, { language, ...PHONE }, async (page) => {
          const high = await height(page);
          assert.ok(high <= 6000, `${high} pixels`);
        }));
    }
  }

  test("says the plan in three numbered steps, and where there are days, in their order on a line", () =>
    see(agent, DESK, async (page) => {
      const steps = await shown(page, "[data-list=plan] li").allInnerTexts();
      assert.equal(steps.length, 3);
      assert.match(steps[0], /31\u00a0décembre 2026/);
      const days = await shown(page, "[data-list=days] li").allInnerTexts();
      assert.deepEqual(days.map((day) => day.split(/\s: /)[0]), ["22\u00a0novembre 2026", "31\u00a0décembre 2026", "30\u00a0janvier 2027", "1er\u00a0mars 2027"]);
      const drawn = await page.locator("[data-line] circle").evaluateAll((dots) => dots.map((dot) => parseFloat(dot.getAttribute("cx"))));
      const day = 86400000;
      const [first, ...others] = ["2026-11-22", "2026-12-31", "2027-01-30", "2027-03-01"].map((text) => Date.parse(text) / day);
      const last = others.at(-1);
      const part = (place) => (place - drawn[0]) / (drawn.at(-1) - drawn[0]);
      drawn.slice(1).forEach((place, nth) => assert.ok(Math.abs(part(place) - (others[nth] - first) / (last - first)) < 0.001));
    }));

  test("of a way that opens on a known day says to wait until then", () =>
    see(agent, DESK, async (page) => {
      const said = await page.evaluate(async (module) => {
        const { showPlan } = await import(module);
        const block = document.querySelector("[data-decision=cpf]");
        const element = block.querySelector("[data-step=after_leave]");
        const day = Date.UTC(2027, 1, 1) / 86400000;
        const step = { id: "cpf.after_leave", element, block, from: day, due: null, when: "", counted: [] };
        showPlan({ block, place: 1, best: 3, later: true, parts: undefined, steps: [step] }, [step], [], day - 70);
        return document.querySelector(".best").innerText;
      }, site.module("plan"));
      assert.match(said, /^Attendez le 1er\u00a0février 2027, puis\s: Compte personnel de formation/);
    }));

  test("compares the ways in the order of the result, each with a way to its card", () =>
    see(jobseeker, DESK, async (page) => {
      const rows = await shown(page, "[data-list=ways] tr").evaluateAll((all) => all.map((row) => row.querySelector("a").innerText));
      const cards = await shown(page, "[data-list=open] > li").locator("h3").allInnerTexts();
      assert.deepEqual(rows, cards);
      await page.locator("[data-list=ways] a").nth(1).click();
      assert.ok(await page.locator("[data-list=open] > li:not([hidden]) .way").nth(1).evaluate((way) => way.open));
      assert.match(await page.evaluate(() => document.activeElement.innerText), /Aide individuelle/);
    }));

  test("opens the folds around a letter that a step leads to", () =>
    see(agent, DESK, async (page) => {
      await shown(page, ".way[open] .doing > summary").click();
      await shown(page, "[data-more]").first().click();
      assert.ok(await shown(page, "[data-of-letter][open] .paper").first().isVisible());
    }));

  test("has no two summaries that say the same", () =>
    see(jobseeker, DESK, async (page) => {
      await unfold(page);
      const said = await shown(page, "#_result .why > summary").allInnerTexts();
      assert.ok(said.length > 2);
      assert.equal(new Set(said).size, said.length);
    }));
});

/** The parts of a bar, in cents of a price. */
const drawn = (bar, price) =>
  bar.locator("rect").evaluateAll((boxes, price) => boxes.map((box) => [box.getAttribute("class"), Math.round((parseFloat(box.getAttribute("width")) / 100) * price)]), price);
const near = (found, wanted) => {
  assert.deepEqual(found.map(([part]) => part), wanted.map(([part]) => part));
  found.forEach(([part, cents], nth) => assert.ok(Math.abs(cents - wanted[nth][1]) <= 20, `${part}: ${cents}, not ${wanted[nth][1]}`));
};

describe("a picture", () => {
  test("of the price shows who pays it for sure, who may, and what is left", () =>
    see(jobseeker, DESK, async (page) => {
      await unfold(page);
      near(await drawn(page.locator("#_brief .bar"), 170000), [["sure", 125000], ["own", 45000]]);
      near(await drawn(page.locator("[data-decision=france_travail] .bar"), 170000), [["other", 125000], ["maybe", 45000]]);
      near(await drawn(page.locator("[data-decision=self_pay] .bar"), 170000), [["own", 170000]]);
      // The same figures in words, under it.
      const told = await page.locator("#_brief .facts").innerText();
      for (const cents of [125000, 45000]) assert.ok(told.includes(euros(cents, "fr")), told);
    }));

  test("of a price that nobody says, says that it is supposed", async () => {
    const [nurse] = nine;
    const supposed = (page) => page.locator("#_brief .bar [data-supposed]").isVisible();
    await see({ on: "2026-11-22", answers: nurse.answers }, DESK, async (page) => assert.ok(await supposed(page)));
    await see(jobseeker, DESK, async (page) => assert.ok(!(await supposed(page))));
  });

  test("of an amount that is a range, or that depends on somebody, is not filled", () =>
    see(agent, DESK, async (page) => near(await drawn(page.locator("#_brief .bar"), 180000), [["maybe", 180000]])));

  for (const [person, knees] of [[employee, [[175000, 15000], [180000, 20000]]], [jobseeker, [[125000, 0], [170000, 45000]]], [shopkeeper, [[165000, 15000], [168000, 18000]]]]) {
    test(`of the prices has its knee and her own price where the rules have them, for ${person.id}`, () =>
      see(person, DESK, async (page) => {
        await page.locator("[data-section=curve] > summary").click();
        const rows = await page.locator("[data-list=curve] tr").evaluateAll((all) => all.map((row) => [row.querySelector("[data-slot=price]").innerText, row.querySelector("[data-slot=left]").innerText]));
        assert.deepEqual(rows.slice(1, -1), knees.map(([price, left]) => [euros(price, "fr"), euros(left, "fr")]));
        // The dots lie where the table says.
        const cents = (text) => Number(text.replace(/\D/g, "")) * 100;
        const [first, last] = [rows[0], rows.at(-1)].map(([price]) => cents(price));
        const dots = await page.locator("[data-curve] circle").evaluateAll((all) => all.map((dot) => [dot.getAttribute("class"), parseFloat(dot.getAttribute("cx"))]));
        const [from, to] = [dots[0][1], dots.at(-1)[1]];
        dots.forEach(([, x], nth) => assert.ok(Math.abs((x - from) / (to - from) - (cents(rows[nth][0]) - first) / (last - first)) < 0.001));
        assert.equal(dots.filter(([name]) => name === "own").length, 1);
      }));
  }

  test("has a name and words of the page that say the same, and no style of its own", () =>
    see(shopkeeper, DESK, async (page) => {
      await page.locator("[data-section=curve] > summary").click();
      await unfold(page);
      const pictures = await shown(page, "#_result svg").evaluateAll((all) =>
        all.map((picture) => [picture.getAttribute("role"), ...["aria-labelledby", "aria-describedby"].map((name) => document.getElementById(picture.getAttribute(name))?.innerText.trim())]),
      );
      assert.ok(pictures.length >= 4);
      for (const [role, name, description] of pictures) {
        assert.equal(role, "img");
        assert.ok(name && description, JSON.stringify([name, description]));
      }
      assert.equal(await page.locator("#_result [style]").count(), 0);
    }));
});

describe("whoever has no offer", () => {
  const [nurse] = nine;
  for (const language of ["fr", "en"]) {
    test(`is told what the average and two usual prices would leave her to pay, in ${language}`, () =>
      see({ answers: { ...nurse.answers, balance: "2000" } }, { language, ...DESK }, async (page) => {
        // 1,600 euros of the CPF at most, and the fixed contribution of 150.
        const told = [[150000, 15000], [300000, 140000]].map(([price, left]) => [euros(price, language), euros(left, language)]);
        const lines = (await shown(page, "[data-list=usual] li").allInnerTexts()).map((line) => line.split(/\s?: /));
        assert.deepEqual(lines, told);
        assert.equal((await shown(page, "#_facts-brief [data-brief=remaining]").innerText()).trim(), euros(35000, language));
      }));
  }

  test("and does not know her balance is told between what it lies", () =>
    see(nurse, { language: "en", ...DESK }, async (page) => {
      const [line] = await shown(page, "[data-list=usual] li").allInnerTexts();
      assert.equal(line, "€1,500: €150 to €1,500");
    }));

  test("is told so alone: whoever has an offer has a price", () =>
    see(nine[1], DESK, async (page) => assert.equal(await shown(page, "[data-usual]").count(), 0)));
});

describe("the sum", () => {
  for (const language of ["fr", "en"]) {
    test(`is the price less what is paid, with each figure's day and source, in ${language}`, () =>
      see(employee, { language, ...DESK }, async (page) => {
        const why = page.locator("[data-decision=cpf] .why");
        await why.locator("summary").click();
        const lines = await why.locator("[data-list=reckoned] tr").evaluateAll((rows) => rows.map((row) => [row.querySelector("[data-slot=sign]").innerText, row.querySelector("[data-slot=sum]").innerText]));
        assert.deepEqual(lines, [["", euros(180000, language)], ["−", euros(160000, language)], ["=", euros(20000, language)]]);
        const parts = await why.locator("[data-list=parts] li").evaluateAll((rows) => rows.map((row) => [row.querySelector("[data-slot=sum]").innerText, !row.querySelector("[data-taken]").hidden]));
        assert.deepEqual(parts, [[euros(320000, language), false], [euros(160000, language), true], [euros(165000, language), false]]);
        const figures = await why.locator("[data-list=figures] li").allInnerTexts();
        assert.equal(figures.length, 2);
        assert.match(figures[0], { fr: /depuis le 26\u00a0février 2026/, en: /since 26\u00a0February 2026/ }[language]);
        assert.ok(await why.locator("[data-list=figures] a[href^='https://']").count() >= 2);
        const order = await why.locator(".label").evaluateAll((labels) => labels.map((label) => label.nextElementSibling.dataset.list ?? label.nextElementSibling.className));
        assert.deepEqual(order, ["reckoned", "facts", "texts"]);
      }));
  }
});
