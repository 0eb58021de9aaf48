// Who pays: the price as a bar, with what somebody pays for sure, may pay, and what is left.

import { money } from "./notation.mjs";
import { all, language, one, slot } from "./page.mjs";
import { percent, picture, shape } from "./picture.mjs";
import { isSupposed, priceOf } from "./price.mjs";
import program from "./program.mjs";

/** @import { Answers } from "./program.mjs" */
/** @import { Concluded, Quantity } from "./engine.mjs" */

/**
 * Parts of a price, in cents: paid by another route, surely paid, perhaps paid, one's own; and whether
 * nobody says the price.
 * @typedef {{price: number, supposed: boolean, other: number, sure: number, maybe: number, own: number}} Parts
 */

const HEIGHT = 34;

/**
 * The parts of the price by one route; undefined where no price is known, or no amount.
 * @param {number} place of the decision
 * @param {Concluded} concluded
 * @param {boolean} granted whether nobody has to agree first
 * @param {Answers} answers
 * @returns {Parts | undefined}
 */
export function partsOf(place, { amounts }, granted, answers) {
  const price = priceOf(answers);
  if (!price || !amounts.length) return undefined;
  const [, , , , formulas] = program.decisions[place];
  const [paid, left] = [["covered", "complement"], ["remaining"]].map((roles) =>
    formulas.reduce(
      ([low, high], [id], nth) => {
        if (!roles.includes(program.roles[id])) return [low, high];
        const [least, most] = ends(amounts[nth], price);
        return [low + least, high + most];
      },
      [0, 0],
    ),
  );
  const other = Math.max(0, price - Math.max(paid[0] + left[1], paid[1] + left[0]));
  const sure = granted ? Math.min(paid[0], price - other) : 0;
  const own = Math.min(left[0], price - other - sure);
  return { price, supposed: isSupposed(answers), other, sure, maybe: price - other - sure - own, own };
}

/**
 * Draws the parts of a price above the amounts that say them.
 * @param {HTMLElement} place
 * @param {string} id of what it belongs to
 * @param {Parts | undefined} parts
 */
export function drawBar(place, id, parts) {
  place.hidden = !parts;
  if (!parts) return;
  slot(place, "price", money(parts.price, language));
  one("[data-supposed]", place).hidden = !parts.supposed;
  let from = 0;
  const shapes = /** @type {const} */ (["other", "sure", "maybe", "own"]).flatMap((part) => {
    const wide = parts[part];
    if (!wide) return [];
    const box = shape("rect", { class: part, x: percent(from, parts.price), y: 2, width: percent(wide, parts.price), height: HEIGHT - 4 });
    from += wide;
    return [box];
  });
  place.append(picture(HEIGHT, `_bar-${id}`, `_facts-${id}`, shapes));
}

/**
 * Marks the amounts of a card as the parts of its bar.
 * @param {HTMLElement} block
 * @param {Parts | undefined} parts
 * @param {boolean} granted
 */
export function markParts(block, parts, granted) {
  for (const cell of all("[data-amount]", block)) {
    const role = program.roles[cell.dataset.amount] ?? "";
    const { dataset } = /** @type {HTMLElement} */ (cell.parentElement);
    const paid = role === "covered" || role === "complement";
    if (paid || role === "remaining" || role === "if_refused") dataset.role = role;
    dataset.part = !parts ? "" : paid ? (granted && !parts.maybe ? "sure" : "maybe") : role === "remaining" ? "own" : "";
  }
  /** @type {HTMLElement | null} */
  const other = one("[data-part=other]", block);
  if (!other) return;
  other.hidden = !parts?.other;
  slot(other, "other", money(parts?.other ?? 0, language));
}

/**
 * @param {Quantity | undefined} quantity
 * @param {number} price what it is at most
 */
function ends(quantity, price) {
  if (typeof quantity !== "object") return quantity === "none" ? [0, 0] : [0, price];
  return [Math.max(0, quantity.low), Math.min(price, quantity.high)];
}
