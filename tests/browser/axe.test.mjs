// No page and no state of the questionnaire has a fault that axe finds: both languages,
// light and dark, on a phone's width and on a desk's.

import assert from "node:assert/strict";
import { after, test } from "node:test";
import { AxeBuilder } from "@axe-core/playwright";
import { answerAll, proceed } from "./person.mjs";
import { open, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

const TAGS = ["wcag2a", "wcag2aa", "wcag21a", "wcag21aa", "wcag22aa", "best-practice"];

/** One page of each kind: its parts, not its words, are what axe looks at. */
async function kinds() {
  const byShape = new Map();
  for (const address of site.pages) {
    const html = await site.source(address);
    const language = /<html lang="(\w+)"/.exec(html)[1];
    const shape = new Set([...html.matchAll(/ class="([^"]+)"/g)].flatMap(([, names]) => names.split(" ")));
    for (const tag of ["table", "details", "blockquote", "mark", "ol"]) if (html.includes(`<${tag}`)) shape.add(tag);
    const key = `${language} ${[...shape].sort().join(" ")}`;
    if (!byShape.has(key)) byShape.set(key, address);
  }
  return [...byShape.values()];
}

const looks = ["light", "dark"].flatMap((colorScheme) =>
  [320, 1280].map((width) => ({ colorScheme, viewport: { width, height: 900 } })),
);
const pages = await kinds();

for (const look of looks) {
  const name = `${look.colorScheme}, ${look.viewport.width} px`;
  for (const address of pages) {
    test(`${address}: ${name}`, async () => {
      const { page, close } = await visit(site, address, look);
      await examine(page);
      await close();
    });
  }
  for (const [language, address] of Object.entries(site.asking)) {
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
      await page.locator("[data-action=result]").click();
      await examine(page, "result");
      await page.locator("#result [data-slot=change]").first().click();
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
  const { violations } = await new AxeBuilder({ page }).withTags(TAGS).analyze();
  const faults = violations.flatMap(({ id, nodes }) => nodes.map((node) => `${id}: ${node.html.slice(0, 200)} — ${node.failureSummary.split("\n").slice(1).join(";")}`));
  assert.deepEqual(faults, [], state);
  const wide = await page.evaluate(() => document.documentElement.scrollWidth > document.documentElement.clientWidth);
  assert.ok(!wide, `${state}: nothing sticks out to the right`);
}
