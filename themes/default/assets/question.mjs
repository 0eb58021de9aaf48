// One question: its fields, what stands in them, and what is said when that is no answer.

import { dateOf } from "./days.mjs";
import { all, filled, language, one, row, text, words } from "./page.mjs";
import program from "./program.mjs";
import { readDate, readNumber } from "./reading.mjs";

/** @import { Answer, Answers } from "./program.mjs" */
/** @typedef {ReturnType<typeof fields>} Field */
/** @typedef {Pick<Field, "id" | "fieldset" | "radios" | "texts" | "error">} Parts what an error is told at */

/**
 * The elements of a question.
 * @param {number} place
 */
export function fields(place) {
  const [id, unit, domain, traits] = program.questions[place];
  const fieldset = /** @type {HTMLElement} */ (document.getElementById(`_ask-${id}`));
  /** @type {HTMLInputElement[]} */
  const radios = all("[type=radio]", fieldset);
  /** @type {HTMLInputElement[]} */
  const texts = all("[type=text]", fieldset);
  return {
    id,
    domain: /** @type {Array<string | number>} */ (domain),
    fieldset,
    type: fieldset.dataset.type,
    unit,
    radios,
    texts,
    unknown: traits & 1 ? /** @type {HTMLInputElement} */ (document.getElementById(`_q-${id}-unknown`)) : null,
    error: /** @type {HTMLElement} */ (document.getElementById(`_error-${id}`)),
  };
}

/**
 * The boxes of a question with several answers of which this one is an option, with the places of
 * all its options; nothing where it is asked alone.
 * @param {Field} field
 */
export function boxes({ fieldset }) {
  const { several } = fieldset.dataset;
  if (!several) return undefined;
  const own = /** @type {HTMLElement} */ (document.getElementById(`_ask-${several}`));
  /** @type {HTMLInputElement[]} */
  const all = [...own.querySelectorAll("input")];
  const places = all.map(({ value }) => program.questions.findIndex(([id]) => value && id === `${several}_${value}`));
  const error = /** @type {HTMLElement} */ (document.getElementById(`_error-${several}`));
  return { id: several, fieldset: own, radios: all, texts: [], error, places };
}

/**
 * What is answered, by the places of questions, or what is wrong with it.
 * @typedef {{given: Array<[place: number, value: number | null]>, error?: undefined} | {given?: undefined, error: string}} Given
 */

/**
 * What is chosen among boxes: an answer to each option.
 * @param {NonNullable<ReturnType<typeof boxes>>} boxes
 * @returns {Given}
 */
export function chosen({ radios, places }) {
  if (!radios.some((box) => box.checked)) return { error: "empty" };
  const unsure = radios.some((box) => box.checked && box.value === "unknown");
  return { given: places.flatMap((place, nth) => (place < 0 ? [] : [[place, unsure ? null : radios[nth].checked ? 0 : 1]])) };
}

/**
 * What stands in the fields of one question, as the answer to it.
 * @param {number} place
 * @param {ReturnType<typeof read>} found
 * @returns {Given}
 */
export function answered(place, { value, error }) {
  return error === undefined ? { given: [[place, /** @type {number | null} */ (value)]] } : { error };
}

/**
 * Checks the boxes of what was answered.
 * @param {NonNullable<ReturnType<typeof boxes>>} boxes
 * @param {Answers} answers
 */
export function check({ radios, places }, answers) {
  const given = places.filter((place) => place >= 0).map((place) => answers[place]);
  radios.forEach((box, nth) => {
    if (places[nth] >= 0) box.checked = answers[places[nth]] === 0;
    else box.checked = given.every((answer) => answer === (box.value ? null : 1));
  });
}

/**
 * What stands in the fields of a question: its value, or what is wrong with it.
 * @param {Field} field
 * @returns {{value: number | null, error?: undefined} | {value?: undefined, error: string}}
 */
export function read({ type, unit, domain, radios, texts, unknown }) {
  if (unknown?.checked) return { value: null };
  if (radios.length) {
    const chosen = radios.find((radio) => radio.checked);
    return chosen ? { value: domain.indexOf(chosen.value) } : { error: "empty" };
  }
  const written = texts.map((text) => text.value);
  if (written.every((part) => !part.trim())) return { error: "empty" };
  const { value, error } = type === "date" ? readDate(written, language) : readNumber(written[0], language, unit, type === "count");
  if (error !== undefined) return { error };
  const [low, high] = /** @type {number[]} */ (domain);
  return value >= low && value <= high ? { value } : { error: "format" };
}

/**
 * Puts an answer into its fields, unless it stands there already in the person's own writing.
 * @param {Field} field
 * @param {Answer} value
 */
export function fill(field, value) {
  if (value === undefined || read(field).value === value) return;
  const { type, domain, radios, texts, unknown } = field;
  for (const radio of radios) radio.checked = radio.value === domain[/** @type {number} */ (value)];
  if (unknown) unknown.checked = value === null;
  const day = dateOf(/** @type {number} */ (value));
  const parts = type === "date" ? [day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear()] : [/** @type {number} */ (value) / (type === "count" ? 1 : 100)];
  texts.forEach((text, part) => {
    text.value = value === null ? "" : String(parts[part]).replace(".", language === "fr" ? "," : ".");
  });
}

/**
 * Says what is wrong with an answer, and goes there.
 * @param {Parts} field
 * @param {string} wrong
 */
export function complain(field, wrong) {
  mark(field, wrong);
  attend();
}

/**
 * Says what is wrong with an answer: an error of its own, or that it cannot be true together
 * with others, to each of which `others` leads.
 * @param {Parts} field
 * @param {string} wrong
 * @param {Node[]} others
 */
export function mark({ id, fieldset, radios, texts, error }, wrong, others = []) {
  const [name, ...parts] = wrong.split(" ");
  const messages = all("[data-error]", error);
  const message = messages.find((found) => found.dataset.error === name) ?? messages[0];
  if (parts.length) message.textContent = filled(words.missing, () => parts.map((part) => words[part]).join(words.and));
  for (const found of messages) found.hidden = found !== message;
  error.hidden = false;
  for (const input of texts) input.setAttribute("aria-invalid", "true");
  for (const input of radios.length ? [fieldset] : texts) describe(input, id, true);
  const item = row("_error-row");
  /** @type {HTMLAnchorElement} */
  const link = one("a", item);
  const control = radios[0] ?? texts[0];
  link.textContent = text(message);
  link.href = `#${control.id}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    control.focus();
  });
  one("[data-list=errors]").replaceChildren(item, ...others);
  one("#_errors").hidden = false;
  if (!document.title.startsWith(words.errorPrefix)) document.title = `${words.errorPrefix} ${document.title}`;
}

/** Leads to what was said to be wrong. */
export function attend() {
  scrollTo(0, 0);
  one("#_errors").focus({ preventScroll: true });
}

/** @param {Parts} field */
export function quiet({ id, fieldset, texts, error }) {
  one("#_errors").hidden = true;
  error.hidden = true;
  for (const input of [fieldset, ...texts]) {
    input.removeAttribute("aria-invalid");
    if (input.hasAttribute("aria-describedby")) describe(input, id, false);
  }
}

/**
 * @param {Element} element
 * @param {string} id
 * @param {boolean} wrong
 */
function describe(element, id, wrong) {
  const hint = document.getElementById(`_hint-${id}`) ? [`_hint-${id}`] : [];
  const ids = wrong ? [...hint, `_error-${id}`] : hint;
  if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
  else element.removeAttribute("aria-describedby");
}
