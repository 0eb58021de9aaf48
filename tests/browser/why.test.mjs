// What would open a route, and what to find out first: the browser says what Rust says.
//
// CASES is what `bilan rules cases --format json` wrote, as in cases.test.mjs.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, requiredJson, visit } from "./site.mjs";

const cases = await requiredJson("CASES", "the cases as JSON");
let site;
let found;

before(async () => {
  site = await open();
  const visited = await visit(site, site.asking.en);
  found = await visited.page.evaluate(explainAll, {
    days: site.module("days"),
    why: site.module("why"),
    program: site.module("program"),
    people: cases.map(({ answers }) => answers),
  });
  await visited.close();
});
after(() => site?.close());

test("some routes would open, some on a day, and some things are to be found out", () => {
  const routes = cases.flatMap(({ expect }) => Object.values(expect.routes));
  assert.ok(routes.some(({ would_open }) => would_open.length > 0));
  assert.ok(routes.some(({ opens_on }) => opens_on !== null));
  assert.ok(cases.some(({ expect }) => expect.find_out_first !== null));
});

for (const [place, { id, title, expect }] of cases.entries()) {
  test(`${id}: ${title}`, () => {
    assert.equal(found[place].find_out_first, expect.find_out_first, "what to find out first");
    for (const [name, { opens_on, would_open, find_out_first }] of Object.entries(expect.routes)) {
      // What is asked next is told by the terminal alone.
      const told = would_open.map(({ asks, ...change }) => change);
      assert.deepEqual(found[place].routes[name], { opens_on, would_open: told, find_out_first }, name);
    }
  });
}

/** Runs in the browser: what its module says, in the words of `bilan ask`. */
async function explainAll({ days, why, program, people }) {
  const { dateOf } = await import(days);
  const { counterfactuals, findOut } = await import(why);
  const { default: rules } = await import(program);
  const id = (question) => (question === undefined ? null : rules.questions[question][0]);
  const day = (number) => dateOf(number).toISOString().slice(0, 10);
  const decimal = (hundredths) => (hundredths % 100 ? (hundredths / 100).toFixed(2) : String(hundredths / 100));
  const change = ({ question, options, low, high, sure }) => {
    const [name, kind, domain] = rules.questions[question];
    const [from, until, write] = kind === "date" ? ["from", "until", day] : ["at_least", "at_most", decimal];
    return {
      question: name,
      ...(options && { options: options.map((option) => domain[option]) }),
      ...(low !== undefined && { [from]: write(low) }),
      ...(high !== undefined && { [until]: write(high) }),
      sure,
    };
  };
  return people.map((person) => {
    const answers = rules.questions.map((_, place) => person[place]);
    const all = counterfactuals(rules, answers);
    const { first, decisions } = findOut(rules, answers);
    const routes = rules.decisions.map(([name], place) => [
      name,
      {
        opens_on: all[place]?.opensOn === undefined ? null : day(all[place].opensOn),
        would_open: (all[place]?.changes ?? []).map(change),
        find_out_first: id(decisions[place]),
      },
    ]);
    return { find_out_first: id(first), routes: Object.fromEntries(routes) };
  });
}
