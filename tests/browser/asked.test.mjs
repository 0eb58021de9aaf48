// What is asked: of nine ordinary visitors, how many questions; and none whose answer cannot change
// what the person is told, be it together with an answer that she has yet to give. The engine and the state of the page, without a browser.

import assert from "node:assert/strict";
import { before, describe, test } from "node:test";
import { nine } from "./nine.mjs";
import { complete } from "./person.mjs";
import { load } from "./site.mjs";

const DAY = 86_400_000;
const TODAY = Date.UTC(2026, 10, 22) / DAY;
/**
 * The most questions. Whoever has no offer is asked for none; whoever is off sick has dates of the
 * leave, of the bilan and of an earlier one, each of which moves a day.
 */
const most = { nurse: 9, "nurse-offer": 14, hospital: 9, jobseeker: 10, craftsman: 12, territorial: 9, sick: 17, student: 6, shopkeeper: 14 };

let program;
let engine;
let state;
let order;
before(async () => {
  program = (await load("program")).default;
  [engine, state, order] = await Promise.all(["engine", "state", "ranking"].map(load));
});

/** An answer as the engine has it. */
function read([id, kind, domain], text) {
  if (text === undefined) throw new Error(`nobody said what to answer to ${id}`);
  if (text === "unknown") return null;
  if (typeof domain[0] === "string") return domain.indexOf(text);
  return kind === "date" ? Date.parse(text) / DAY : Math.round(Number(text) * 100);
}

/** The questions that a person is asked, in order, and all her answers. */
function walk(answers) {
  let now = state.begin(program, TODAY);
  const asked = [];
  for (;;) {
    const { next } = state.standing(program, now);
    if (next === undefined) return { asked, answers: now.answers };
    assert.ok(!asked.includes(next), "nothing is asked twice");
    asked.push(next);
    now = state.answer(program, now, [[next, read(program.questions[next], answers[program.questions[next][0]])]]);
  }
}

/** All that is told: outcomes, amounts, days, what is supposed, and what is still to be asked. */
function told(answers) {
  const standing = state.standing(program, { answers });
  const { decisions } = standing;
  const supposed = decisions.map((concluded, place) => engine.suppositions(program, place, concluded, standing.answers));
  return JSON.stringify([decisions, order.ranking(program, decisions), supposed, standing.next, standing.refused]);
}

/** Some other answers to a question: every option, both ends, around each value at which something turns. */
function others(question) {
  const [, , domain, traits] = program.questions[question];
  const unknown = traits & 1 ? [null] : [];
  if (typeof domain[0] === "string") return [...domain.keys(), ...unknown];
  const [low, high] = domain;
  const cuts = engine.cutsOf(program, question).flatMap((cut) => [cut - 1, cut]);
  const around = domain[1] > 1_000_000 ? [150_000, 200_000, 300_000] : [TODAY, TODAY + 20, TODAY + 90, TODAY - 400, TODAY - 1500, 1300, 2500];
  return [...cuts, ...around, low, high, ...unknown].filter((value) => value === null || (low <= value && value <= high));
}

/**
 * Whether another answer to a question can change what is told: by itself, or together with an answer
 * that she has yet to give, since nobody knows that one when she is asked.
 */
function changes(answers, question, later) {
  const matters = (among) => {
    const own = told(among);
    return others(question).some((value) => told(engine.put(among, question, value)) !== own);
  };
  return matters(answers) || later.some((other) => others(other).some((value) => matters(engine.put(answers, other, value))));
}

describe("what is asked of", () => {
  for (const { id, who, answers } of nine) {
    test(`the ${who} is little, and all of it can change what is told`, (context) => {
      const { asked, answers: all } = walk(complete(answers));
      const names = asked.map((question) => program.questions[question][0]);
      context.diagnostic(`${asked.length} questions: ${names.join(", ")}`);
      assert.ok(asked.length <= most[id], `${asked.length} questions: ${names}`);
      const idle = asked.filter((question, nth) => !changes(all, question, asked.slice(nth + 1)));
      assert.deepEqual(idle.map((question) => program.questions[question][0]), [], "they change nothing");
    });
  }
});
