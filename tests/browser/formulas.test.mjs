// Random formulas and tables of every construct, by the browser's own engine: the ranges and rows that
// Rust finds, to the cent.
//
// FORMULAS is what the example `formulas` writes.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, requiredJson, visit } from "./site.mjs";

const sets = await requiredJson("FORMULAS", "rules of random formulas as JSON");
let site;
let found;

before(async () => {
  site = await open();
  const visited = await visit(site, site.asking.en);
  found = await visited.page.evaluate(computeAll, {
    engine: site.module("engine"),
    gaps: site.module("gaps"),
    sets: sets.map(({ program, people }) => ({ program, people: people.map(({ answers }) => answers) })),
  });
  await visited.close();
});
after(() => site?.close());

test("there are ranges of each form", () => {
  const all = sets.flatMap(({ people }) => people.flatMap(({ amounts }) => amounts));
  const ranges = all.filter(Array.isArray);
  assert.ok(ranges.length > 1_000, `${ranges.length}`);
  for (const form of [([low, high]) => low === high, ([, high]) => high === null, ([low]) => low === null]) {
    assert.ok(ranges.some(form), String(form));
  }
  assert.ok(sets.some(({ people }) => people.some(({ missing }) => missing.some(({ supposed }) => supposed.length))), "something is supposed");
});

test("the engine finds the ranges that Rust finds, and what they rest on", () => {
  sets.forEach(({ people }, set) =>
    people.forEach(({ answers, ...wanted }, nth) => {
      assert.deepEqual(found[set][nth], wanted, `set ${set}, person ${nth}`);
    }),
  );
});

/** Runs in the browser. */
async function computeAll({ engine, gaps, sets }) {
  const { conclude, suppositions } = await import(engine);
  const { gaps: missing } = await import(gaps);
  const end = (number) => (Number.isFinite(number) ? number : null);
  const told = (quantity) => (typeof quantity === "object" ? [end(quantity.low), end(quantity.high)] : (quantity ?? null));
  return sets.map(({ program, people }) =>
    people.map((person) => {
      const answers = program.questions.map((_, place) => person[place]);
      const { decisions } = conclude(program, answers);
      const route = program.decisions.findIndex(([id]) => id === "account");
      const { values, ifLast } = missing(program, route, decisions[route], answers);
      return {
        possible: decisions[route].possible,
        supposed: suppositions(program, route, decisions[route], answers),
        amounts: decisions[route].amounts.map(told),
        missing: values.map(({ id, amounts, supposed }) => ({ id, amounts, supposed })),
        if_last: ifLast.map(told),
      };
    }),
  );
}
