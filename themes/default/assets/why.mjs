// What would open a route that cannot pay, and which unknown thing to find out first.
//
// Knows no page and no words: a program and answers go in, places and values come out. Rust
// does the same in `src/rules/openings.rs`, `stretches.rs` and `unsettled.rs`; both answer to
// the worked cases.

import { compare, conclude, isChoice, parameter, put, refused, relevant, value, walk } from "./engine.mjs";

const FIRST_TERMINAL = 3;
/** How often a stretch may be halved before its question is given up. */
const MOST_HALVES = 20000;

/**
 * Other answers to one question that would open a route: options, or numbers or days between
 * two ends, both included; an end that is the question's own end is undefined. Where `sure`
 * is false, the route may open, if more is answered.
 * @typedef {{question: number, options?: number[], low?: number, high?: number, sure: boolean}} Change
 * @typedef {{opensOn: number | undefined, changes: Change[]}} Openings
 */

/**
 * For each decision, what would open it, all other answers the same (but for those that cannot
 * be true on a later day): the first later day, and
 * the answers, those of the reference date first. Undefined where it is no route, or can pay.
 * @param {object} program
 * @param {Array<number | null | undefined>} answers by the place of the question
 * @returns {Array<Openings | undefined>}
 */
export function openings(program, answers) {
  const found = program.decisions.map((decision, place) =>
    decision[1] === "route" && usable(program, place, answers) === 0 ? { opensOn: undefined, changes: [] } : undefined,
  );
  const { reference } = program;
  const others = [...program.questions.keys()].filter((question) => question !== reference);
  for (const question of [reference, ...others]) {
    if (typeof answers[question] !== "number" || relevant(program, question, answers) === false) continue;
    const parts = stretches(program, question, answers).flatMap(([low, high]) => {
      const other = otherwise(program, answers, question, low);
      return other ? [[low, high, other]] : [];
    });
    found.forEach((openings, place) => {
      if (!openings) return;
      const told = parts.map(([low, high, other]) => [low, high, usable(program, place, other)]);
      const sure = told.filter(([, , open]) => open === 1);
      if (question === reference) openings.opensOn = sure.find(([low]) => low > answers[question])?.[0];
      const maybe = told.filter(([, , open]) => open > 0 && open < 1);
      openings.changes.push(...together(program, question, sure, true), ...together(program, question, maybe, false));
    });
  }
  return found;
}

/**
 * The question, answered by "I don't know", to find out first: for everything together, and
 * for each decision. Undefined where no answer settles anything.
 * @returns {{first: number | undefined, decisions: Array<number | undefined>}}
 */
