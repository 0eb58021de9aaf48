// What the address of the questionnaire holds: short, the same in both languages, and read
// again with care. The modules know no page, so they run here as they are.

import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "./random.mjs";
import { load } from "./site.mjs";

const { default: program } = await load("program");
const { origin, read, stale, write } = await load("address");
const states = await load("state");

const TODAY = Date.UTC(2026, 10, 22) / 86400000;
const NOW = origin(program, TODAY);
const place = (id) => program.questions.findIndex(([known]) => known === id);

/** A person who answers whatever is asked, up to the result. */
function walk(chance) {
  let state = states.begin(program, TODAY);
  for (;;) {
    state = states.onwards(program, state);
    if (state.screen === "check") return state;
    state = states.answer(program, state, [[state.question, chance.answer(program.questions[state.question])]]);
  }
}

const link = (state) => write(program, state, states.standing(program, state).answers, NOW, TODAY);
/** Gives the reference date back to an address that is read on the same day. */
const answersOf = (found) => states.enter(program, states.begin(program, TODAY), found).answers;
/** A change of a whole address that keeps its check right, as another version would write it. */
function forged(address, change) {
  const kept = change(address.slice(1, address.lastIndexOf(".")));
  let found = 0x811c9dc5;
  for (const letter of kept) found = Math.imul(found ^ letter.codePointAt(0), 0x01000193) >>> 0;
  return `#${kept}.${(found % 36 ** 4).toString(36).padStart(4, "0")}`;
}

test("whatever is answered comes back, in at most 300 letters that no mail breaks", () => {
  for (let seed = 0; seed < 150; seed += 1) {
    const state = walk(random(seed));
    const address = link(state);
    assert.match(address, /^#[\w.-]+$/);
    assert.ok(address.length <= 300, address);
    const found = read(program, address);
    assert.deepEqual(found.place, { screen: "check" });
    assert.deepEqual(found.origin, NOW);
    assert.deepEqual(answersOf(found), states.standing(program, state).answers, address);
  }
});

test("every place comes back", () => {
  const { answers } = walk(random(1));
  for (const screen of ["start", "check", "result"]) {
    assert.deepEqual(read(program, write(program, { screen }, answers, NOW, TODAY)).place, { screen });
  }
  program.questions.forEach((_, question) => {
    const asked = { screen: "questions", question };
    assert.deepEqual(read(program, write(program, asked, answers, NOW, TODAY)).place, asked);
  });
});

test("a link outlives questions and options that move, come or go", () => {
  const moved = structuredClone(program);
  // Turned around, and each list of options too, with one option more.
  moved.questions.reverse();
  for (const question of moved.questions) if (typeof question[2][0] === "string") question[2] = ["brand_new", ...question[2].toReversed()];
  moved.reference = moved.questions.length - 1 - program.reference;
  for (let seed = 0; seed < 50; seed += 1) {
    const state = walk(random(seed));
    const { answers } = states.standing(program, state);
    const found = read(moved, write(program, state, answers, NOW, TODAY));
    const named = (rules, answers) =>
      Object.fromEntries(rules.questions.map(([id, , domain], nth) => [id, typeof domain[0] === "string" ? (domain[answers[nth]] ?? answers[nth]) : answers[nth]]));
    const wanted = { ...named(program, answers), [program.questions[program.reference][0]]: found.answers[moved.reference] };
    assert.deepEqual(named(moved, found.answers), wanted);
  }
});

test("what is not known any more is left out, and asked again", () => {
  const state = walk(random(3));
  const status = place("status");
  const fewer = structuredClone(program);
  fewer.questions[status][2][state.answers[status]] = "another_status";
  const found = read(fewer, link(state));
  assert.equal(found.answers[status], undefined);
  const entered = states.enter(fewer, states.begin(fewer, TODAY), { ...found, place: { screen: "result" } });
  assert.deepEqual([entered.screen, entered.question], ["questions", status]);
  const strange = read(program, forged(link(state), (body) => `${body}.zzzzz.a`));
  assert.deepEqual(answersOf(strange), states.standing(program, state).answers);
});

test("an answer outside what is accepted is asked again", () => {
  const price = place("price");
  const answers = program.questions.map(() => undefined);
  for (const wrong of [0, -100, 1e9, 1.5]) {
    answers[price] = wrong;
    const found = read(program, write(program, { screen: "check" }, answers, NOW, TODAY));
    assert.equal(found.answers[price], undefined, String(wrong));
  }
  // A question that must be known takes no "I don't know".
  answers[price] = undefined;
  answers[place("status")] = null;
  assert.equal(read(program, write(program, { screen: "check" }, answers, NOW, TODAY)).answers[place("status")], undefined);
});

test("a damaged address is not believed, and does no harm", () => {
  const address = link(walk(random(5)));
  for (let at = 1; at < address.length; at += 1) {
    const other = address[at] === "x" ? "y" : "x";
    const found = read(program, address.slice(0, at) + other + address.slice(at + 1));
    // A letter of the version makes it an address of something else.
    assert.ok(found === null || (at <= 3 && found === undefined), `${at}: ${JSON.stringify(found)}`);
  }
  for (const short of [20, 60, address.length - 1]) assert.equal(read(program, address.slice(0, short)), null);
});

test("other forms and garbage of any length are refused", () => {
  const address = link(walk(random(6)));
  assert.equal(read(program, forged(address, (body) => body.replace("v1", "v2"))), null);
  assert.equal(read(program, forged(address, (body) => body.replace(/^v1\.\w+/, "v1.zzzzzzzz"))), null, "a day that is none");
  assert.equal(read(program, `#v1.${"x.".repeat(5000)}`), null);
  assert.equal(read(program, forged("#v1.a.b.c", () => `${address.slice(1)}${".zzzzz".repeat(2000)}`)), null);
  assert.equal(read(program, "#v1."), null);
  for (const other of ["", "#", "#_main", "#_ask-status", `#${"é".repeat(10000)}`]) assert.equal(read(program, other), undefined, other.slice(0, 20));
});

test("a link from other rules, or from before a figure changed, is told as old", () => {
  assert.ok(!stale(program, NOW, TODAY));
  assert.ok(stale({ ...program, version: "another" }, NOW, TODAY));
  const { made } = NOW;
  const [changed] = program.parameters.flatMap(([, values]) => values.map(([from]) => from)).filter((from) => from <= TODAY && from > TODAY - 400);
  assert.ok(stale(program, { ...NOW, made: changed - 1 }, TODAY));
  const changes = program.parameters.flatMap(([until, values]) => [...values.map(([from]) => from), ...(until === null ? [] : [until + 1])]);
  const next = Math.min(...changes.filter((day) => day > made));
  assert.ok(!stale(program, NOW, next - 1));
  assert.ok(stale(program, NOW, next));
});
