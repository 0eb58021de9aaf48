// Walks the decision diagrams of a site's rules with a person's answers.
//
// Knows no page and no words: a program (see `src/rules/program.rs`) and answers go in,
// outcomes, amounts and dates come out. Rust does the same in `src/rules/walk.rs` and
// `quantity.rs`; both answer to the worked cases in `content/rules/cases/`.
//
// An answer is a number (the place of an option, hundredths of a unit, or days since
// 1970-01-01), `null` for "I don't know", or `undefined` where none was given yet.

import { unpack } from "./packed.mjs";

/** Stands for "no upper end": far above every amount, exact in a double. */
export const ENDLESS = 1e15;

const FIRST_TERMINAL = 3;
const TRUE = -2;
const FALSE = -1;

/** Thrown inside the engine when an amount or a date needs an answer that is not there. */
class Missing {
  /** @param {number} question */
  constructor(question) {
    this.question = question;
  }
}

/**
 * @typedef {{low: number, high: number} | "none" | "unknown"} Quantity
 * @typedef {{step: number, from: number?, due: number?}} Told
 * @typedef {{possible: number[], settled: boolean, amounts: Quantity[], steps: Told[]}} Concluded
 */

/**
 * Concludes as far as the answers lead.
 * @param {object} program
 * @param {Array<number | null | undefined>} answers by the place of the question
 * @returns {{decisions: Concluded[], next: number | undefined}}
 */
export function conclude(program, answers) {
  const asked = [];
  const decisions = program.decisions.map((decision, place) => {
    const [, , root, terminals] = decision;
    const standing = walk(program, root, answers);
    const concluded = {
      possible: standing.ends
        .map((end) => -1 - end - FIRST_TERMINAL)
        .filter((terminal) => terminal >= 0)
        .sort((a, b) => a - b),
      settled: standing.asks === undefined,
      amounts: [],
      steps: [],
    };
    if (concluded.settled) complete(program, place, answers, concluded, asked);
    else asked.push(standing.asks);
    return concluded;
  });
  return { decisions, next: asked.length ? Math.min(...asked) : undefined };
}

/**
 * Whether a question makes sense with these answers; undefined where that is not settled.
 * @returns {boolean | undefined}
 */
export function relevant(program, question, answers) {
  return truth(walk(program, program.questions[question][4], answers));
}

/**
 * The routes that can pay, the best first: by what is surely left to pay, then those that
 * pay anything at all, then by certainty, then in the order of the rules. An amount that is
 * not established is at most what the dearest other route leaves; a route without any amount
 * comes last.
 * @param {Concluded[]} decisions
 * @returns {number[]} places of decisions
 */
export function ranking(program, decisions) {
  const [, usable] = program.outcomes.route;
  const ranked = [];
  decisions.forEach((concluded, place) => {
    const [, kind, , terminals, amounts] = program.decisions[place];
    const outcomes = concluded.possible.map((terminal) => terminals[terminal][0]);
    if (kind !== "route" || !outcomes.some((outcome) => usable[outcome])) return;
    const certainty = Math.max(...outcomes);
    const amount = (id) => concluded.amounts[amounts.findIndex((known) => known[0] === id)];
    const refused = certainty > 0 ? amount("if_refused")?.high : undefined;
    const remaining = amount("remaining");
    const left = refused ?? (remaining ? remaining.high : Infinity);
    ranked.push([left, amount("covered")?.high === 0 ? 1 : 0, certainty, place]);
  });
  const dearest = Math.max(0, ...ranked.map(([left]) => left).filter(Number.isFinite));
  const left = ([known = dearest]) => known;
  // Two infinite amounts have no number for a difference, and the next sign decides.
  ranked.sort((a, b) => left(a) - left(b) || a[1] - b[1] || a[2] - b[2] || a[3] - b[3]);
  return ranked.map(([, , , place]) => place);
}

/**
 * A parameter on the reference date: hundredths of its unit, "none" or "unknown".
 * @returns {number | "none" | "unknown"}
 */
export function parameter(program, place, answers) {
  const [until, values] = program.parameters[place];
  const day = answers[program.reference];
  if (until !== null && day > until) return "unknown";
  const held = values.findLast(([from]) => from <= day);
  if (!held || held[1] === "?") return "unknown";
  return held[1] ?? "none";
}

/** The day of a calendar date, or undefined where there is no such date. */
export function dayOf(year, month, day) {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return same && date.getUTCDate() === day ? time / 86400000 : undefined;
}

/** The calendar date of a day, as a Date at midnight UTC. */
export function dateOf(day) {
  return new Date(day * 86400000);
}

/** The roots of the programs that were read. */
const read = new WeakMap();

/** The first node below a root: roots are counted from 0, ends lie below. */
function first(program, root) {
  if (root < 0) return root;
  if (!read.has(program)) {
    const regions = program.variables.map((variable) => {
      if (typeof variable === "number") return 2;
      const [question, ...cuts] = variable;
      return isChoice(program, question) ? program.questions[question][2].length : cuts.length + 1;
    });
    read.set(program, unpack(program.nodes, regions));
  }
  return read.get(program)[root];
}