export function findOut(program, answers) {
  const best = still(program, answers).map((open) => ({ open, of: 1, question: undefined }));
  program.questions.forEach((_, question) => {
    if (answers[question] !== null || relevant(program, question, answers) === false) return;
    const others = stretches(program, question, answers).map(([value]) => otherwise(program, answers, question, value));
    const tried = others.filter(Boolean).map((other) => still(program, other));
    const of = tried.length;
    best.forEach((least, place) => {
      const open = [0, 1].map((kind) => tried.reduce((sum, all) => sum + all[place][kind], 0));
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

/** 1 where every end that a route can reach can pay, and nobody has to confirm it; less where some can. */
function usable(program, place, answers) {
  const [, kind, root, terminals] = program.decisions[place];
  const { ends } = walk(program, root, answers);
  const usable = ends.map((end) => program.outcomes[kind][1][terminals[-1 - end - FIRST_TERMINAL]?.[0]]);
  return usable.every((mark) => mark === 1) ? 1 : usable.some(Boolean) ? 0.5 : 0;
}

/** All options as one change, and neighbouring stretches as one. */
function together(program, question, parts, sure) {
  const [first, last] = bounds(program, question);
  const choice = isChoice(program, question);
  const joined = [];
  for (const [low, high] of parts) {
    let part = joined.at(-1);
    if (!part || !(choice || part.high + 1 === low)) joined.push((part = { low, options: [] }));
    part.high = high;
    part.options.push(low);
  }
  return joined.map(({ low, high, options }) => ({
    question,
    ...(choice ? { options } : { low: low === first ? undefined : low, high: high === last ? undefined : high }),
    sure,
  }));
}

/** What is open, first of all together: decisions with several outcomes, amounts that are ranges. */
function still(program, answers) {
  const own = conclude(program, answers).decisions.map(({ possible, amounts }, place) => {
    const [, kind, , terminals, all] = program.decisions[place];
    if (kind === "notice") return [0, 0];
    const outcomes = new Set(possible.map((terminal) => terminals[terminal][0]));
    const waiting = !amounts.length && [...outcomes].some((outcome) => program.outcomes[kind][1][outcome]);
    const ranges = amounts.filter((amount) => typeof amount === "object" && amount.low !== amount.high);
    return [outcomes.size > 1 ? 1 : 0, (waiting ? all : ranges).length];
  });
  return [[0, 1].map((kind) => own.reduce((sum, open) => sum + open[kind], 0)), ...own];
}

/** The smallest and the largest answer; options count from 0. */
function bounds(program, question) {
  const [, , domain] = program.questions[question];
  return isChoice(program, question) ? [0, domain.length - 1] : domain;
}

/** The values of a question in stretches inside which no test turns, all other answers the same. */
function stretches(program, question, answers) {
  const [first, last] = bounds(program, question);
  const [, ...own] = program.variables.find((variable) => variable[0] === question) ?? [];
  const cuts = isChoice(program, question) ? [...Array(last + 1).keys()] : own;
  if (question === program.reference) cuts.push(...program.parameters.flatMap(changes));
  const lows = [...new Set([first, ...cuts.filter((cut) => first < cut && cut <= last)])].sort((a, b) => a - b);
  let parts = lows.map((low, place) => [low, (lows[place + 1] ?? last + 1) - 1]);
  let halves = MOST_HALVES;
  for (const relation of program.relations) {
    const inputs = relation[3];
    const others = inputs.filter((input) => input !== question);
    if (others.length === inputs.length || others.some((input) => typeof answers[input] !== "number")) continue;
    parts = parts.flatMap((part) => {
      const found = [];
      const follow = (low, high) => {
        const holds = settled(program, relation, question, answers, low, high);
        const before = found.at(-1);
        if (before && before[2] === holds) before[1] = high;
        else if (holds !== undefined) found.push([low, high, holds]);
        else if (halves-- > 0) {
          const middle = Math.floor((low + high) / 2);
          follow(low, middle);
          follow(middle + 1, high);
        }
      };
      follow(...part);
      return found;
    });
    if (halves < 0) return [];
  }
  return parts;
}

/** The days on which a parameter changes or stops being known. */
function changes([until, values]) {
  return [...values.map(([from]) => from), ...(until === null ? [] : [until + 1])];
}

/** Whether a relation holds wherever one answer lies between two values, or nowhere there. */
function settled(program, [left, sign, right], question, answers, low, high) {
  if (low === high) {
    const [a, b] = [left, right].map((side) => value(program, side, put(answers, question, low)));
    return typeof a === "number" && typeof b === "number" && compare(a, sign, b);
  }
  const range = (input) => (input === question ? [low, high] : [answers[input], answers[input]]);
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
 */
function reach(program, formula, range) {
  if (typeof formula === "number") return [formula, formula];
  const of = (part) => reach(program, part, range);
  const [kind, a, b, ...rest] = formula;
  switch (kind) {
    case "q": return range(a);
    case "p": {
      const held = parameter(program, a, { [program.reference]: range(program.reference)[0] });
      return typeof held === "number" ? [held, held] : held === "none" ? null : undefined;
    }
    case "a": return of(program.decisions[a][4][b][1]);
    case "if": {
      const either = [of(b), of(rest[0])];
      return either.every(Boolean) ? span(either.flat()) : [NaN, NaN];
    }
    case "min":
    case "max": {
      const parts = formula.slice(1).map(of);
      const known = parts.filter((part) => part !== null);
      const pick = (end) => Math[kind](...known.map((part) => part[end]));
      return known.includes(undefined) ? undefined : known.length ? [pick(0), pick(1)] : null;
    }
    default: {
      // A sum, a product or a moved day only rises or only falls with each of its parts.
      const [left, right] = [of(a), of(b)];
      return left && right && span(left.flatMap((x) => right.map((y) => value(program, [kind, x, y, ...rest], []))));
    }
  }
}

function span(values) {
  return [Math.min(...values), Math.max(...values)];
}
