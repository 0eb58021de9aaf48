// What would open a route that cannot pay, and which unknown thing to find out first.
//
// Knows no page and no words: a program and answers go in, places and values come out. Rust
// does the same in `src/rules/person/`, in `counterfactuals.rs`, `intervals.rs` and `most_informative.rs`; both answer to
// the worked cases.

import { Missing, boundsOf, compare, compared, conclude, cutsOf, formulasOf, isFixed, optionsOf, outcomesOf, parameter, presumed, put, refused, applicable, terminalOf, value, walk } from "./engine.mjs";
import { canPay } from "./ranking.mjs";

/** @import { Answer, Answers, Decision, Formula, Parameter, Program, Comparison } from "./program.mjs" */

/** How often an interval may be halved before its question is given up. */
const MOST_HALVES = 20000;

/**
 * Other answers to one question that would open a route: options, or numbers or days between
 * two ends, both included; an end that is the question's own end is undefined. Where `sure`
 * is false, the route may open, if more is answered.
 * @typedef {{question: number, options?: number[], low?: number, high?: number, sure: boolean}} Change
 * @typedef {{opensOn: number | undefined, changes: Change[]}} Counterfactuals
 * @typedef {[outcomes: number, amounts: number]} Open how many decisions and amounts are not settled
 * @typedef {(input: number) => [low: number, high: number]} Range between what an answer lies
 */

/**
 * For each decision, what would open it, all other answers the same (but for those that cannot
 * be true on a later day): the first later day, and
 * the answers, those of the reference date first. Undefined where it is no route, does not concern
 * the person, or can pay.
 * @param {Program} program
 * @param {Answers} answers
 * @returns {Array<Counterfactuals | undefined>}
 */
export function counterfactuals(program, answers) {
  const own = presumed(program, answers);
  /** @type {Array<Counterfactuals | undefined>} */
  const found = program.decisions.map((decision) => {
    const [, kind] = decision;
    return kind === "route" && usable(program, decision, own) === 0 && concerns(program, decision, own) ? { opensOn: undefined, changes: [] } : undefined;
  });
  const { reference } = program;
  const others = [...program.questions.keys()].filter((question) => question !== reference);
  for (const question of [reference, ...others]) {
    const given = answers[question];
    if (typeof given !== "number" || isFixed(program, question) || applicable(program, question, own) === false) continue;
    const parts = intervals(program, question, answers).flatMap(({ low, high }) => {
      // A day that has passed is nobody's to choose.
      if (question === reference && low <= given) return [];
      const other = otherwise(program, answers, question, low);
      // What answers tell of an optional question, other answers tell otherwise.
      return other ? [{ low, high, other: presumed(program, other) }] : [];
    });
    found.forEach((counterfactuals, place) => {
      if (!counterfactuals) return;
      const told = parts.map(({ other, ...ends }) => ({ ...ends, open: usable(program, program.decisions[place], other) }));
      const sure = told.filter(({ open }) => open === 1);
      if (question === reference) counterfactuals.opensOn = sure[0]?.low;
      const maybe = told.filter(({ open }) => open > 0 && open < 1);
      counterfactuals.changes.push(...together(program, question, sure, true), ...together(program, question, maybe, false));
    });
  }
  return found;
}

/**
 * The question, answered by "I don't know", to find out first: for everything together, and
 * for each decision. Undefined where no answer settles anything.
 * @param {Program} program
 * @param {Answers} answers
 * @returns {{first: number | undefined, decisions: Array<number | undefined>}}
 */
export function findOut(program, answers) {
  /** @type {Array<{open: Open, of: number, question: number | undefined}>} */
  const best = still(program, answers).map((open) => ({ open, of: 1, question: undefined }));
  program.questions.forEach((_, question) => {
    if (answers[question] !== null || applicable(program, question, answers) === false) return;
    const others = intervals(program, question, answers).map(({ low }) => otherwise(program, answers, question, low));
    const tried = others.flatMap((other) => (other ? [still(program, other)] : []));
    const of = tried.length;
    best.forEach((least, place) => {
      const open = total(tried.map((all) => all[place]));
      const [outcomes, amounts] = open.map((sum, kind) => sum * least.of - least.open[kind] * of);
      if (of && (outcomes < 0 || (outcomes === 0 && amounts < 0))) best[place] = { open, of, question };
    });
  });
  const [first, ...decisions] = best.map(({ question }) => question);
  return { first, decisions };
}

