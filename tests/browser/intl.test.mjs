// Amounts, numbers and dates are written in the questionnaire as on every other page.
//
// TYPESET names a JSON list of {kind, value, fr, en}: what Rust typesets. A `money` is in
// cents, a `number` in hundredths, a `date` as 2026-11-22.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, requiredJson, visit } from "./site.mjs";

const table = await requiredJson("TYPESET", "what Rust typesets, as JSON");
let site;
let found;

before(async () => {
  site = await open();
  const { page, close } = await visit(site, site.asking.fr);
  const module = site.module("notation");
  found = await page.evaluate(async ({ module, table }) => {
    const notation = await import(module);
    const read = (kind, value) => (kind === "date" ? Date.parse(value) / 86400000 : value);
    return table.map(({ kind, value }) => ({
      fr: notation[kind](read(kind, value), "fr"),
      en: notation[kind](read(kind, value), "en"),
    }));
  }, { module, table });
  await close();
});
after(() => site?.close());

test("every kind is in the table", () => {
  assert.deepEqual([...new Set(table.map(({ kind }) => kind))].sort(), ["date", "money", "number"]);
});

for (const [place, { kind, value, fr, en }] of table.entries()) {
  test(`${kind} ${value}`, () => assert.deepEqual(found[place], { fr, en }));
}
