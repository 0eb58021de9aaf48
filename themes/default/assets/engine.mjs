// Walks the decision diagrams of a site's rules with a person's answers.
//
// Knows no page and no words: a program (see `src/rules/published/program.rs`) and answers go in,
// outcomes, amounts and dates come out. Rust does the same in `src/rules/person/`: `conclude.rs`,
// `partial.rs`, `quantity.rs`, `term.rs`, `refused.rs` and, for the order of the routes, `json.rs`; both answer to the worked cases in `content/rules/cases/`.
//
// An answer is a number (the index of an option, hundredths of a unit, or days since
// 1970-01-01), `null` for "I don't know", or `undefined` where none was given yet.

import { between, shift } from "./days.mjs";
import { unpack } from "./packed.mjs";
import { ENDLESS, product, range, reach } from "./range.mjs";

/** @import { Answer, Answers, Decision, Formula, Node, Program, Question, Comparison, Root } from "./program.mjs" */
/** @import { Role, Sign, Term, Terminal, Test, Variable } from "./program.mjs" */
/** @import { Reach } from "./range.mjs" */

const FIRST_TERMINAL = 3;
const TRUE = -2;
const FALSE = -1;

/** Thrown inside the engine when an amount or a date needs an answer that is not there. */
export class Missing {
  /** @param {number} question */
  constructor(question) {
    this.question = question;
  }
}

/**
 * An end is infinite where there is none; "unknown" is a number, or none that the law sets.
 * @typedef {{low: number, high: number} | "none" | "unknown"} Quantity
 * @typedef {{step: number, from: number | null, due: number | null}} Told
 * @typedef {{contradiction: number, question: number, others: number[]}} Refused
 * @typedef {{possible: number[], settled: boolean, amounts: Quantity[], steps: Told[]}} Concluded
 */

/**
 * Concludes as far as the answers lead. No conclusion waits for an optional question, which is
 * the next one all the same.
 * @param {Program} program
 * @param {Answers} answers
 * @returns {{decisions: Concluded[], next: number | undefined}}
 */
export function conclude(program, answers) {
  const { decisions, next } = unhindered(program, answers);
  return { decisions, next };
}

/** The answers that a conclusion goes by. @param {Program} program @param {Answers} answers */
export function heeded(program, answers) {
  return unhindered(program, answers).heeded;
}

/** @param {Program} program @param {Answers} answers */
function unhindered(program, answers) {
  let found = concludedBy(program, answers);
  let [first, heeded] = [/** @type {number | undefined} */ (undefined), answers];
  while (found.next !== undefined && isOptional(program, found.next)) {
    const { answer, asks } = toldBy(program, found.next, heeded);
    first ??= asks;
    heeded = put(heeded, found.next, answer);
    found = concludedBy(program, heeded);
  }
  return { ...found, next: first ?? found.next, heeded };
}

/**
 * What other answers say of an optional question; or the question to ask: one of those that tell
 * it, or itself where they do not know.
 * @param {Program} program
 * @param {number} question
 * @param {Answers} answers
 * @returns {{answer: Answer, asks?: number}}
 */
function toldBy(program, question, answers) {
  const [, , , , , , , root] = program.questions[question];
  if (root === undefined) return { answer: null, asks: question };
  const standing = walk(program, root, answers);
  const holds = truth(standing);
  return holds === undefined ? { answer: null, asks: standing.asks ?? question } : { answer: holds ? 0 : 1 };
}

/**
 * The answers, where every optional question that has none is answered by what others tell of it,
 * and else not known.
 * @param {Program} program
 * @param {Answers} answers
 */
export function presumed(program, answers) {
  const all = [...answers];
  for (const question of program.questions.keys()) {
    if (isOptional(program, question)) all[question] ??= answers[question] === null ? null : toldBy(program, question, all).answer;
  }
  return all;
}

/** Whether a conclusion does not wait for the answer. @param {Program} program @param {number} question */
export function isOptional(program, question) {
  const [, , , traits] = program.questions[question];
  return (traits & 2) > 0;
}