export function isChoice(program, question) {
  return ["choice", "yes_no"].includes(program.questions[question][1]);
}

/**
 * Walks from a root. An answer of `null` stands on every child at once.
 * @returns {{ends: number[], asks: number | undefined}}
 */
export function walk(program, root, answers) {
  const ends = new Set();
  const waiting = new Set();
  let asks;
  const add = (node) => (typeof node === "number" ? ends : waiting).add(node);
  add(first(program, root));
  while (waiting.size) {
    // Children test later variables than their parents, so a node with the earliest is complete.
    let [earliest] = waiting;
    for (const node of waiting) if (node.variable < earliest.variable) earliest = node;
    waiting.delete(earliest);
    const { variable, children } = earliest;
    const move = step(program, program.variables[variable], answers);
    if (move.child !== undefined) {
      add(children[move.child]);
    } else {
      // What is asked further down may never be reached once this is answered.
      asks ??= move.asks;
      children.forEach(add);
    }
  }
  return { ends: [...ends], asks };
}

function truth({ ends }) {
  const [yes, no] = [ends.includes(TRUE), ends.includes(FALSE)];
  return yes === no ? undefined : yes;
}

function step(program, variable, answers) {
  if (typeof variable === "number") {
    const [left, sign, right, inputs] = program.relations[variable];
    const absent = inputs.find((input) => answers[input] === undefined);
    if (absent !== undefined) return { asks: missing(program, absent, answers) };
    if (inputs.some((input) => answers[input] === null)) return {};
    const [a, b] = [left, right].map((side) => quantity(program, side, answers));
    return { child: typeof a === "object" && typeof b === "object" && compare(a.low, sign, b.low) ? 1 : 0 };
  }
  const [question, ...cuts] = variable;
  const answer = answers[question];
  if (answer === undefined) return { asks: missing(program, question, answers) };
  if (answer === null) return {};
  return { child: isChoice(program, question) ? answer : cuts.filter((cut) => cut <= answer).length };
}

/**
 * The question to ask where this one has no answer. Whoever does not say whether she is on
 * leave is not asked when the leave ends: a question that does not surely make sense counts
 * as answered by "I don't know".
 */
function missing(program, question, answers) {
  const standing = walk(program, program.questions[question][4], answers);
  return standing.asks ?? (truth(standing) ? question : undefined);
}

export function compare(left, sign, right) {
  switch (sign) {
    case "=": return left === right;
    case "!=": return left !== right;
    case "<": return left < right;
    case "<=": return left <= right;
    case ">": return left > right;
    default: return left >= right;
  }
}

/** Adds the amounts and steps of a settled decision; notes the answers that they miss. */
function complete(program, place, answers, concluded, asked) {
  const [, kind, , terminals, amounts, steps] = program.decisions[place];
  const usable = program.outcomes[kind][1];
  const outcomes = concluded.possible.map((terminal) => terminals[terminal][0]);
  const attempt = (make) => {
    try {
      return make();
    } catch (missing) {
      if (!(missing instanceof Missing)) throw missing;
      asked.push(missing.question);
      return undefined;
    }
  };
  if (outcomes.some((outcome) => usable[outcome])) {
    const found = amounts.map(([, low, high]) =>
      attempt(() => {
        const first = range(program, low, answers);
        return high === undefined ? first : either(first, range(program, high, answers));
      }),
    );
    if (!found.includes(undefined)) concluded.amounts = found;
  }
  steps.forEach(([, wanted, root, from, due], step) => {
    if (!outcomes.some((outcome) => wanted.includes(outcome))) return;
    const standing = walk(program, root, answers);
    if (standing.asks !== undefined) {
      asked.push(standing.asks);
      return;
    }
    if (truth(standing) === false) return;
    const day = (formula) => (formula === null ? null : exact(range(program, formula, answers)));
    const told = attempt(() => ({ step, from: day(from), due: day(due) }));
    if (told) concluded.steps.push(told);
  });
}

function exact(found) {
  return typeof found === "object" && found.low === found.high ? found.low : null;
}

/** Everything that a formula can give; exact where it only rises or falls with each unknown. */
function range(program, formula, answers) {
  const wide = quantity(program, formula, answers);
  if (typeof wide === "string" || wide.low === wide.high) return wide;
  const lowest = [...answers];
  const highest = [...answers];
  for (let question = 0; question < program.questions.length; question += 1) {
    if (typeof answers[question] === "number") continue;
    const [down, up] = slope(program, formula, answers, question);
    if (down < 0 && up > 0) return wide;
    const ends = [smallest(program, question), ENDLESS];
    if (down < 0) ends.reverse();
    [lowest[question], highest[question]] = ends;
  }
  // Conditions still see "I don't know": only the numbers of the formula move.
  const low = quantity(program, formula, answers, lowest);
  const high = quantity(program, formula, answers, highest);
  const both = typeof low === "object" && typeof high === "object";
  return both ? { low: low.low, high: high.high } : wide;
}

