// What the address of the questionnaire holds: short, the same in both languages, and read
// again with care. The modules know no page, so they run here as they are.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { test } from "node:test";
import { random } from "./random.mjs";
import { load } from "./site.mjs";

const { default: program } = await load("program");
const { begun, origin, read, stale, write } = await load("address");
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

/* What earlier builds have written is kept in links.json: no name of theirs is ever read as another. */

const kept = JSON.parse(await readFile(new URL("links.json", import.meta.url), "utf8"));

/** The answers that an address holds, by the names that today's rules have. */
const named = (rules, { answers }) =>
  Object.fromEntries(
    rules.questions.flatMap(([id, , domain], place) => {
      const answer = answers[place];
      if (answer === undefined) return [];
      return [[id, answer === null ? "unknown" : typeof domain[0] === "string" ? domain[answer] : answer]];
    }),
  );
const succeeded = (id, answer) => program.successors.some(([question, was]) => question === id && (was === null || was === answer));
/** Today’s rules with a question more, and in each question an option more. */
function grown() {
  const rules = structuredClone(program);
  const added = ["brand_new", "choice", ["one", "two"], 1, rules.questions[rules.reference][4]];
  rules.questions.splice(1, 0, added);
  if (rules.reference >= 1) rules.reference += 1;
  for (const [, type, domain] of rules.questions) if (type === "choice") domain.unshift("a_new_option");
  rules.version = "another";
  return rules;
}

test("every name that an earlier build has written is read as what it was, or has a successor", () => {
  for (const [id, code, options] of kept.codes) {
    for (const [option, letters] of Object.entries(options ?? {})) {
      const found = read(program, forged(`#v1.${TODAY.toString(36)}.0000.c.${code}${letters}.0000`, (body) => body));
      const [, , domain] = program.questions[place(id)] ?? [];
      const help = `${id}: ${option}: give it a successor in content/rules/successors.yaml, or give the new name beside it another id`;
      if (domain?.includes(option)) assert.equal(named(program, found)[id], option, help);
      else assert.ok(succeeded(id, option) && found.older, help);
    }
  }
});

test("links of earlier builds are read by these rules, and by rules that have grown", () => {
  for (const rules of [program, grown()]) {
    for (const [link, said] of kept.links) {
      const found = named(rules, read(rules, link));
      for (const [id, answer] of Object.entries(said)) {
        if (!succeeded(id, String(answer))) assert.equal(found[id], answer, `${id} of ${link}`);
      }
    }
  }
  assert.ok(stale(grown(), NOW, TODAY), "and it is told that the rules are others");
});

test("a name that has gone is read as its successor, and a part that is missing is added", () => {
  const rules = structuredClone(program);
  const status = place("status");
  // `csp` has become a question of its own; whoever had another status is not asked it.
  rules.questions[status][2].splice(rules.questions[status][2].indexOf("csp"), 1);
  rules.questions.push(["supported", "yes_no", ["yes", "no"], 1, rules.questions[status][4]]);
  rules.questions.push(["cost", ...rules.questions[place("price")].slice(1)]);
  rules.questions[place("price")] = ["something_else", "yes_no", ["yes", "no"], 1, rules.questions[status][4]];
  const [supported, cost] = [rules.questions.length - 2, rules.questions.length - 1];
  rules.successors = [
    ["status", "csp", [status, rules.questions[status][2].indexOf("jobseeker")], [supported, 0]],
    ["status", "jobseeker", [supported, 1]],
    ["price", null, cost],
  ];
  const given = (status, price) => {
    const answers = program.questions.map(() => undefined);
    answers[place("status")] = program.questions[place("status")][2].indexOf(status);
    answers[place("price")] = price;
    return read(rules, write(program, { screen: "check" }, answers, NOW, TODAY));
  };
  const csp = given("csp", 160000);
  assert.deepEqual(named(rules, csp), { status: "jobseeker", supported: "yes", cost: 160000 });
  assert.equal(csp.older, true);
  assert.deepEqual(named(rules, given("jobseeker", undefined)), { status: "jobseeker", supported: "no" });
  const other = given("farmer", undefined);
  assert.deepEqual(named(rules, other), { status: "farmer" });
  assert.equal(other.older, false, "nothing is said where nothing was read otherwise");
  assert.deepEqual(named(rules, begun(rules, "#status=csp")), { status: "jobseeker", supported: "yes" });
});

test("what a mail program does to a link is mended by its check", () => {
  for (let seed = 0; seed < 20; seed += 1) {
    const address = link(walk(random(seed)));
    const wanted = read(program, address);
    const tails = [".", ")", ">", ",", ").", "*", "…", " ", "%20", "%3E", ".Merci", "Bonjour", ".%20Merci%20%C3%A0%20vous", "]", '"', "&utm_source=mail"];
    for (const tail of tails) assert.deepEqual(read(program, address + tail), wanted, tail);
    assert.deepEqual(read(program, address.toUpperCase().replace("#V1", "#V1")), wanted, "in capitals");
    assert.deepEqual(read(program, address.replaceAll(".", "%2E")), wanted, "as codes");
    assert.deepEqual(read(program, `${address.slice(0, 40)}\u200b${address.slice(40)}`), wanted, "a sign without a width");
    assert.equal(read(program, `${address.slice(0, -1)}).`), null, "what is cut is not believed");
    assert.equal(read(program, `${address.slice(0, 30)}%E9${address.slice(30)}`), null, "nor what is written into it");
  }
});

test("an address of a page begins with one answer", () => {
  assert.deepEqual(named(program, begun(program, "#status=jobseeker")), { status: "jobseeker" });
  assert.deepEqual(named(program, begun(program, "#STATUS=Jobseeker.")), { status: "jobseeker" });
  assert.equal(begun(program, "#status=jobseeker").question, place("status"));
  for (const unknown of ["#status=astronaut", "#state=jobseeker", "#status=", "#price=1600"]) assert.equal(begun(program, unknown), null, unknown);
  for (const other of ["", "#", "#_main", "#privacy", link(walk(random(1)))]) assert.equal(begun(program, other), undefined, other);
});