/** Whether the answer is not hers to change. @param {Program} program @param {number} question */
export function isFixed(program, question) {
  const [, , , traits] = program.questions[question];
  return (traits & 4) > 0;
}

/**
 * @param {Program} program
 * @param {Answers} answers
 * @returns {{decisions: Concluded[], next: number | undefined}}
 */
function concludedBy(program, answers) {
  /** @type {number[]} */
  const asked = [];
  const decisions = program.decisions.map((decision) => {
    const [, , root] = decision;
    const standing = walk(program, root, answers);
    /** @type {Concluded} */
    const concluded = {
      possible: standing.ends
        .map(terminalOf)
        .filter((terminal) => terminal >= 0)
        .sort((a, b) => a - b),
      settled: standing.asks === undefined,
      amounts: [],
      steps: [],
    };
    if (standing.asks === undefined) complete(program, decision, answers, concluded, asked);
    else asked.push(standing.asks);
    return concluded;
  });
  return { decisions, next: asked.length ? Math.min(...asked) : undefined };
}

/**
 * Whether a question makes sense with these answers; undefined where that is not settled.
 * @param {Program} program
 * @param {number} question
 * @param {Answers} answers
 * @returns {boolean | undefined}
 */
export function applicable(program, question, answers) {
  const [, , , , root] = program.questions[question];
  return truth(walk(program, root, answers));
}

/**
 * The first contradiction that surely holds of these answers: its place, the question whose
 * answer completes it in the order of asking, and the others that it takes. What is unknown
 * may be any answer, so what it leaves open is not refused.
 * @param {Program} program
 * @param {Answers} given
 * @returns {Refused | undefined}
 */
