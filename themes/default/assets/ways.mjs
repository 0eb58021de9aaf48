// The ways side by side: one row for each, with a word, its amounts and its time.

import { filled, inside, one, row, slot, text, words } from "./page.mjs";
import { amountOf, stateOf } from "./plan.mjs";

/** @import { Card } from "./result.mjs" */

/** @param {Card[]} cards the best first */
export function compareWays(cards) {
  one("[data-list=ways]").replaceChildren(...cards.map(({ block }) => wayRow(block)));
}

/** @param {HTMLElement} block */
function wayRow(block) {
  const told = row("_way-row");
  slot(told, "way", ...inside(one("h3", block)));
  /** @type {HTMLAnchorElement} */
  const link = one("[data-slot=way]", told);
  link.href = `#${one(".way", block).id}`;
  const state = stateOf(block);
  const word = one("[data-slot=state]", told);
  word.append(state ? text(state) : "");
  /** @type {HTMLElement} */ (word.parentElement).dataset.state = state?.parentElement?.dataset.state ?? "";
  const [covered, remaining, refused] = [amountOf(block, "covered"), amountOf(block, "remaining"), amountOf(block, "if_refused")];
  slot(told, "covered", ...(covered ? sumOf(covered) : ["–"]));
  slot(told, "remaining", ...(remaining ? sumOf(remaining) : ["–"]));
  if (refused) {
    const note = document.createElement("small");
    note.textContent = filled(words.otherwise, () => text(refused));
    one("[data-slot=remaining]", told).append(" ", note);
  }
  for (const name of ["delay", "employer"]) {
    /** @type {HTMLElement | null} */
    const found = one(`[data-fact=${name}]`, block);
    slot(told, name, ...(found ? inside(found) : []));
  }
  return told;
}

/**
 * An amount without what it is if a value stays what it was: the card says so.
 * @param {HTMLElement} cell
 */
function sumOf(cell) {
  const [amount] = inside(cell);
  return [amount?.textContent ?? ""];
}
