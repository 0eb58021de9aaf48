// The dated figures in the texts, as they are on the day of the request.

import { dateOf } from "./engine.mjs";
import { all, one } from "./page.mjs";

/** @param {number} reference */
export function showFigures(reference) {
  const day = dateOf(reference).toISOString().slice(0, 10);
  for (const figure of all("[data-parameter]")) {
    const values = all(":scope > [data-from]", figure);
    if (!values.length) continue;
    const unknown = one(":scope > [data-unknown]", figure);
    const past = unknown && day > (figure.dataset.until ?? "9");
    const held = past ? unknown : (values.findLast((value) => value.dataset.from <= day) ?? unknown ?? values[0]);
    for (const value of figure.children) value.hidden = value !== held;
  }
}
