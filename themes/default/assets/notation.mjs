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
  /** @type {Intl.NumberFormatOptions} */
  const form = { style: "currency", currency: "EUR", minimumFractionDigits: cents % 100 ? 2 : 0 };
  return new Intl.NumberFormat(LOCALES[language], form).format(cents / 100);
}

/**
 * @param {number} hundredths
 * @param {Language} language
 */
export function number(hundredths, language) {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(hundredths / 100);
}

/**
 * Each takes a browser longer to make than all its days to write.
 * @type {Partial<Record<Language, Intl.DateTimeFormat>>}
 */
const calendars = {};

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
