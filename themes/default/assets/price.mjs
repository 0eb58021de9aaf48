// The price of the bilan: what a person says it is, or what is supposed of whoever has no offer. It
// is what is left to whoever pays alone.

import { formulasOf, playing, settledAmount, truth, walk } from "./engine.mjs";
import program from "./program.mjs";

/** @import { Answers, Formula, Program } from "./program.mjs" */

/**
 * Whether anybody but the person pays: a cover of nothing, whatever is answered, is none.
 * @param {number} place of the decision
 */
export function pays(place) {
  const [, , , , amounts] = program.decisions[place];
  return !amounts.some(([id, low, high = low]) => program.roles[id] === "covered" && low === 0 && high === 0);
}

/** Where the price stands: the route of whoever pays alone, and the amount that others refer to. */
const stands = program.decisions.reduce((/** @type {[place: number, nth: number] | undefined} */ found, [, kind], place) => {
  const nth = found || kind !== "route" || pays(place) ? -1 : playing(program, place, "remaining");
  return nth < 0 ? found : source(place, nth);
}, undefined);

/** @type {Formula} */
const formula = stands ? formulasOf(program, ...stands)[0] : null;

/** The question that asks for it. */
export const priced = asked(formula);

/**
 * The amount from which another one is taken as it is.
 * @param {number} place
 * @param {number} nth
 * @returns {[place: number, nth: number]}
 */
function source(place, nth) {
  const [first] = formulasOf(program, place, nth);
  return Array.isArray(first) && first[0] === "a" ? source(first[1], first[2]) : [place, nth];
}

/** @param {Formula} formula @returns {number | undefined} */
function asked(formula) {
  if (!Array.isArray(formula)) return undefined;
  if (formula[0] === "q") return formula[1];
  return formula[0] === "if" ? (asked(formula[2]) ?? asked(formula[3])) : undefined;
}

/**
 * What the bilan costs, in cents; undefined where nobody says.
 * @param {Answers} answers
 */
export function priceOf(answers) {
  return stands && settledAmount(program, [formula], answers);
}

/** What the price is told by: her own answer, or a value. @param {Answers} answers */
export function priceFormula(answers) {
  return resolved(formula, answers);
}

/** Whether nobody says the price, and it is supposed. @param {Answers} answers */
export function isSupposed(answers) {
  const told = priceFormula(answers);
  return !Array.isArray(told) || told[0] !== "q";
}

/**
 * The rules and the answers of a person to whom the bilan costs something else.
 * @param {Answers} answers
 * @param {number} price in cents
 * @returns {{rules: Program, answers: Answers}}
 */
export function pricedAt(answers, price) {
  if (!stands || priced === undefined) return { rules: program, answers };
  const [place, nth] = stands;
  const [id, kind, root, terminals, amounts, steps] = program.decisions[place];
  const [name] = amounts[nth];
  const rules = { ...program, decisions: program.decisions.with(place, [id, kind, root, terminals, amounts.with(nth, [name, price]), steps]) };
  return { rules, answers: answers[priced] === undefined ? answers : answers.with(priced, price) };
}

/**
 * The part of a formula that the answers lead to.
 * @param {Formula} formula
 * @param {Answers} answers
 * @returns {Formula}
 */
export function resolved(formula, answers) {
  if (!Array.isArray(formula) || formula[0] !== "if") return formula;
  const [, root, then, otherwise] = formula;
  const holds = truth(walk(program, root, answers));
  return holds === undefined ? null : resolved(holds ? then : otherwise, answers);
}