export function refused(program, given) {
  const answers = presumed(program, given);
  const contradiction = program.contradictions.findIndex(([root]) => truth(walk(program, root, answers)));
  if (contradiction < 0) return undefined;
  const [root, ...named] = program.contradictions[contradiction];
  /** @param {number[]} among */
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

/**
 * The answers with another one to a question.
 * @param {Answers} answers
 * @param {number} question
 * @param {Answer} answer
 */
export function put(answers, question, answer) {
  const other = [...answers];
  other[question] = answer;
  return other;
}

/**
 * The amount that plays a part in a decision, by its place there; -1 where none does.
 * @param {Program} program
 * @param {number} place of the decision
 * @param {Role} role
 */
export function playing(program, place, role) {
  const [, , , , amounts] = program.decisions[place];
  return amounts.findIndex(([id]) => program.roles[id] === role);
}

/** The most of an amount; undefined where nothing is known of it. @param {Quantity | undefined} quantity */
export function most(quantity) {
  return typeof quantity === "object" ? quantity.high : undefined;
}

/**
 * A parameter on the reference date: hundredths of its unit, "none" or "unknown".
 * @param {Program} program
 * @param {number} place
 * @param {Record<number, Answer>} answers
 * @returns {number | "none" | "unknown"}
 */
export function parameter(program, place, answers) {
  const [until, values] = program.parameters[place];
  const day = /** @type {number} */ (answers[program.reference]);
  if (until !== null && day > until) return "unknown";
  const [, held] = values.findLast(([from]) => from <= day) ?? [0, "?"];
  return held === "?" ? "unknown" : (held ?? "none");
}

/** The roots of the programs that were read, by their variables. @type {WeakMap<Variable[], Node[]>} */
const read = new WeakMap();

/**
 * The first node below a root: roots are counted from 0, ends lie below.
 * @param {Program} program
 * @param {Root} root
 */
function first(program, root) {
  if (root < 0) return root;
  let roots = read.get(program.variables);
  if (!roots) {
    const regions = program.variables.map((variable) => {
      if (typeof variable === "number") return 2;
      const [question] = variable;
      return cutsOf(program, question).length + 1;
    });
    read.set(program.variables, (roots = unpack(program.nodes, regions)));
  }
  return roots[root];
}

/**
 * What can be chosen; a number or a day has none.
 * @param {Program} program
 * @param {number} question
 */
export function optionsOf(program, question) {
  const [, type, domain] = program.questions[question];
  return type === "choice" || type === "yes_no" ? domain : undefined;
}

/**
 * The smallest and the largest answer; options count from 0.
 * @param {Program} program
 * @param {number} question
 * @returns {[low: number, high: number]}
 */
export function boundsOf(program, question) {
  const [, type, domain] = program.questions[question];
  return type === "choice" || type === "yes_no" ? [0, domain.length - 1] : domain;
}

/**
 * Walks from a root. An answer of `null` stands on every child at once; the end may hang on
 * each such question.
 * @param {Program} program
 * @param {Root} root
 * @param {Answers} answers
 * @returns {{ends: number[], asks: number | undefined, hangs: Set<number>}}
 */
export function walk(program, root, answers) {
  /** @type {Set<number>} */
  const ends = new Set();
  /** @type {Set<Test>} */
  const waiting = new Set();
  /** @type {Set<number>} */
  const hangs = new Set();
  /** @type {number | undefined} */
  let asks;
  /** @param {Node} node */
  const add = (node) => (typeof node === "number" ? ends.add(node) : waiting.add(node));
  add(first(program, root));
  while (waiting.size) {
    // Children test later variables than their parents, so a node with the earliest is complete.
    let [earliest] = waiting;
    for (const node of waiting) if (node.variable < earliest.variable) earliest = node;
    waiting.delete(earliest);
    const { children } = earliest;
    const variable = program.variables[earliest.variable];
    const move = step(program, variable, answers);
    if (move.child !== undefined) {
      add(children[move.child]);
    } else {
      // What is asked further down may never be reached once this is answered.
      asks ??= move.asks;
      const [question] = tested(variable);
      if (question !== undefined) hangs.add(question);
      children.forEach(add);
    }
  }
  return { ends: [...ends], asks, hangs };
}

/** @param {{ends: number[]}} standing */
export function truth({ ends }) {
  const [yes, no] = [ends.includes(TRUE), ends.includes(FALSE)];
  return yes === no ? undefined : yes;
}

/**
 * @param {Program} program
 * @param {Variable} variable
 * @param {Answers} answers
 * @returns {{child?: number, asks?: number}}
 */
function step(program, variable, answers) {
  if (typeof variable === "number") {
    const comparison = program.relations[variable];
    const [, , , inputs] = comparison;
    const absent = inputs.find((input) => answers[input] === undefined);
    if (absent !== undefined) return { asks: missing(program, absent, answers) };
    if (inputs.some((input) => answerOf(program, input, answers) === null)) return {};
    return { child: compared(program, comparison, answers) ? 1 : 0 };
  }
  const [question, ...cuts] = variable;
  const answer = answerOf(program, question, answers);
  if (answer === undefined) return { asks: missing(program, question, answers) };
  if (answer === null) return {};
  return { child: optionsOf(program, question) ? answer : cuts.filter((cut) => cut <= answer).length };
}

/**
 * An answer, or what is supposed where she does not know it.
 * @param {Program} program
 * @param {number} question
 * @param {Answers} answers
 */
function answerOf(program, question, answers) {
  return answers[question] === null ? (takenOf(program, question, answers) ?? null) : answers[question];
}

/**
 * What is supposed of a person who gives no answer: she does not know it, or is not asked.
 * @param {Program} program
 * @param {number} question
 * @param {Answers} answers
 */
export function takenOf(program, question, answers) {
  const [, , , , , taken, outcomesAlone] = program.questions[question];
  return answers[question] === null || !outcomesAlone ? taken : undefined;
}

/**
 * The questions of which an answer is supposed, and without which a decision would say something else.
 * @param {Program} program
 * @param {number} place of the decision
 * @param {Concluded} concluded
 * @param {Answers} answers
 */
export function suppositions(program, place, concluded, answers) {
  const open = [...program.questions.keys()].filter((question) => typeof answers[question] !== "number" && takenOf(program, question, answers) !== undefined);
  return open.filter((question) => {
    const questions = /** @type {Program["questions"]} */ (program.questions.with(question, unsupposed(program.questions[question])));
    const without = conclude({ ...program, questions }, answers).decisions[place];
    return JSON.stringify(without) !== JSON.stringify(concluded);
  });
}

/** @param {Question} question @returns {Question} */
function unsupposed([id, kind, domain, traits, applicability, , , ...told]) {
  return /** @type {Question} */ ([id, kind, domain, traits, applicability, undefined, 0, ...told]);
}

/**
 * The question to ask where this one has no answer. Whoever does not say whether she is on
 * leave is not asked when the leave ends: a question that does not surely make sense counts
 * as answered by "I don't know".
 * @param {Program} program
 * @param {number} question
 * @param {Answers} answers
 */
function missing(program, question, answers) {
  const [, , , , root] = program.questions[question];
  const standing = walk(program, root, answers);
  return standing.asks ?? (truth(standing) ? question : undefined);
}

/**
 * Whether a comparison holds of these answers, which are all that it needs.
 * @param {Program} program
 * @param {Comparison} comparison
 * @param {Answers} answers
 */
export function compared(program, [left, sign, right], answers) {
  const [a, b] = [left, right].map((side) => value(program, side, answers));
  return typeof a === "number" && typeof b === "number" && compare(a, sign, b);
}

/**
 * @param {number} left
 * @param {Sign} sign
 * @param {number} right
 */
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

/**
 * The formula of an amount, or those of the least and the most that it is.
 * @param {Program} program
 * @param {number} decision
 * @param {number} amount
 */
export function formulasOf(program, decision, amount) {
  const [, , , , amounts] = program.decisions[decision];
  const [, ...formulas] = amounts[amount];
  return formulas;
}

/**
 * The place of a decision's end in its table; the two ends of a yes/no root lie below 0.
 * @param {number} end
 */
export function terminalOf(end) {
  return -1 - end - FIRST_TERMINAL;
}

/**
 * The outcomes that are possible still.
 * @param {Terminal[]} terminals
 * @param {{possible: number[]}} concluded
 */
export function outcomesOf(terminals, { possible }) {
  return possible.map((terminal) => terminals[terminal]).map(([outcome]) => outcome);
}

/**
 * Adds the amounts and steps of a settled decision; notes the answers that they miss.
 * @param {Program} program
 * @param {Decision} decision
 * @param {Answers} answers
 * @param {Concluded} concluded
 * @param {number[]} asked
 */
function complete(program, [, kind, , terminals, amounts, steps], answers, concluded, asked) {
  const [, marks] = program.outcomes[kind];
  const outcomes = outcomesOf(terminals, concluded);
  /**
   * @template T
   * @param {() => T} make
   */
  const attempt = (make) => {
    try {
      return make();
    } catch (missing) {
      if (!(missing instanceof Missing)) throw missing;
      asked.push(missing.question);
      return undefined;
    }
  };
  if (outcomes.some((outcome) => marks[outcome])) {
    const found = amounts.map(([, ...formulas]) => attempt(() => quantity(program, formulas, answers)));
    if (found.every((amount) => amount !== undefined)) concluded.amounts = found;
  }
  steps.forEach(([, wanted, root, from, due, surely], step) => {
    if (!outcomes.some((outcome) => wanted.includes(outcome))) return;
    const standing = walk(program, root, answers);
    if (standing.asks !== undefined) {
      asked.push(standing.asks);
      return;
    }
    const holds = truth(standing);
    if (holds === false || (surely && !holds)) return;
    /** @param {Formula | null} formula */
    const day = (formula) => (formula === null ? null : exact(quantity(program, [formula], answers)));
    const told = attempt(() => ({ step, from: day(from), due: day(due) }));
    if (told) concluded.steps.push(told);
  });
}

/**
 * The one amount that some formulas give; undefined where that is a range, or an answer is missing.
 * @param {Program} program
 * @param {Formula[]} formulas
 * @param {Answers} answers
 */
export function settledAmount(program, formulas, answers) {
  try {
    return exact(quantity(program, formulas, answers)) ?? undefined;
  } catch (missing) {
    if (!(missing instanceof Missing)) throw missing;
    return undefined;
  }
}

/** @param {Quantity} found */
function exact(found) {
  return typeof found === "object" && found.low === found.high ? found.low : null;
}

/**
 * Everything that formulas can give, whatever the person and the rules do not know.
 * @param {Program} program
 * @param {Formula[]} formulas
 * @param {Answers} answers
 * @param {Taken} [taken] what values that are not established are
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

/**
 * What a formula gives where everything is known: null where the law sets nothing.
 * @param {Program} program
 * @param {Formula} formula
 * @param {Answers} answers
 */
export function value(program, formula, answers) {
  const known = { answers, supposed: answers, taken: [], unknowns: [], turning: new Set() };
  const found = term(program, formula, known);
  return Array.isArray(found) ? undefined : found;
}

/**
 * What is known of a person while a formula is computed, and what is found out on the way.
 * @typedef {Array<number | null | "unbounded">} Taken
 * @typedef {["q" | "p", place: number]} Unknown
 * @typedef {{answers: Answers, supposed: Answers, taken: Taken, within: Array<[low: number, high: number]>}} Known
 * @typedef {{low?: undefined, high?: undefined, none: boolean} | {low: number, high: number, none: boolean}} Spread
 */

/** In how many ways the conditions inside a formula are turned before the rest count as open. */
const MOST_TURNS = 64;

/**
 * Tries each region of the answers that turn a condition inside a formula.
 * @param {Program} program
 * @param {Formula} formula
 * @param {Known} known
 * @param {number} room
 * @returns {Spread}
 */
function spread(program, formula, known, room) {
  const { supposed, within } = known;
  /** @type {Unknown[]} */
  const unknowns = [];
  /** @type {Set<number>} */
  const turning = new Set();
  const settled = term(program, formula, { ...known, unknowns, turning });
  /** @param {number} question */
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

/**
 * @param {Spread} left
 * @param {Spread} right
 * @returns {Spread}
 */
function hull(left, right) {
  const none = left.none || right.none;
  if (left.low === undefined || right.low === undefined) return { ...(left.low === undefined ? right : left), none };
  return { low: Math.min(left.low, right.low), high: Math.max(left.high, right.high), none };
}

/**
 * Where an unknown lies. Nobody knows how large an unknown number is.
 * @param {Program} program
 * @param {Unknown} unknown
 * @param {Known} known
 * @returns {[Reach, Reach]}
 */
function lies(program, [kind, place], { within, taken }) {
  if (kind === "p") {
    const [, , , bounds] = program.parameters[place];
    const [low, high] = (taken[place] !== "unbounded" && bounds) || [0, Infinity];
    return [reach(low), reach(high)];
  }
  const [least, most] = boundsOf(program, place);
  const [low, high] = within[place] ?? [least, most];
  return [reach(low), high === most ? ENDLESS : reach(high)];
}

/**
 * The regions of a question between the values at which a condition turns.
 * @param {Program} program
 * @param {number} question
 * @returns {Array<[low: number, high: number]>}
 */
function regions(program, question) {
  const [first, last] = boundsOf(program, question);
  const cuts = cutsOf(program, question);
  return [first, ...cuts].map((low, nth) => [low, nth < cuts.length ? cuts[nth] - 1 : last]);
}

/**
 * The values at which conditions turn on a question: each option but the first, or some numbers or days.
 * @param {Program} program
 * @param {number} question
 */
export function cutsOf(program, question) {
  const options = optionsOf(program, question);
  if (options) return [...options.keys()].slice(1);
  const [, ...cuts] = program.variables.map(tested).find(([own]) => own === question) ?? [];
  return cuts;
}

/**
 * The question that is tested, and its cuts; nothing where it is a comparison.
 * @param {Variable} variable
 * @returns {number[]}
 */
function tested(variable) {
  return typeof variable === "number" ? [] : variable;
}

/**
 * What is left of a formula for one person, as `range.mjs` takes it. Conditions are walked with
 * `supposed` answers; what is unknown, and the questions that turn a condition, are noted.
 * @param {Program} program
 * @param {Formula} formula
 * @param {Omit<Known, "within"> & {unknowns: Unknown[], turning: Set<number>}} known
 * @returns {Term}
 */
function term(program, formula, known) {
  if (formula === null || typeof formula === "number") return formula;
  const { answers, supposed, taken, unknowns, turning } = known;
  /** @param {Formula} part */
  const of = (part) => term(program, part, known);
  /**
   * @param {Unknown} unknown
   * @returns {Term}
   */
  const unknown = (...[kind, place]) => {
    const found = unknowns.findIndex(([other, its]) => other === kind && its === place);
    return ["u", found < 0 ? unknowns.push([kind, place]) - 1 : found];
  };
  switch (formula[0]) {
    case "q": {
      const [, question] = formula;
      const [, , , , , , outcomesAlone] = program.questions[question];
      const answer = outcomesAlone ? answers[question] : answerOf(program, question, answers);
      if (typeof answer === "number") return answer;
      const asks = answer === undefined ? missing(program, question, supposed) : undefined;
      if (asks !== undefined) throw new Missing(asks);
      return (outcomesAlone ? undefined : takenOf(program, question, answers)) ?? unknown("q", question);
    }
    case "p": {
      const [, place] = formula;
      const value = parameter(program, place, answers);
      if (value !== "unknown") return value === "none" ? null : value;
      const held = taken[place];
      return held === undefined || held === "unbounded" ? unknown("p", place) : held;
    }
    case "a": {
      const [, decision, amount] = formula;
      const [low, high] = formulasOf(program, decision, amount);
      return high === undefined ? of(low) : either(of(low), of(high));
    }
    case "t":
    case "+":
    case "-":
    case "*": {
      const [sign, left, right, ...scale] = formula;
      const [x, y] = [of(left), of(right)];
      if (x === null || y === null) return null;
      // What scales a product, and the unit of a time, come behind its parts.
      if (typeof x !== "number" || typeof y !== "number") return /** @type {Term} */ ([sign, x, y, ...scale]);
      if (sign === "t") return between(x, y, /** @type {number} */ (scale[0]));
      return sign === "*" ? product(x, y, ...scale) : sign === "+" ? x + y : x - y;
    }
    case "d": {
      const [, from, by, unit, direction] = formula;
      const [day, count] = [of(from), of(by)];
      if (day === null || count === null) return null;
      if (typeof day !== "number" || typeof count !== "number") return ["?"];
      return shift(day, direction * Math.trunc(count / 100), unit);
    }
    case "if": {
      const [, root, then, otherwise] = formula;
      const standing = walk(program, root, supposed);
      if (standing.asks !== undefined) throw new Missing(standing.asks);
      const holds = truth(standing);
      if (holds !== undefined) return of(holds ? then : otherwise);
      for (const question of standing.hangs) turning.add(question);
      return either(of(then), of(otherwise));
    }
    default: {
      const [kind, ...all] = formula;
      const parts = all.map(of).filter((part) => part !== null);
      const numbers = parts.filter((part) => typeof part === "number");
      /** @type {Term[]} */
      const others = parts.filter((part) => typeof part !== "number");
      if (numbers.length) others.push(numbers.reduce((x, y) => Math[kind](x, y)));
      return others.length > 1 ? [kind, ...others] : (others[0] ?? null);
    }
  }
}

/**
 * @param {Term} left
 * @param {Term} right
 * @returns {Term}
 */
function either(left, right) {
  return JSON.stringify(left) === JSON.stringify(right) ? left : ["or", left, right];
}