/**
 * The answers with another one to a question; undefined where it contradicts the others. On
 * another reference date, what cannot be true on it is left open.
 * @param {Program} program
 * @param {Answers} answers
 * @param {number} question
 * @param {Answer} answer
 */
function otherwise(program, answers, question, answer) {
  const other = put(answers, question, answer);
  for (let wrong; (wrong = refused(program, other)); ) {
    const freed = [...wrong.others, wrong.question].find((place) => place !== question);
    if (question !== program.reference || freed === undefined) return undefined;
    other[freed] = null;
  }
  return other;
}

/**
 * 1 where every end that a route can reach can pay, and nobody has to confirm it; less where some can.
 * @param {Program} program
 * @param {Decision} decision
 * @param {Answers} answers
 */
function usable(program, [, kind, root, terminals], answers) {
  const { ends } = walk(program, root, answers);
  const [, marks] = program.outcomes[kind];
  const usable = ends.map((end) => {
    const [outcome] = terminals[terminalOf(end)] ?? [-1];
    return canPay(marks[outcome]) ? marks[outcome] : 0;
  });
  return usable.every((mark) => mark === 1) ? 1 : usable.some(Boolean) ? 0.5 : 0;
}

/**
 * Whether a route can end otherwise than by not concerning the person: nobody makes it hers.
 * @param {Program} program
 * @param {Decision} decision
 * @param {Answers} answers
 */
function concerns(program, [, kind, root, terminals], answers) {
  const [, marks] = program.outcomes[kind];
  return walk(program, root, answers).ends.some((end) => marks[(terminals[terminalOf(end)] ?? [-1])[0]] !== null);
}

/**
 * All options as one change, and neighbouring intervals as one.
 * @param {Program} program
 * @param {number} question
 * @param {Array<{low: number, high: number}>} parts
 * @param {boolean} sure
 * @returns {Change[]}
 */
function together(program, question, parts, sure) {
  const [first, last] = boundsOf(program, question);
  const choice = optionsOf(program, question);
  /** @type {Array<{low: number, high: number, options: number[]}>} */
  const joined = [];
  for (const { low, high } of parts) {
    let part = joined.at(-1);
    if (!part || !(choice || part.high + 1 === low)) joined.push((part = { low, high, options: [] }));
    part.high = high;
    part.options.push(low);
  }
  return joined.map(({ low, high, options }) => ({
    question,
    ...(choice ? { options } : { low: low === first ? undefined : low, high: high === last ? undefined : high }),
    sure,
  }));
}

/**
 * What is open, first of all together: decisions with several outcomes, amounts that are ranges.
 * @param {Program} program
 * @param {Answers} answers
 * @returns {Open[]}
 */
function still(program, answers) {
  /** @type {Open[]} */
  const own = conclude(program, answers).decisions.map(({ possible, amounts }, place) => {
    const [, kind, , terminals, all] = program.decisions[place];
    const [, usable] = program.outcomes[kind];
    if (kind === "notice") return [0, 0];
    const outcomes = new Set(outcomesOf(terminals, { possible }));
    const waiting = !amounts.length && [...outcomes].some((outcome) => usable[outcome]);
    const ranges = amounts.filter((amount) => typeof amount === "object" && amount.low !== amount.high);
    return [outcomes.size > 1 ? 1 : 0, (waiting ? all : ranges).length];
  });
  return [total(own), ...own];
}

/**
 * @param {Open[]} all
 * @returns {Open}
 */
function total(all) {
  return all.reduce(([outcomes, amounts], [more, others]) => [outcomes + more, amounts + others], [0, 0]);
}

/**
 * The values of a question in intervals inside which no test turns, all other answers the same.
 * @param {Program} program
 * @param {number} question
 * @param {Answers} answers
 */
