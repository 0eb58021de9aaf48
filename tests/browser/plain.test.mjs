// The questionnaire in a browser that runs no script: what the style sheet of the rules shows
// is what the engine concludes, and a person gets from the first question to her result.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, describe, test } from "node:test";
import { gzipSync } from "node:zlib";
import { axe } from "./axe.mjs";
import { people } from "./people.mjs";
import { person, rules, shown, waiting } from "./plain.mjs";
import { late, open, required, requiredJson, some, visit } from "./site.mjs";

const cases = await requiredJson("CASES", "the cases as JSON");
const site = await open();
after(() => site.close());
const found = await rules();

/** Opens the questionnaire without scripts, and afterwards sees that nothing was sent. */
async function sit({ language = "fr", ...options }, job) {
  const { page, faults, requests, close } = await visit(site, site.asking[language], { javaScriptEnabled: false, ...options });
  page.setDefaultTimeout(60_000);
  await page.waitForLoadState("networkidle");
  const loaded = requests.length;
  try {
    await job(page);
    assert.deepEqual(late(requests, loaded), [], "nothing is requested after the load");
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}

/**
 * The answers of a case, by the place of the question. The form waits for those to which nobody has
 * to wait: whoever gives none gives the one that is supposed of her, or that other answers tell.
 */
function answersOf({ answers }) {
  const { engine, program } = found;
  const listed = program.questions.map((_, place) => answers[place]);
  const heeded = engine.presumed(program, listed);
  return heeded.map((answer, place) => {
    const [, , , traits, , taken = null] = program.questions[place];
    return answer === null && !(traits & 1) ? taken : answer;
  });
}

/** Answers what is shown until nothing is left; `press` presses some of the buttons. */
async function walk(page, wanted, press) {
  const asked = [];
  for (;;) {
    const open = await page.evaluate(waiting, wanted);
    if (!open.length) return asked;
    const { question } = open.find(({ button }) => !button) ?? {};
    assert.equal(question, undefined, "nobody said what to answer");
    asked.push(...(await press(open.map(({ button }) => button))));
  }
}

/** Presses the first of some buttons, as a person does. */
const one = (page) => async ([button]) => {
  await page.locator(`label:has([id="${button}"])`).click();
  return [button];
};

/** Presses them all at once, which is fast. */
const all = (page) => async (buttons) => {
  await page.evaluate((ids) => ids.forEach((id) => (document.getElementById(id).checked = true)), buttons);
  return buttons;
};

const visible = (page, selector) => page.locator(selector).filter({ visible: true });

for (const [place, language] of ["fr", "en"].entries()) {
  describe(`without a script, in ${language}`, () => {
    for (const { id, who, verdict, open: usable, waits } of some(people, 3, place)) {
      test(`${id}: ${who}`, () =>
        sit({ language }, async (page) => {
          const wanted = person(found, answersOf(cases.find((known) => known.id === id)));
          assert.equal(await page.locator("#_result").isVisible(), false, "no result before the answers");
          const [date] = (await page.evaluate(waiting, wanted)).filter(({ question }) => question.startsWith("_range-request"));
          if (date) await page.locator("[data-fold]").click();
          await walk(page, wanted, one(page));
          assert.equal(await page.locator("#_rest").isVisible(), false, "nothing is left");
          const states = (selector) => visible(page, `${selector} [data-outcome]`).evaluateAll((ends) => ends.map((end) => end.dataset.outcome.split(".")[0]));
          assert.deepEqual(await states("[data-kind=verdict]"), [verdict], "the verdict");
          const cards = await visible(page, "[data-kind=route]").evaluateAll((blocks) => blocks.map((block) => block.dataset.decision));
          const expected = { ...usable, ...waits };
          assert.deepEqual(cards.sort(), Object.keys(expected).sort(), "the routes");
          for (const [route, state] of Object.entries(expected)) {
            assert.equal((await states(`[data-decision=${route}]`))[0], state, route);
          }
        }));
    }
  });
}

test("no heading of the result is left without words, and no link leads to what is hidden", () =>
  sit({}, async (page) => {
    const wanted = person(found, answersOf(cases.find(({ id }) => id === "C13")));
    await walk(page, wanted, all(page));
    const sections = await visible(page, "#_result section").allInnerTexts();
    for (const words of sections) assert.ok(words.trim().includes("\n"), words);
    const targets = await visible(page, '#_result a[href^="#"]').evaluateAll((links) => links.map((link) => link.hash));
    assert.ok(targets.length > 0);
    for (const target of targets) assert.ok(await page.locator(target).isVisible(), target);
  }));

test("the ways stand side by side, and to pay oneself is the last", () =>
  sit({ language: "en" }, async (page) => {
    const wanted = person(found, answersOf(cases.find(({ id }) => id === "C01")));
    await walk(page, wanted, all(page));
    const rows = await visible(page, "tr[data-decision]").evaluateAll((rows) => rows.map((row) => [row.dataset.decision, ...[...row.cells].slice(1, 2).map((cell) => cell.innerText)]));
    assert.deepEqual(rows.find(([way]) => way === "cpf"), ["cpf", "Open"]);
    assert.equal(rows.at(-1)[0], "self_pay");
    assert.ok(rows.length > 2);
  }));

test("every case ends as the engine concludes", { timeout: 900_000 }, () =>
  sit({}, async (page) => {
    for (const known of some(cases, 12)) {
      const answers = answersOf(known);
      await page.evaluate(() => document.forms._questions.reset());
      const asked = await walk(page, person(found, answers), all(page));
      assert.equal(new Set(asked).size, asked.length, `${known.id}: a question came back`);
      await agree(page, known, answers);
    }
  }));

/**
 * What is shown is what the engine concludes. Where the person does not know something, an
 * outcome too many may be shown, and never one too few.
 */
async function agree(page, { id, expect }, answers) {
  const { result, decisions, ways } = await page.evaluate(shown);
  assert.ok(result, `${id}: a result`);
  const states = { [Object.keys(decisions)[0]]: expect.verdict_possible };
  for (const [name, { possible }] of Object.entries({ ...expect.routes, ...expect.notices })) states[name] = possible;
  const concluded = found.engine.conclude(found.program, answers).decisions;
  const known = answers.every((answer) => answer !== null);
  for (const [place, [name, kind, , terminals, , steps]] of found.program.decisions.entries()) {
    const [outcomes, usable] = found.program.outcomes[kind];
    const untold = outcomes.filter((_, place) => usable[place] === null);
    const says = (end) => !untold.includes(end.split(".")[0]);
    const ends = concluded[place].possible.map((end) => `${outcomes[terminals[end][0]]}.${terminals[end][1]}`);
    const wanted = ends.filter((end) => kind !== "notice" || says(end)).sort();
    const told = decisions[name];
    const missing = wanted.filter((end) => !told.outcomes.includes(end));
    assert.deepEqual(missing, [], `${id}: ${name} hides what can come about`);
    const due = concluded[place].steps.map(({ step }) => steps[step][0]).filter((step) => !told.steps.includes(step));
    assert.deepEqual(due, [], `${id}: the steps of ${name}`);
    if (known) {
      assert.deepEqual(told.outcomes, wanted, `${id}: ${name}`);
      assert.deepEqual(told.steps.length, concluded[place].steps.length, `${id}: the steps of ${name}`);
    }
    // Its row among the ways has each word once.
    const paying = outcomes.filter((_, place) => usable[place]);
    const words = paying.filter((outcome) => told.outcomes.some((end) => end.split(".")[0] === outcome)).sort();
    if (kind === "route") assert.deepEqual(ways[name] ?? [], words, `${id}: ${name} among the ways`);
    const card = wanted.some(says);
    if (known) assert.equal(told.card, card, `${id}: the card of ${name}`);
    if (states[name]) {
      const shownStates = new Set(told.outcomes.map((end) => end.split(".")[0]));
      const expected = states[name].filter((state) => kind !== "notice" || says(state));
      assert.ok(expected.every((state) => shownStates.has(state)), `${id}: ${name} in Rust`);
    }
  }
}

test("the keyboard is enough, and Enter sends no answer anywhere", () =>
  sit({}, async (page) => {
    const address = page.url();
    await page.locator("#_q-status-permanent").focus();
    await page.keyboard.press("Space");
    assert.ok(await page.locator("#_q-status-permanent").isChecked());
    await page.keyboard.press("Enter");
    await page.keyboard.press("ArrowDown");
    assert.ok(await page.locator("#_q-status-fixed_term").isChecked());
    assert.ok(await page.locator("#_ask-absent").isVisible(), "an answer brings the next question");
    assert.equal(page.url(), address);
    await page.locator("#_questions [type=reset]").click();
    assert.equal(await page.locator("#_questions :checked").count(), 1, "only the date is left");
    assert.equal(await page.locator("#_ask-absent").isVisible(), false);
  }));

for (const colorScheme of ["light", "dark"]) {
  test(`axe finds nothing, ${colorScheme}`, async () => {
    const language = colorScheme === "light" ? "fr" : "en";
    const employee = cases.find(({ id }) => id === "C01");
    let buttons = [];
    await sit({ language }, async (page) => {
      buttons = await walk(page, person(found, answersOf(employee)), all(page));
    });
    for (const chosen of [[], buttons]) assert.deepEqual(await faults(language, colorScheme, chosen), [], `${chosen.length} answers`);
  });
}

/** What axe finds. It needs scripts itself, so it sees a copy of the page without its own. */
async function faults(language, colorScheme, chosen) {
  const { page, close } = await visit(site, "/", { colorScheme });
  try {
    await page.route(`**${site.asking[language]}`, async (route) => {
      const response = await route.fetch();
      const bare = (await response.text()).replace(/<script type="module".*?<\/script>/g, "").replace(/<\/?noscript>/g, "");
      const body = chosen.reduce((html, id) => html.replace(`id="${id}"`, `id="${id}" checked`), bare);
      await route.fulfill({ response, body });
    });
    await page.goto(site.origin + site.asking[language]);
    assert.equal(await page.locator("#_result").isVisible(), chosen.length > 0);
    const { violations } = await axe(page);
    return violations.map(({ id, nodes }) => [id, nodes[0].html]);
  } finally {
    await close();
  }
}

test("the dated figures follow the date of the request", () =>
  sit({}, async (page) => {
    const held = (name) =>
      page.evaluate((name) => {
        const values = [...document.querySelectorAll(`#_result [data-parameter=${name}] > *`)];
        const held = values.filter((value) => getComputedStyle(value).display !== "none");
        return [...new Set(held.map((value) => value.dataset.from ?? "unknown"))];
      }, name);
    assert.deepEqual(await held("participation"), ["2026-04-02"], "on the day of the build");
    assert.deepEqual(await held("known-participation"), ["2019-11-21"], "the sentence with a figure");
    await page.locator("[data-fold]").click();
    await page.locator("#_range-request_date label").last().click();
    assert.deepEqual(await held("participation"), [], "in a year whose figure is not published");
    assert.deepEqual(await held("known-participation"), ["2027-01-01"], "the sentence without one");
  }));

/** The page in a browser that does not know `:has()`, which the sheet asks for. */
test("a browser without :has() is led to the pages", async () => {
  const { page, close } = await visit(site, "/", { javaScriptEnabled: false });
  try {
    await page.route("**/*.css", async (route) => {
      const response = await route.fetch();
      const css = (await response.text()).replaceAll("selector(:has(*))", "selector(:never-heard-of(*))");
      await route.fulfill({ response, body: css });
    });
    await page.goto(site.origin + site.asking.fr);
    assert.equal(await page.locator("#_questions").isVisible(), false, "no form");
    assert.equal(await page.locator("#_result").isVisible(), false, "no result");
    assert.ok(await page.locator("[data-no-script] a").first().isVisible(), "the way to the pages");
    assert.ok(await page.locator("[data-no-script] table").isVisible(), "the summary table");
    assert.equal(await page.locator("#_start .go a").isVisible(), false, "no way to a form that is not there");
  } finally {
    await close();
  }
});

test("with scripts, the sheets are not even asked for", async () => {
  const { page, requests, close } = await visit(site, site.asking.fr);
  try {
    assert.deepEqual(requests.filter((url) => /\/(rules|plain)\.\w+\.css/.test(url)), []);
    assert.equal(await visible(page, "[data-plain], fieldset[data-range], [data-compare], #_rest").count(), 0);
  } finally {
    await close();
  }
});

test("the sheet of the rules stays small", async () => {
  const html = await site.source(site.asking.fr);
  const [address] = /\/assets\/rules\.\w+\.css/.exec(html);
  const css = await readFile(path.join(required("SITE", "the folder of the built site"), address));
  const size = gzipSync(css, { level: 9 }).length;
  // It grows with the rows of the rules, of which there are twice as many as at first.
  assert.ok(size < 40_000, `${size} bytes`);
});
