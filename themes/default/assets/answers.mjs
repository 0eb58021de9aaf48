// The answers of a person in words.

import { date, money, number } from "./notation.mjs";
import { all, language, one, row, slot, text } from "./page.mjs";
import program from "./program.mjs";
import { fields } from "./question.mjs";

/**
 * Lists the answers that count, each with a link to change it.
 * @param {Array<number | null | undefined>} answers
 * @param {(question: number) => void} change
 */
export function list(place, answers, change) {
  const rows = answers.map((value, question) => {
    if (value === undefined) return null;
    const { fieldset } = fields(question);
    const item = row("_answer-row");
    slot(item, "question", fieldset.dataset.short);
    slot(item, "subject", fieldset.dataset.short);
    slot(item, "answer", ...answer(question, value));
    const link = one("[data-slot=change]", item);
    link.href = `#${fieldset.id}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      change(question);
    });
    return item;
  });
  place.replaceChildren(...rows.filter(Boolean));
}

/** An answer in words: those of the page, with their markup, or a number as one reads it. */
export function answer(question, value) {
  const { domain, radios, unknown } = fields(question);
  if (value !== null && !radios.length) return [answerIn(language, question, value)];
  const control = value === null ? unknown : radios.find((radio) => radio.value === domain[value]);
  const label = control.closest("label").cloneNode(true);
  for (const part of all("input, small", label)) part.remove();
  return [...label.childNodes];
}

/** A number, an amount or a day as one reads it. */
export function answerIn(language, question, value) {
  const { id, type } = fields(question);
  if (type === "date") return date(value, language);
  if (type === "money") return money(value, language);
  return `${number(value, language)}\u00a0${text(document.getElementById(`_unit-${id}`))}`;
}
