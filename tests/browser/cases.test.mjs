// Every worked case, answered by the browser's own engine inside Chromium.
//
// CASES is what `bilan rules cases --format json` wrote: each case with its answers by the
// place of the question, and what Rust concludes from them in the form of `bilan ask`.
// STRANGERS holds people at random in the same form, most of them with gaps in their answers.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, requiredJson, visit } from "./site.mjs";

const cases = await requiredJson("CASES", "the cases as JSON");
const strangers = await requiredJson("STRANGERS", "people at random as JSON");
const people = [...cases, ...strangers];
let site;
let found;

before(async () => {
  site = await open();
  const visited = await visit(site, site.asking.en);
  found = await visited.page.evaluate(concludeAll, {
    days: site.module("days"),
    engine: site.module("engine"),
    gaps: site.module("gaps"),
    order: site.module("ranking"),
    program: site.module("program"),
    people: people.map(({ answers }) => answers),
  });
  await visited.close();
});
after(() => site?.close());

test("there are cases", () => assert.ok(cases.length > 0));

for (const [place, { id, title, expect }] of cases.entries()) {
  test(`${id}: ${title}`, () => agree(found[place], expect));
}

test("the engine agrees with Rust on people at random", () => {
  const gaps = strangers.filter(({ expect }) => expect.next !== null);
  assert.ok(gaps.length > 0 && gaps.length < strangers.length, "some have answered enough, some have not");
  strangers.forEach(({ id, answers, expect }, nth) => {
    try {
      agree(found[cases.length + nth], expect);
    } catch (error) {
      error.message = `${id}, ${JSON.stringify(answers)}: ${error.message}`;
      throw error;
    }
  });
});

test("the engine refuses what Rust refuses", () => {
  const some = strangers.filter(({ refused }) => refused);
  assert.ok(some.length > 50 && some.length < strangers.length, "some contradict themselves, some do not");
  strangers.forEach(({ id, refused }, nth) => assert.deepEqual(found[cases.length + nth].refused, refused, id));
});

function agree({ decisions, ranking, next }, expect) {
  const byKind = (kind) => Object.fromEntries(decisions.filter((decision) => decision.kind === kind).map((decision) => [decision.id, decision]));
  const [verdict] = Object.values(byKind("verdict"));
  assert.deepEqual(
    { state: verdict.state, why: verdict.why, possible: verdict.possible.toSorted() },
    { state: expect.verdict, why: expect.verdict_why, possible: expect.verdict_possible.toSorted() },
    "the verdict",
  );
  const routes = byKind("route");
  assert.deepEqual(Object.keys(routes).sort(), Object.keys(expect.routes).sort(), "the routes");
  for (const [name, wanted] of Object.entries(expect.routes)) {
    same(routes[name], wanted, name);
    const { state, why, possible, sources, steps, rows, opens_on, would_open, find_out_first, missing, if_last, read_long_ago, supposed, ...amounts } = wanted;
    const values = missing.map(({ id, last, until, amounts, supposed, steps }) => ({ id, last, until, amounts, supposed, steps }));
    assert.deepEqual(routes[name].missing, { values, if_last }, `what is missing for ${name}`);
    assert.deepEqual(routes[name].supposed, Object.keys(supposed ?? {}), `what is supposed for ${name}`);
    // Rust writes null where it has no amount; the engine may have none of that name.
    for (const amount of new Set([...Object.keys(amounts), ...Object.keys(routes[name].amounts)])) {
      assert.deepEqual(routes[name].amounts[amount] ?? null, amounts[amount] ?? null, `${name}.${amount}`);
    }
    const dated = steps.map(({ id, from, due }) => ({ id, from, due }));
    assert.deepEqual(routes[name].steps, dated, `the steps of ${name}`);
  }
  for (const [name, wanted] of Object.entries(expect.notices)) same(byKind("notice")[name], wanted, name);
  assert.deepEqual(ranking, expect.ranking, "the ranking");
  assert.equal(next, expect.next, "the next question");
}

function same(decision, { state, why, possible }, name) {
  const { state: foundState, why: foundWhy, possible: foundPossible } = decision;
  assert.deepEqual(
    { state: foundState, why: foundWhy, possible: foundPossible.toSorted() },
    { state, why, possible: possible.toSorted() },
    name,
  );
}

/** Runs in the browser: what its engine concludes, in the words of `bilan ask`. */
async function concludeAll({ days, engine, gaps, order, program, people }) {
  const { dateOf } = await import(days);
  const { conclude, heeded, refused, suppositions } = await import(engine);
  const { ranking } = await import(order);
  const { gaps: missing } = await import(gaps);
  const { default: rules } = await import(program);
  const day = (number) => (number === null ? null : dateOf(number).toISOString().slice(0, 10));
  const end = (number) => (Number.isFinite(number) ? number : null);
  const amount = (quantity) => {
    if (typeof quantity !== "object") return null;
    const { low, high } = quantity;
    return low === high ? low : { min: end(low), max: end(high) };
  };
  const only = (names, settled) => (settled && names.length === 1 ? names[0] : null);
  return people.map((person) => {
    const answers = rules.questions.map((_, place) => person[place]);
    const { decisions, next } = conclude(rules, answers);
    const known = heeded(rules, answers);
    return {
      refused: refused(rules, answers) ?? null,
      ranking: ranking(rules, decisions).map((place) => rules.decisions[place][0]),
      next: next === undefined ? null : rules.questions[next][0],
      decisions: decisions.map((concluded, place) => {
        const [id, kind, , terminals, amounts, steps] = rules.decisions[place];
        const ended = concluded.possible.map((terminal) => terminals[terminal]);
        const possible = [...new Set(ended.map(([outcome]) => rules.outcomes[kind][0][outcome]))];
        const { values, ifLast } = missing(rules, place, concluded, known);
        const named = (places) => places.map((nth) => amounts[nth][0]);
        const whys = [...new Set(ended.map(([, why]) => why))];
        return {
          id,
          kind,
          state: only(possible, concluded.settled),
          why: only(whys, concluded.settled),
          possible,
          supposed: suppositions(rules, place, concluded, answers).map((question) => rules.questions[question][0]),
          missing: {
            values: values.map(({ id, last, ...gap }) => ({
              id,
              last: last?.number ?? null,
              until: day(last?.until ?? null),
              amounts: named(gap.amounts),
              supposed: named(gap.supposed),
              steps: gap.steps.map((step) => steps[step][0]),
            })),
            if_last: Object.fromEntries(ifLast.flatMap((quantity, nth) => (quantity ? [[amounts[nth][0], amount(quantity)]] : []))),
          },
          amounts: Object.fromEntries(concluded.amounts.map((quantity, nth) => [amounts[nth][0], amount(quantity)])),
          steps: concluded.steps.map(({ step, from, due }) => ({ id: steps[step][0], from: day(from), due: day(due) })),
        };
      }),
    };
  });
}
