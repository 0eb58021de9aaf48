// The dated figures in the texts, as they are on the day of the request.

import { dateOf } from "./days.mjs";
import { all } from "./page.mjs";

/** @param {number} reference */
export function showFigures(reference) {
  const day = dateOf(reference).toISOString().slice(0, 10);
  for (const figure of all("[data-parameter]")) {
    const texts = /** @type {HTMLElement[]} */ ([...figure.children]);
    const { until } = figure.dataset;
    const dated = until < day ? null : texts.findLast((text) => text.dataset.from <= day);
    const held = dated ?? texts.at(until ? -1 : 0);
    for (const text of texts) text.hidden = text !== held;
  }
}
