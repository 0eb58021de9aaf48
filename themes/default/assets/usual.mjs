// What is left to pay at the usual prices, for whoever has no price yet: beside the one that is supposed.

import { sum } from "./card.mjs";
import { conclude, parameter, playing } from "./engine.mjs";
import { money } from "./notation.mjs";
import { fact, filled, language, one, words } from "./page.mjs";
import { isSupposed, priced, pricedAt, priceOf } from "./price.mjs";
import program from "./program.mjs";

/** @import { Answers } from "./program.mjs" */
/** @import { Card } from "./result.mjs" */

/**
 * Tells it of the best route, if the price is supposed.
 * @param {Card | undefined} best
 * @param {Answers} answers
 */
export function tellUsual(best, answers) {
  const [, ...values] = program.usual.find(([question]) => question === priced) ?? [];
  if (!values.length) return;
  const prices = values.flatMap((value) => parameter(program, value, answers) ?? []);
  const others = prices.filter((price) => typeof price === "number" && price !== priceOf(answers));
  const told = best && isSupposed(answers) ? others.flatMap((price) => line(/** @type {number} */ (price), best, answers) ?? []) : [];
  one("[data-list=usual]").replaceChildren(...told.map((words) => fact(words)));
  one("[data-usual]").hidden = !told.length;
}

/**
 * @param {number} cents of a price
 * @param {Card} best
 * @param {Answers} answers
 */
function line(cents, { place }, answers) {
  const { rules, answers: other } = pricedAt(answers, cents);
  const left = sum(conclude(rules, other).decisions[place].amounts[playing(program, place, "remaining")]);
  return left && filled(words.atPrice, (name) => (name === "left" ? left : money(cents, language)));
}
