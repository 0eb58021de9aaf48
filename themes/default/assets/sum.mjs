// How the amounts of a card come about: line by line, and what the one that is paid is the least of.

import { dateOf } from "./days.mjs";
import { formulasOf, playing, settledAmount } from "./engine.mjs";
import { money } from "./notation.mjs";
import { all, inside, language, one, row, slot } from "./page.mjs";
import { priceFormula, priceOf, resolved } from "./price.mjs";
import program from "./program.mjs";
import { fields } from "./question.mjs";

/** @import { Answers, Formula } from "./program.mjs" */
/** @typedef {["min" | "max", ...Formula[]]} Extreme */

/**
 * Tells the sum of a card in its "why": the price, less what is paid, is what is left.
 * @param {HTMLElement} why
 * @param {HTMLElement} block
 * @param {number} place of the decision
 * @param {Answers} answers
 */
export function tellSum(why, block, place, answers) {
  const [id, , , , amounts] = program.decisions[place];
  const cells = all("[data-amount], [data-slot=other]", block).filter((cell) => !cell.closest("div[hidden]"));
  const told = cells.flatMap((cell) => {
    const role = cell.dataset.amount === undefined ? "complement" : program.roles[cell.dataset.amount];
    const sign = role === "remaining" ? "=" : role === "covered" || role === "complement" ? "−" : undefined;
    return sign ? [line(sign, inside(/** @type {Element} */ (cell.previousElementSibling)), inside(cell))] : [];
  });
  const price = priceOf(answers);
  const sum = one("[data-sum]", why);
  sum.hidden = price === undefined || !told.length;
  if (price === undefined || sum.hidden) return;
  // What is left comes last, as in a sum on paper.
  told.sort((a, b) => Number(a.dataset.sign === "=") - Number(b.dataset.sign === "="));
  one("[data-list=reckoned]", sum).append(line("", named(priceFormula(answers)), [money(price, language)]), ...told);
  const covered = playing(program, place, "covered");
  if (covered >= 0) tellParts(one("[data-parts]", sum), /** @type {Formula} */ (formulasOf(program, place, covered)[0]), `[data-decision="${id}"] [data-amount="${amounts[covered][0]}"]`, answers);
  const figures = new Set(formulasOf(program, place, Math.max(covered, 0)).flatMap((formula) => figuresOf(formula, answers)));
  one("[data-list=figures]", sum).append(...[...figures].flatMap((figure) => figureRow(figure, answers) ?? []));
}

/**
 * @param {string} sign
 * @param {Array<Node | string>} name
 * @param {Array<Node | string>} sum
 */
function line(sign, name, sum) {
  const told = row("_reckoned-row");
  told.dataset.sign = sign;
  slot(told, "sign", sign);
  slot(told, "name", ...name);
  slot(told, "sum", ...sum);
  return told;
}

/**
 * Of which sums an amount is the least, or the most, and which one was taken.
 * @param {HTMLElement} place
 * @param {Formula} formula
 * @param {string} cell
 * @param {Answers} answers
 */
function tellParts(place, formula, cell, answers) {
  const found = extreme(formula, answers);
  place.hidden = !found;
  if (!found) return;
  const [kind, ...parts] = found;
  slot(place, "which", ...inside(/** @type {Element} */ (one(cell).previousElementSibling)));
  for (const words of all("[data-which]", place)) words.hidden = words.dataset.which !== kind;
  const values = parts.map((part) => settledAmount(program, [part], answers));
  const known = values.filter((value) => value !== undefined);
  const taken = Math[kind](...known);
  one("[data-list=parts]", place).append(
    ...parts.map((part, nth) => {
      const told = row("_part-row");
      slot(told, "name", ...named(part));
      slot(told, "sum", values[nth] === undefined ? "…" : money(values[nth], language));
      one("[data-taken]", told).hidden = values[nth] !== taken || known.length < parts.length;
      return told;
    }),
  );
}

/**
 * The choice between several sums that a formula comes to: what no condition leads to is left out,
 * and so is that nothing is less than nothing.
 * @param {Formula} formula
 * @param {Answers} answers
 * @returns {Extreme | undefined}
 */
function extreme(formula, answers) {
  const met = resolved(formula, answers);
  if (!Array.isArray(met) || (met[0] !== "min" && met[0] !== "max")) return undefined;
  const [kind, ...parts] = met;
  const others = parts.filter((part) => part !== 0);
  if (others.length > 1) return [kind, ...others];
  return others.length ? extreme(others[0], answers) : undefined;
}

/**
 * What a part of a formula is called on the page.
 * @param {Formula} formula
 * @returns {Array<Node | string>}
 */
function named(formula) {
  if (!Array.isArray(formula)) return [typeof formula === "number" ? money(formula, language) : "…"];
  switch (formula[0]) {
    case "q": return [fields(formula[1]).fieldset.dataset.short];
    case "p": return inside(one(`[data-figure="${formula[1]}"] b`));
    case "a": {
      const [, decision, amount] = formula;
      const [id, , , , amounts] = program.decisions[decision];
      return inside(/** @type {Element} */ (one(`[data-decision="${id}"] [data-amount="${amounts[amount][0]}"]`).previousElementSibling));
    }
    case "+":
    case "-": return [...named(formula[1]), formula[0] === "-" ? " − " : " + ", ...named(formula[2])];
    default: return ["…"];
  }
}

/**
 * The values that a formula reads where the answers lead.
 * @param {Formula} formula
 * @param {Answers} answers
 * @returns {number[]}
 */
function figuresOf(formula, answers) {
  const met = resolved(formula, answers);
  if (!Array.isArray(met)) return [];
  if (met[0] === "p") return [met[1]];
  if (met[0] === "a") return formulasOf(program, met[1], met[2]).flatMap((part) => figuresOf(part, answers));
  return /** @type {Formula[]} */ (met.slice(1)).flatMap((part) => figuresOf(part, answers));
}

/**
 * A value as it is on the day of the request, with its day and its source.
 * @param {number} figure
 * @param {Answers} answers
 */
function figureRow(figure, answers) {
  /** @type {HTMLElement | null} */
  const found = one(`[data-figure="${figure}"]`);
  if (!found) return undefined;
  const told = /** @type {HTMLElement} */ (found.cloneNode(true));
  const day = dateOf(/** @type {number} */ (answers[program.reference])).toISOString().slice(0, 10);
  const dated = all("[data-from]", told);
  const held = told.dataset.until < day ? one("[data-unknown]", told) : dated.findLast((text) => text.dataset.from <= day);
  for (const other of all("[data-from], [data-unknown]", told)) if (other !== held) other.remove();
  return told;
}

