// No page and no state of the questionnaire has a fault that axe finds: both languages,
// light and dark, on a phone's width and on a desk's. With EVERYTHING=1 each in each; without,
// each page light on a phone and dark on a desk, and the questionnaire in one of them.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { axe } from "./axe.mjs";
import { answerAll, proceed, seeResult, unfold } from "./person.mjs";
import { open, some, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

/** In each language, few pages that together have every class and every element there is. */
async function kinds() {
  const chosen = [];
  for (const language of ["fr", "en"]) {
    const parts = new Map();
    for (const address of site.pages) {
      const html = await site.source(address);
      if (!html.includes(`<html lang="${language}"`)) continue;
      const classes = [...html.matchAll(/ class="([^"]+)"/g)].flatMap(([, names]) => names.split(" "));
      parts.set(address, [...classes, ...[...html.matchAll(/<[a-z]\w*/g)].map(([tag]) => tag)]);
    }
    const missing = new Set([...parts.values()].flat());
    const adds = ([, found]) => new Set(found.filter((part) => missing.has(part))).size;
    while (missing.size) {
      const [address, found] = [...parts].reduce((best, next) => (adds(next) > adds(best) ? next : best));
      chosen.push(address);
      for (const part of found) missing.delete(part);
    }
  }
  return chosen;
}

const look = (colorScheme, width) => ({ colorScheme, viewport: { width, height: 900 } });
const looks = some([look("light", 320), look("light", 1280), look("dark", 1280), look("dark", 320)], 2);
const pages = await kinds();

for (const [place, look] of looks.entries()) {
  const name = `${look.colorScheme}, ${look.viewport.width} px`;
  for (const address of pages) {
    test(`${address}: ${name}`, async () => {
      const { page, close } = await visit(site, address, { ...look, shared: true });
      await examine(page);
      await close();
    });
  }
  for (const [language, address] of some(Object.entries(site.asking), 2, place)) {
    test(`questionnaire in ${language}: ${name}`, async () => {
      const { page, faults, close } = await visit(site, address, { ...look, now: "2026-11-22T10:00:00+01:00" });
      await examine(page, "start");
      await page.locator("[data-action=start]").click();
      await examine(page, "question");
      await proceed(page);
      await examine(page, "error");
      await answerAll(page, {
        status: "permanent", leave: "sick", leave_end: "2027-01-15", start_date: "2026-11-30", end_date: "2027-01-08",
        medical_agreement: "not_yet", plan: "not_asked", small_firm: "unknown", previous_bilan: "none",
        provider: "listed", support_hours: "14", total_hours: "16", price: "1800", topup_by: "none", balance: "unknown",
      });
      await examine(page, "check");
      await seeResult(page);
      await examine(page, "result");
      await unfold(page);
      await examine(page, "result, unfolded");
      await page.locator("#_result [data-slot=change]").first().click();
      await examine(page, "date");
      await page.locator("[data-question]:not([hidden]) input").first().fill("99");
      await proceed(page);
      await examine(page, "error in a date");
      assert.deepEqual(faults, []);
      await close();
    });
  }
}

async function examine(page, state = "page") {
  const { violations, incomplete } = await axe(page);
  const faults = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} — ${node.failureSummary.split("\n").slice(1).join(";")}`));
  assert.deepEqual(faults, [], state);
  // Words in the colour of their ground are no fault to axe: they might be hidden on purpose.
  const unseen = incomplete
    .flatMap(({ nodes }) => nodes)
    .filter(({ any }) => any.some(({ data }) => data?.messageKey === "equalRatio"))
    .map(({ html }) => html);
  assert.deepEqual(unseen, [], `${state}: words that cannot be seen`);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!wide, `${state}: nothing sticks out to the right`);
}
