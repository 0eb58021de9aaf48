// Which values that are not established the amounts and steps of a decision rest on.
//
// Rust finds the same, and says how, in `src/rules/person/gaps.rs`. No page, no words.

import { formulasOf, parameter, quantity } from "./engine.mjs";

/** @import { Answers, Formula, Program } from "./program.mjs" */
/** @import { Concluded, Quantity, Taken, Told } from "./engine.mjs" */

/** @typedef {{number: number, until: number}} Last */
/**
 * @typedef {object} Gap
 * @property {string | undefined} id the parameter
 * @property {number} missing its place
 * @property {Last | undefined} last what it was last known to be
 * @property {number[]} amounts those that are others as it is another, by their place
 * @property {number[]} supposed those that hold by its bounds alone
 * @property {number[]} steps those that have no day because of it
 */

/**
 * Finds what is missing for what a decision tells, and what each amount is if these values
 * stay what they were last known to be.
 * @param {Program} program
 * @param {number} place
 * @param {Concluded} concluded
 * @param {Answers} answers
 * @returns {{values: Gap[], ifLast: Array<Quantity | undefined>}}
 */
export function gaps(program, place, { amounts, steps }, answers) {
  const [, , , , , days] = program.decisions[place];
  const told = amounts.map((_, nth) => formulasOf(program, place, nth));
  const dated = steps.map(({ step }) => {
    const [, , , from, due] = days[step];
    return [from, due];
  });
  const named = new Set([...told.flat(), ...dated.flat()].flatMap((formula) => names(program, formula)));
  /** @type {Gap[]} */
  const values = [];
  for (const missing of [...named].sort((a, b) => a - b)) {
    if (parameter(program, missing, answers) !== "unknown") continue;
    const [, , id, bounds] = program.parameters[missing];
    const last = lastKnown(program, missing, /** @type {number} */ (answers[program.reference]));
    /** @type {(taken: Taken[number]) => (nth: number) => boolean} */
    const others = (taken) => (nth) => !same(quantity(program, told[nth], answers, sparse([[missing, taken]])), amounts[nth]);
    const tried = [...(bounds ?? [0]), ...(last ? [last.number] : [])].map(others);
    const places = [...amounts.keys()];
    /** @type {(step: Told, nth: number) => boolean} */
    const undated = ({ from, due }, nth) =>
      [from, due].some((day, end) => day === null && names(program, dated[nth][end]).includes(missing));
    const gap = {
      id,
      missing,
      last,
      amounts: places.filter((nth) => tried.some((differs) => differs(nth))),
      supposed: bounds ? places.filter(others("unbounded")) : [],
      steps: steps.filter(undated).map(({ step }) => step),
    };
    if (gap.amounts.length || gap.supposed.length || gap.steps.length) values.push(gap);
  }
  const ifLast = told.map((parts, nth) => {
    const resting = values.filter((gap) => gap.amounts.includes(nth));
    if (!resting.length || resting.some(({ last }) => !last)) return undefined;
    return quantity(program, parts, answers, sparse(resting.map(({ missing, last }) => [missing, /** @type {Last} */ (last).number])));
  });
  return { values, ifLast };
}

/** @param {Array<[place: number, taken: Taken[number]]>} entries */
function sparse(entries) {
  /** @type {Taken} */
  const all = [];
  for (const [place, taken] of entries) all[place] = taken;
  return all;
}

/**
 * @param {Quantity} one
 * @param {Quantity} other
 */
function same(one, other) {
  return typeof one === "string" || typeof other === "string" ? one === other : one.low === other.low && one.high === other.high;
}

/**
 * The last number that a value was known to be before a day, with the last day of which that was known.
 * @param {Program} program
 * @param {number} place
 * @param {number} day
 */
function lastKnown(program, place, day) {
  const [end, values] = program.parameters[place];
  let until = Math.min(end ?? day, day);
  for (const [from, value] of values.filter(([from]) => from <= day).reverse()) {
    if (value === null) return undefined;
    if (value !== "?" && from <= until) return { number: value, until };
    until = Math.min(until, from - 1);
  }
  return undefined;
}

/**
 * The parameters that a formula names, itself or through another amount.
 * @param {Program} program
 * @param {Formula | null} formula
 * @returns {number[]}
 */
function names(program, formula) {
  if (!Array.isArray(formula)) return [];
  /** @param {Formula} part */
  const of = (part) => names(program, part);
  switch (formula[0]) {
    case "p": {
      const [, parameter] = formula;
      return [parameter];
    }
    case "a": {
      const [, decision, amount] = formula;
      return formulasOf(program, decision, amount).flatMap(of);
    }
    default: return /** @type {Formula[]} */ (formula.slice(1)).flatMap(of);
  }
}