function intervals(program, question, answers) {
  const [first, last] = boundsOf(program, question);
  const cuts = cutsOf(program, question);
  if (question === program.reference) cuts.push(...program.parameters.flatMap(changes));
  const lows = [...new Set([first, ...cuts.filter((cut) => first < cut && cut <= last)])].sort((a, b) => a - b);
  let parts = lows.map((low, place) => ({ low, high: (lows[place + 1] ?? last + 1) - 1 }));
  let halves = MOST_HALVES;
  for (const comparison of program.relations) {
    const [, , , inputs] = comparison;
    const others = inputs.filter((input) => input !== question);
    if (others.length === inputs.length || others.some((input) => typeof answers[input] !== "number")) continue;
    /** @param {{low: number, high: number}} part */
    const cut = ({ low, high }) => {
      /** @type {Array<{low: number, high: number, holds: boolean}>} */
      const found = [];
      /** @type {(low: number, high: number) => void} */
      const follow = (low, high) => {
        const holds = settled(program, comparison, question, answers, low, high);
        const before = found.at(-1);
        if (before && before.holds === holds) before.high = high;
        else if (holds !== undefined) found.push({ low, high, holds });
        else if (halves-- > 0) {
          const middle = Math.floor((low + high) / 2);
          follow(low, middle);
          follow(middle + 1, high);
        }
      };
      follow(low, high);
      return found;
    };
    try {
      parts = parts.flatMap(cut);
    } catch (error) {
      // Where a condition of it is open, a comparison cuts nothing.
      if (!(error instanceof Missing)) throw error;
    }
    if (halves < 0) return [];
  }
  return parts;
}

/**
 * The days on which a parameter changes or stops being known.
 * @param {Parameter} parameter
 */
function changes([until, values]) {
  return [...values.map(([from]) => from), ...(until === null ? [] : [until + 1])];
}

/**
 * Whether a comparison holds wherever one answer lies between two values, or nowhere there.
 * @param {Program} program
 * @param {Comparison} comparison
 * @param {number} question
 * @param {Answers} answers
 * @param {number} low
 * @param {number} high
 */
function settled(program, comparison, question, answers, low, high) {
  if (low === high) return compared(program, comparison, put(answers, question, low));
  const [left, sign, right] = comparison;
  const at = /** @type {number[]} */ (answers);
  /** @type {Range} */
  const range = (input) => (input === question ? [low, high] : [at[input], at[input]]);
  const [one, other] = [left, right].map((side) => reach(program, side, range));
  if (!one || !other) return false;
  const [a, b, c, d] = [...one, ...other];
  const holds = compare(a, sign, d);
  const alike = ["=", "!="].includes(sign) ? b < c || d < a || (a === b && c === d) : holds === compare(b, sign, c);
  return alike && !Number.isNaN(a + b + c + d) ? holds : undefined;
}

/**
 * The ends between which a formula lies, perhaps too wide, on days on which no parameter
 * changes; null where the law sets no value, undefined where none is established.
 * @param {Program} program
 * @param {Formula} formula
 * @param {Range} range
 * @returns {[low: number, high: number] | null | undefined}
 */
function reach(program, formula, range) {
  if (formula === null) return null;
  if (typeof formula === "number") return [formula, formula];
  /** @param {Formula} part */
  const of = (part) => reach(program, part, range);
  switch (formula[0]) {
    case "q": {
      const [, question] = formula;
      return range(question);
    }
    case "p": {
      const [, place] = formula;
      const [day] = range(program.reference);
      const held = parameter(program, place, { [program.reference]: day });
      return typeof held === "number" ? [held, held] : held === "none" ? null : undefined;
    }
    case "a": {
      const [, decision, amount] = formula;
      const [low] = formulasOf(program, decision, amount);
      return of(low);
    }
    case "if": {
      const [, , then, otherwise] = formula;
      const [one, other] = [of(then), of(otherwise)];
      return one && other ? span([...one, ...other]) : [NaN, NaN];
    }
    case "min":
    case "max": {
      const [kind, ...all] = formula;
      const parts = all.map(of);
      const known = parts.filter((part) => part !== null);
      const ends = known.filter((part) => part !== undefined);
      if (ends.length < known.length) return undefined;
      return ends.length ? [Math[kind](...ends.map(([low]) => low)), Math[kind](...ends.map(([, high]) => high))] : null;
    }
    default: {
      // A sum, a product or a moved day only rises or only falls with each of its parts.
      const [kind, a, b, ...rest] = formula;
      const [left, right] = [of(a), of(b)];
      return left && right && span(/** @type {number[]} */ (left.flatMap((x) => right.map((y) => value(program, /** @type {Formula} */ ([kind, x, y, ...rest]), [])))));
    }
  }
}

/**
 * @param {number[]} values
 * @returns {[low: number, high: number]}
 */
function span(values) {
  return [Math.min(...values), Math.max(...values)];
}