function smallest(program, question) {
  return isChoice(program, question) ? 0 : program.questions[question][2][0];
}

/** Interval arithmetic; `corner` gives unknown numbers one value each. */
export function quantity(program, formula, answers, corner) {
  if (typeof formula === "number") return { low: formula, high: formula };
  const of = (part) => quantity(program, part, answers, corner);
  const [kind, a, b, ...rest] = formula;
  switch (kind) {
    case "q": {
      const answer = answers[a];
      if (typeof answer === "number") return { low: answer, high: answer };
      if (corner) return { low: corner[a], high: corner[a] };
      const asks = answer === undefined ? missing(program, a, answers) : undefined;
      if (asks !== undefined) throw new Missing(asks);
      return { low: smallest(program, a), high: ENDLESS };
    }
    case "p": {
      const value = parameter(program, a, answers);
      return typeof value === "string" ? value : { low: value, high: value };
    }
    case "a": {
      const [, low, high] = program.decisions[a][4][b];
      return high === undefined ? of(low) : either(of(low), of(high));
    }
    case "+": return both(of(a), of(b), (x, y) => ({ low: x.low + y.low, high: x.high + y.high }));
    case "-": return both(of(a), of(b), (x, y) => ({ low: x.low - y.high, high: x.high - y.low }));
    case "*": return both(of(a), of(b), (x, y) => ends(x, y, product));
    case "d": {
      const [day, count] = [of(a), of(b)];
      if (exact(day) === null || exact(count) === null) return "unknown";
      const moved = shift(day.low, rest[1] * Math.trunc(count.low / 100), rest[0]);
      return { low: moved, high: moved };
    }
    case "if": {
      const standing = walk(program, a, answers);
      if (standing.asks !== undefined) throw new Missing(standing.asks);
      const holds = truth(standing);
      if (holds === undefined) return either(of(b), of(rest[0]));
      return of(holds ? b : rest[0]);
    }
    default: {
      const pick = kind === "min" ? Math.min : Math.max;
      return formula.slice(1).map(of).reduce((best, next) => {
        if (best === "unknown" || next === "unknown") return "unknown";
        if (best === "none") return next;
        if (next === "none") return best;
        return { low: pick(best.low, next.low), high: pick(best.high, next.high) };
      });
    }
  }
}

/** How fast a formula rises with one unknown answer, at least and at most, in hundredths. */
function slope(program, formula, answers, question) {
  if (typeof formula === "number") return [0, 0];
  const of = (part) => slope(program, part, answers, question);
  const [kind, a, b, c] = formula;
  switch (kind) {
    case "q": return a === question ? [100, 100] : [0, 0];
    case "p": return [0, 0];
    case "a": {
      const [, low, high] = program.decisions[a][4][b];
      return high === undefined ? of(low) : hull(of(low), of(high));
    }
    case "+": return [0, 1].map((end) => of(a)[end] + of(b)[end]);
    case "-": return [of(a)[0] - of(b)[1], of(a)[1] - of(b)[0]];
    case "*": {
      const slopes = [of(a), of(b)];
      const still = slopes.map(([down, up]) => down === 0 && up === 0);
      if (still[0] && still[1]) return [0, 0];
      if (!still[0] && !still[1]) return [-ENDLESS, ENDLESS];
      const factor = quantity(program, still[0] ? a : b, answers);
      if (typeof factor === "string") return [-ENDLESS, ENDLESS];
      const [low, high] = still[0] ? slopes[1] : slopes[0];
      const found = ends({ low, high }, factor, product);
      return [found.low, found.high];
    }
    case "d": return of(a);
    case "if": {
      const holds = truth(walk(program, a, answers));
      return holds === undefined ? [-ENDLESS, ENDLESS] : of(holds ? b : c);
    }
    default: return formula.slice(1).map(of).reduce(hull);
  }
}

function hull(left, right) {
  return [Math.min(left[0], right[0]), Math.max(left[1], right[1])];
}

function ends(x, y, make) {
  const all = [make(x.low, y.low), make(x.low, y.high), make(x.high, y.low), make(x.high, y.high)];
  return { low: Math.min(...all), high: Math.max(...all) };
}

/** A product of hundredths, rounded to the nearest one, halves upwards. */
function product(left, right) {
  return Math.floor((left * right + 50) / 100);
}

function both(left, right, make) {
  if (typeof left === "object" && typeof right === "object") return make(left, right);
  return left === "unknown" || right === "unknown" ? "unknown" : "none";
}

function either(left, right) {
  if (typeof left === "object" && typeof right === "object") {
    return { low: Math.min(left.low, right.low), high: Math.max(left.high, right.high) };
  }
  return left === right ? left : "unknown";
}

/** A day moved by so many units; a month without the day ends on its last one. */
function shift(day, count, unit) {
  if (unit === "days") return day + count;
  if (unit === "weeks") return day + 7 * count;
  const date = dateOf(day);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + count * (unit === "years" ? 12 : 1);
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86400000;
}
