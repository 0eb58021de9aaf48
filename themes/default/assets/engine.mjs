// Walks the decision diagrams of a site's rules with a person's answers.
//
// Knows no page and no words: a program (see `src/rules/program.rs`) and answers go in,
// outcomes, amounts and dates come out. Rust does the same in `src/rules/walk.rs` and
// `quantity.rs`; both answer to the worked cases in `content/rules/cases/`.
//
// An answer is a number (the place of an option, hundredths of a unit, or days since
// 1970-01-01), `null` for "I don't know", or `undefined` where none was given yet.

import { unpack } from "./packed.mjs";
import { ENDLESS, product, range, reach } from "./range.mjs";

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
 * An end is infinite where there is none; "unknown" is a number, or none that the law sets.
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
 * The first contradiction that surely holds of these answers: its place, the question whose
 * answer completes it in the order of asking, and the others that it takes. What is unknown
 * may be any answer, so what it leaves open is not refused.
 * @returns {{contradiction: number, question: number, others: number[]} | undefined}
 */
export function refused(program, answers) {
  const contradiction = program.contradictions.findIndex(([root]) => truth(walk(program, root, answers)));
  if (contradiction < 0) return undefined;
  const [root, ...named] = program.contradictions[contradiction];
  const needed = (among) => {
    let left = answers;
    // The later a question is asked, the sooner it is done without.
    return among.filter((place) => typeof answers[place] === "number").reverse().filter((place) => {
      const less = put(left, place, undefined);
      const needed = !truth(walk(program, root, less));
      if (!needed) left = less;
      return needed;
    });
  };
  let taken = needed(named);
  // It holds because what it names makes no sense for her: what says so is to be corrected.
  if (!taken.length) taken = needed([...answers.keys()]);
  const [question, ...others] = taken;
  return { contradiction, question, others: others.reverse() };
}

/** The answers with another one to a question. */
export function put(answers, question, answer) {
  const other = [...answers];
  other[question] = answer;
  return other;
}

/**
 * The routes that can pay, the best first: by what is surely left to pay, then those that
 * pay anything at all, then by certainty, then in the order of the rules. An amount that is
 * not established is at most what the dearest other route leaves; one without an end comes
 * after all others, and a route without any amount last.
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
    const unsaid = refused === undefined && !remaining ? 1 : 0;
    ranked.push([left, unsaid, amount("covered")?.high === 0 ? 1 : 0, certainty, place]);
  });
  const known = ranked.filter(([left, unsaid]) => left !== undefined && !unsaid).map(([left]) => left);
  const dearest = known.length ? Math.max(...known) : Infinity;
  const left = ([own = dearest]) => own;
  // Two infinite amounts have no number for a difference, and the next sign decides.
  ranked.sort((a, b) => left(a) - left(b) || a[1] - b[1] || a[2] - b[2] || a[3] - b[3] || a[4] - b[4]);
  return ranked.map((route) => route[4]);
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
 * Walks from a root. An answer of `null` stands on every child at once; the end may hang on
 * each such question.
 * @returns {{ends: number[], asks: number | undefined, hangs: Set<number>}}
 */
export function walk(program, root, answers) {
  const ends = new Set();
  const waiting = new Set();
  const hangs = new Set();
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
      if (Array.isArray(program.variables[variable])) hangs.add(program.variables[variable][0]);
      children.forEach(add);
    }
  }
  return { ends: [...ends], asks, hangs };
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
    const [a, b] = [left, right].map((side) => value(program, side, answers));
    return { child: typeof a === "number" && typeof b === "number" && compare(a, sign, b) ? 1 : 0 };
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
    const found = amounts.map(([, ...formulas]) => attempt(() => quantity(program, formulas, answers)));
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
    const day = (formula) => (formula === null ? null : exact(quantity(program, [formula], answers)));
    const told = attempt(() => ({ step, from: day(from), due: day(due) }));
    if (told) concluded.steps.push(told);
  });
}

function exact(found) {
  return typeof found === "object" && found.low === found.high ? found.low : null;
}

/**
 * Everything that formulas can give, whatever the person and the rules do not know.
 * @param {Array<number | null | "unbounded">} taken what values that are not established are
 *   taken for, by their place: hundredths, null (the law sets none), or whatever is not below 0
 * @returns {Quantity}
 */
export function quantity(program, formulas, answers, taken = []) {
  const all = formulas.map((formula) =>
    spread(program, formula, { answers, supposed: [...answers], taken, within: [] }, MOST_TURNS),
  );
  const { low, high, none } = all.reduce(hull);
  if (low === undefined) return "none";
  return none ? "unknown" : { low, high };
}

/** What a formula gives where everything is known: null where the law sets nothing. */
export function value(program, formula, answers) {
  const known = { answers, supposed: answers, taken: [], unknowns: [], turning: new Set() };
  const found = term(program, formula, known);
  return Array.isArray(found) ? undefined : found;
}

