// The answers of a person in words.

import { date, money, number } from "./notation.mjs";
import { all, language, one, row, slot, text } from "./page.mjs";
import { boxes, check, fields } from "./question.mjs";

/** @import { Answers } from "./program.mjs" */
/** @import { Language } from "./notation.mjs" */

/**
 * Lists the answers that count, each with a link to change it.
 * @param {Element} place
 * @param {Answers} answers
 * @param {(question: number) => void} change
 */
export function list(place, answers, change) {
  const rows = answers.flatMap((value, question) => {
    if (value === undefined) return [];
    const field = fields(question);
    const several = boxes(field);
    // Several answers stand in one row, at the first option.
    if (several && answers.some((other, place) => other !== undefined && place < question && several.places.includes(place))) return [];
    const { fieldset } = several ?? field;
    const item = row("_answer-row");
    slot(item, "question", fieldset.dataset.short);
    slot(item, "subject", fieldset.dataset.short);
    slot(item, "answer", ...(several ? together(several, answers) : answer(question, value)));
    /** @type {HTMLAnchorElement} */
    const link = one("[data-slot=change]", item);
    link.href = `#${fieldset.id}`;
    link.addEventListener("click", (event) => {
      event.preventDefault();
      change(question);
    });
    return item;
  });
  place.replaceChildren(...rows);
}

/**
 * What was chosen among boxes, in the words of the page.
 * @param {NonNullable<ReturnType<typeof boxes>>} several
 * @param {Answers} answers
 */
function together(several, answers) {
  check(several, answers);
  const chosen = several.radios.filter((box) => box.checked).map(label);
  return [chosen.map((words) => words.map((part) => part.textContent).join("").trim()).join(" · ")];
}

/**
 * An answer in words: those of the page, with their markup, or a number as one reads it.
 * @param {number} question
 * @param {number | null} value
 * @returns {Array<ChildNode | string>}
 */
export function answer(question, value) {
  const { domain, radios, unknown } = fields(question);
  if (value !== null && !radios.length) return [answerIn(language, question, value)];
  return label(/** @type {Element} */ (value === null ? unknown : radios.find((radio) => radio.value === domain[value])));
}

/**
 * The words beside a control.
 * @param {Element} control
 */
function label(control) {
  const words = /** @type {Element} */ (control.closest("label")?.cloneNode(true));
  for (const part of all("input, small", words)) part.remove();
  return [...words.childNodes];
}

/**
 * A number, an amount or a day as one reads it.
 * @param {Language} language
 * @param {number} question
 * @param {number} value
 */
export function answerIn(language, question, value) {
  const { id, type } = fields(question);
  if (type === "date") return date(value, language);
  if (type === "money") return money(value, language);
  return `${number(type === "count" ? value * 100 : value, language)}\u00a0${text(/** @type {Element} */ (document.getElementById(`_unit-${id}`)))}`;
}
