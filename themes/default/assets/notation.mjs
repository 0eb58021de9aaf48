// Numbers, amounts and dates as the page writes them; `reading.mjs` reads what people write.
//
// Numbers are hundredths, amounts cents, days count from 1970-01-01: see engine.mjs.
// What is written here equals what `src/language/typeset/` writes on the other pages.

import { dateOf } from "./days.mjs";

/** @typedef {"fr" | "en"} Language */

export const LOCALES = { fr: "fr-FR", en: "en-GB" };
const NO_BREAK = "\u00a0";

/**
 * @param {number} cents
 * @param {Language} language
 */
export function money(cents, language) {
  return written(language, { style: "currency", currency: "EUR", minimumFractionDigits: cents % 100 ? 2 : 0 }, cents);
}

/**
 * @param {number} hundredths
 * @param {Language} language
 */
export function number(hundredths, language) {
  return written(language, { maximumFractionDigits: 2 }, hundredths);
}

/**
 * Each takes a browser longer to make than all its numbers or days to write.
 * @type {Record<string, Intl.NumberFormat>}
 */
const forms = {};
/** @type {Partial<Record<Language, Intl.DateTimeFormat>>} */
const calendars = {};

/**
 * @param {Language} language
 * @param {Intl.NumberFormatOptions} options
 * @param {number} hundredths
 */
function written(language, options, hundredths) {
  const form = (forms[language + options.style + options.minimumFractionDigits] ??= new Intl.NumberFormat(LOCALES[language], options));
  return form.format(hundredths / 100);
}

/**
 * A day in full; French counts the first of a month.
 * @param {number} day
 * @param {Language} language
 */
export function date(day, language) {
  const calendar = (calendars[language] ??= new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: "UTC" }));
  const parts = Object.fromEntries(calendar.formatToParts(dateOf(day)).map(({ type, value }) => [type, value]));
  const first = language === "fr" && parts.day === "1" ? "er" : "";
  return `${parts.day}${first}${NO_BREAK}${parts.month} ${parts.year}`;
}
