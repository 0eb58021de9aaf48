// Which values that are not established the amounts and steps of a decision rest on.
//
// Rust finds the same, and says how, in `src/rules/gaps.rs`. No page, no words.

import { parameter, quantity } from "./engine.mjs";

/**
 * @typedef {object} Gap
 * @property {string} id the parameter
 * @property {{number: number, until: number} | undefined} last what it was last known to be
 * @property {number[]} amounts those that are others as it is another, by their place
 * @property {number[]} supposed those that hold by its bounds alone
 * @property {number[]} steps those that have no day because of it
 */

/**
 * Finds what is missing for what a decision tells, and what each amount is if these values
 * stay what they were last known to be.
 * @param {import("./engine.mjs").Concluded} concluded
 * @returns {{values: Gap[], ifLast: Array<import("./engine.mjs").Quantity | undefined>}}
 */
export function gaps(program, place, { amounts, steps }, answers) {
  const [, , , , formulas, days] = program.decisions[place];
  const told = amounts.map((_, nth) => formulas[nth].slice(1));
  const named = new Set([...told.flat(), ...steps.flatMap(({ step }) => days[step].slice(3))].flatMap((part) => names(program, part)));
  const values = [];
  for (const missing of [...named].sort((a, b) => a - b)) {
    if (parameter(program, missing, answers) !== "unknown") continue;
    const [, , id, bounds] = program.parameters[missing];
    const last = lastKnown(program, missing, answers[program.reference]);
    const others = (taken) => (nth) => !same(quantity(program, told[nth], answers, sparse([[missing, taken]])), amounts[nth]);
    const tried = [...(bounds ?? [0]), ...(last ? [last.number] : [])].map(others);
    const places = [...amounts.keys()];
    const undated = ({ step, from, due }) =>
      [from, due].some((day, end) => day === null && names(program, days[step][3 + end]).includes(missing));
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
    return quantity(program, parts, answers, sparse(resting.map(({ missing, last }) => [missing, last.number])));
  });
  return { values, ifLast };
}

function sparse(entries) {
  const all = [];
  for (const [place, taken] of entries) all[place] = taken;
  return all;
}

function same(one, other) {
  return typeof one === "string" ? one === other : one.low === other.low && one.high === other.high;
}

/** The last number that a value was known to be before a day, with the last day of which that was known. */
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

/** The parameters that a formula names, itself or through another amount. */
function names(program, formula) {
  if (!Array.isArray(formula)) return [];
  const [kind, first, second] = formula;
  if (kind === "p") return [first];
  if (kind === "a") return program.decisions[first][4][second].slice(1).flatMap((part) => names(program, part));
  return formula.slice(1).flatMap((part) => names(program, part));
}