/** In how many ways the conditions inside a formula are turned before the rest count as open. */
const MOST_TURNS = 64;

/** Tries each region of the answers that turn a condition inside a formula. */
function spread(program, formula, known, room) {
  const { supposed, within } = known;
  const unknowns = [];
  const turning = new Set();
  const settled = term(program, formula, { ...known, unknowns, turning });
  const compared = (question) => program.relations.some(([, , , inputs]) => inputs.includes(question));
  const question = Math.min(...[...turning].filter((place) => !compared(place)));
  const found = question === Infinity ? [] : regions(program, question);
  if (!found.length || found.length > room) {
    const { range: ends, none } = range(settled, unknowns.map((unknown) => lies(program, unknown, known)));
    return ends ? { low: ends[0], high: ends[1], none } : { none };
  }
  const before = supposed[question];
  const all = found.map((region) => {
    [supposed[question]] = region;
    within[question] = region;
    return spread(program, formula, known, Math.trunc(room / found.length));
  });
  delete within[question];
  supposed[question] = before;
  return all.reduce(hull);
}

function hull(left, right) {
  const none = left.none || right.none;
  if (left.low === undefined || right.low === undefined) return { ...(left.low === undefined ? right : left), none };
  return { low: Math.min(left.low, right.low), high: Math.max(left.high, right.high), none };
}

/** Where an unknown lies. Nobody knows how large an unknown number is. */
function lies(program, [kind, place], { within, taken }) {
  if (kind === "p") {
    const bounds = taken[place] === "unbounded" ? undefined : program.parameters[place][3];
    return (bounds ?? [0, Infinity]).map(reach);
  }
  const [least, most] = program.questions[place][2];
  const [low, high] = within[place] ?? [least, most];
  return [reach(low), high === most ? ENDLESS : reach(high)];
}

/** The regions of a question between the values at which a condition turns. */
function regions(program, question) {
  const domain = program.questions[question][2];
  if (isChoice(program, question)) return domain.map((_, option) => [option, option]);
  const [, ...cuts] = program.variables.find((variable) => variable[0] === question) ?? [];
  return [domain[0], ...cuts].map((low, nth) => [low, nth < cuts.length ? cuts[nth] - 1 : domain[1]]);
}

/**
 * What is left of a formula for one person, as `range.mjs` takes it. Conditions are walked with
 * `supposed` answers; what is unknown, and the questions that turn a condition, are noted.
 */
function term(program, formula, known) {
  if (typeof formula === "number") return formula;
  const { answers, supposed, taken, unknowns, turning } = known;
  const of = (part) => term(program, part, known);
  const unknown = (kind, place) => {
    const found = unknowns.findIndex((other) => other[0] === kind && other[1] === place);
    return ["u", found < 0 ? unknowns.push([kind, place]) - 1 : found];
  };
  const [kind, a, b, ...rest] = formula;
  switch (kind) {
    case "q": {
      const answer = answers[a];
      if (typeof answer === "number") return answer;
      const asks = answer === undefined ? missing(program, a, supposed) : undefined;
      if (asks !== undefined) throw new Missing(asks);
      return unknown("q", a);
    }
    case "p": {
      const value = parameter(program, a, answers);
      if (value !== "unknown") return value === "none" ? null : value;
      return taken[a] === undefined || taken[a] === "unbounded" ? unknown("p", a) : taken[a];
    }
    case "a": {
      const [, low, high] = program.decisions[a][4][b];
      return high === undefined ? of(low) : either(of(low), of(high));
    }
    case "+": return joined(kind, of(a), of(b), (x, y) => x + y);
    case "-": return joined(kind, of(a), of(b), (x, y) => x - y);
    case "*": return joined(kind, of(a), of(b), product);
    case "d": {
      const [day, count] = [of(a), of(b)];
      if (day === null || count === null) return null;
      if (typeof day !== "number" || typeof count !== "number") return ["?"];
      return shift(day, rest[1] * Math.trunc(count / 100), rest[0]);
    }
    case "if": {
      const standing = walk(program, a, supposed);
      if (standing.asks !== undefined) throw new Missing(standing.asks);
      const holds = truth(standing);
      if (holds !== undefined) return of(holds ? b : rest[0]);
      for (const question of standing.hangs) turning.add(question);
      return either(of(b), of(rest[0]));
    }
    default: {
      const parts = formula.slice(1).map(of).filter((part) => part !== null);
      const numbers = parts.filter((part) => typeof part === "number");
      const others = parts.filter((part) => typeof part !== "number");
      if (numbers.length) others.push(numbers.reduce((x, y) => Math[kind](x, y)));
      return others.length > 1 ? [kind, ...others] : (others[0] ?? null);
    }
  }
}

function joined(kind, left, right, known) {
  if (left === null || right === null) return null;
  return typeof left === "number" && typeof right === "number" ? known(left, right) : [kind, left, right];
}

function either(left, right) {
  return JSON.stringify(left) === JSON.stringify(right) ? left : ["or", left, right];
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
