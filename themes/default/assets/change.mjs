// What would open a route that is not open: other answers, or a later day.

import { answer } from "./answers.mjs";
import { body } from "./card.mjs";
import { date } from "./notation.mjs";
import { fact, filled, language, one, row, words } from "./page.mjs";
import { fields } from "./question.mjs";

/** @import { Change, Counterfactuals } from "./why.mjs" */

/** A longer list is no advice: to be anything but what one is opens many routes. */
const MOST_OPTIONS = 3;

/**
 * Puts into a card what would open its route, or may.
 * @param {HTMLElement} block
 * @param {Counterfactuals | undefined} counterfactuals
 * @param {number} reference the question whose answer `opensOn` is a later one of
 */
export function tellChanges(block, counterfactuals, reference) {
  if (!counterfactuals) return;
  const { opensOn, changes } = counterfactuals;
  const others = changes.filter(({ question, options = [] }) => question !== reference && options.length <= MOST_OPTIONS);
  const items = others.map((change) => (change.sure ? told(change) : [...told(change), ` ${words.maybe}`]));
  if (opensOn !== undefined) items.unshift([filled(words.opensOn, () => date(opensOn, language))]);
  if (!items.length) return;
  const copy = row("_change-block");
  copy.dataset.copy = "";
  one("ul", copy).append(...items.map((content) => fact(...content)));
  body(block).append(copy);
}

/**
 * One change in words: the question by its short name, and the answers that would do.
 * @param {Change} change
 */
function told({ question, options, low, high }) {
  const { fieldset, type } = fields(question);
  const name = `${fieldset.dataset.short}${words.colon}`;
  /** @param {number} value */
  const said = (value) => answer(question, value);
  if (options) return [name, ...options.flatMap((option, nth) => (nth ? [` ${words.or} `, ...said(option)] : said(option)))];
  const day = type === "date";
  const [from, to, both] = day ? [words.dayFrom, words.dayTo, words.dayRange] : [words.atLeast, words.atMost, words.range];
  const form = low === undefined ? to : high === undefined ? from : both;
  /** @param {number | undefined} value */
  const plain = (value) => (value === undefined ? "" : said(value).join(""));
  return [name, filled(form, (end) => plain(end === "min" ? low : high))];
}
