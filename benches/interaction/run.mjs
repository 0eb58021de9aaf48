// How long the questionnaire keeps a person waiting: several persons walk through it in
// Chromium, on a processor slowed down four times. Prints a table.
//
// SITE is the folder of a built site, and BEFORE, if it is set, that of the same site as an earlier
// version built it: the rounds of both take turns. The packages of tests/browser are used. CHROMIUM
// is the browser, if it is not in its usual place. ROUNDS is how often everybody walks through.
//
// A figure is the duration of an event as the browser tells it: from the click or key until the
// next picture is on the screen. The browser rounds it to 8 ms, and it holds the wait for that
// picture, up to 16.7 ms. What lasted less than 16 ms is not told, and counts as 16.
// Each step is the same in every round, so the quickest of them is the one disturbed least.

import { people } from "../../tests/browser/people.mjs";
import { fill, unfold, where } from "../../tests/browser/person.mjs";
import { open, visit } from "../../tests/browser/site.mjs";

const SLOWDOWN = 4;
const LEAST = 16;
/** What 98 of 100 steps are to keep to. */
const GOAL = 100;
/** How long a person looks at an answer that she has changed before she goes on, in milliseconds. */
const LOOK = 1000;
const rounds = Number(process.env.ROUNDS ?? 3);

const KINDS = ["start", "choose", "continue", "back", "forward", "result", "why", "letter", "change", "again"];
/** What each step took in each round, in milliseconds, by its kind. @type {Map<string, number[][]>} */
let found;
/** How many steps of each kind there were in this round. */
let counts;

/** Runs in the page: keeps every event that the browser tells. */
function watch() {
  globalThis.told = [];
  new PerformanceObserver((list) => {
    for (const { name, duration, interactionId } of list.getEntries()) if (interactionId) globalThis.told.push([name, duration]);
  }).observe({ type: "event", durationThreshold: 16, buffered: true });
}

/** Does one step, waits until the browser had time to tell of it, and keeps the longest event. */
async function step(page, kind, act) {
  await page.evaluate(() => (globalThis.told = []));
  await act();
  // Two pictures and a pause: entries come after the picture they tell of.
  await page.evaluate(() => new Promise((done) => requestAnimationFrame(() => requestAnimationFrame(() => setTimeout(done, 50)))));
  const told = await page.evaluate(() => globalThis.told.map(([, duration]) => duration));
  const nth = (counts[kind] = (counts[kind] ?? -1) + 1);
  (found.get(kind)[nth] ??= []).push(Math.max(LEAST, ...told));
}

/** Presses a key on what is found; unlike a click it moves nothing and scrolls nothing. */
async function press(page, selector, key = "Enter") {
  const control = page.locator(selector).filter({ visible: true }).first();
  await control.focus();
  await page.keyboard.press(key);
}

const click = (page, selector) => page.locator(selector).filter({ visible: true }).first().click();

/** Changes the answer of the question that is shown. */
async function alter(page, question) {
  const fieldset = page.locator(`[data-question="${question}"]`);
  const other = fieldset.locator("input:is([type=radio], [type=checkbox]):not(:checked)").first();
  if (await other.count()) return other.click();
  const text = fieldset.locator("input").last();
  await text.focus();
  await page.keyboard.press("End");
  await page.keyboard.press("Backspace");
  await page.keyboard.type("9");
}

async function walk(page, { answers }) {
  await step(page, "start", () => click(page, "[data-action=start]"));
  for (let turn = 0; ; turn += 1) {
    const { screen, question } = await where(page);
    if (screen !== "questions") break;
    await step(page, "choose", () => fill(page, answers[question]));
    // Every other answer is given with the keyboard.
    if (turn % 2) await step(page, "continue", () => click(page, "#_questions [type=submit]"));
    else await step(page, "continue", () => press(page, "#_questions [type=submit]"));
    if (turn === 4) {
      await step(page, "back", () => click(page, "[data-action=back]"));
      await step(page, "forward", () => click(page, "#_questions [type=submit]"));
    }
  }
  await step(page, "result", () => click(page, "#_check [data-action=result]"));
  for (const selector of ["#_result details.why > summary", "#_result details.letter > summary"]) {
    if (!(await page.locator(selector).filter({ visible: true }).count())) continue;
    await step(page, selector.includes("why") ? "why" : "letter", () => click(page, selector));
  }
  // On a narrow screen the answers are folded.
  await unfold(page);
  await step(page, "change", () => page.locator("#_result [data-slot=change]").filter({ visible: true }).last().click());
  // Another answer than before, or a larger number, and a moment in which a person looks at it.
  const { question } = await where(page);
  await step(page, "choose", () => alter(page, question));
  await page.waitForTimeout(LOOK);
  // A changed answer leads back to the result, with what it has changed.
  await step(page, "again", () => click(page, "#_questions [type=submit]"));
}

/** The smallest value that so many of a hundred do not pass. */
function percentile(values, share) {
  const sorted = [...values].sort((a, b) => a - b);
  return sorted[Math.ceil((share / 100) * sorted.length) - 1];
}

const sites = await Promise.all(
  ["SITE", "BEFORE"].filter((name) => process.env[name]).map(async (name) => ({
    name, site: await open(process.env[name]), found: new Map(KINDS.map((kind) => [kind, []])),
  })),
);
for (let round = 0; round < rounds; round += 1) {
  for (const { site, ...own } of sites) {
    found = own.found;
    counts = {};
    for (const person of people) {
      const { page, close } = await visit(site, site.asking.fr, { now: `${person.on}T10:00:00+01:00`, viewport: { width: 412, height: 823 } });
      await page.evaluate(watch);
      const session = await page.context().newCDPSession(page);
      await session.send("Emulation.setCPUThrottlingRate", { rate: SLOWDOWN });
      await walk(page, person);
      await close();
    }
    console.error(`round ${round + 1} of ${rounds}, ${own.name}`);
  }
}
for (const { site } of sites) await site.close();

const figures = (values) => [50, 75, 98].map((share) => percentile(values, share));
function row(kind, steps) {
  const all = figures(steps.flat());
  const quickest = figures(steps.map((times) => Math.min(...times)));
  const over = steps.filter((times) => Math.min(...times) > GOAL).length;
  return `| ${[kind, steps.length, ...all, ...quickest, over].join(" | ")} |`;
}
for (const { name, found } of sites) {
  console.log(`\n${name}: milliseconds, ${rounds} rounds.\n`);
  console.log("| step | steps | p50 | p75 | p98 | p50, quickest | p75, quickest | p98, quickest | over 100 |\n|---|---:|---:|---:|---:|---:|---:|---:|---:|");
  for (const [kind, steps] of found) if (steps.length) console.log(row(kind, steps));
  console.log(row("all", [...found.values()].flat()));
}
