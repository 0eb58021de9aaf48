// What is said of an answer that cannot be true together with others.

import { answer } from "./answers.mjs";
import { all, one, row, slot } from "./page.mjs";
import { boxes, fields, mark } from "./question.mjs";

/** @import { Answers } from "./program.mjs" */
/** @import { Refused } from "./engine.mjs" */

/**
 * Says so at the answer that completes the contradiction, with each of the others.
 * @param {Refused} refused
 * @param {Answers} answers
 * @param {(question: number) => void} change leads to one of the others
 */
export function contradict({ contradiction, question, others }, answers, change) {
  const own = fields(question);
  const field = boxes(own) ?? own;
  const words = one("span", all("[data-contradiction]")[contradiction]).cloneNode(true);
  one("[data-error=contradiction]", field.error).replaceChildren(words);
  const rows = others.map((other) => {
    const item = row("_other-row");
    const { fieldset } = fields(other);
    slot(item, "question", fieldset.dataset.short);
    slot(item, "answer", ...answer(other, /** @type {number} */ (answers[other])));
    /** @type {HTMLAnchorElement} */
    const link = one("a", item);
    link.href = `#${fieldset.id}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      change(other);
    });
    return item;
  });
  mark(field, "contradiction", rows);
}
