// Numbers, amounts and dates as people write them and as they read them.
//
// Numbers are hundredths, amounts cents, days count from 1970-01-01: see engine.mjs.
// What is written here equals what `src/language/typeset/` writes on the other pages.

import { dateOf, dayOf } from "./engine.mjs";

/** @typedef {"fr" | "en"} Language */

const LOCALES = { fr: "fr-FR", en: "en-GB" };
const NO_BREAK = "\u00a0";

/** @param {Language} language */
export function money(cents, language) {
  const form = { style: "currency", currency: "EUR", minimumFractionDigits: cents % 100 ? 2 : 0 };
  return new Intl.NumberFormat(LOCALES[language], form).format(cents / 100);
}

/** @param {Language} language */
export function number(hundredths, language) {
  return new Intl.NumberFormat(LOCALES[language], { maximumFractionDigits: 2 }).format(hundredths / 100);
}

/** A day in full; French counts the first of a month. */
export function date(day, language) {
  const form = new Intl.DateTimeFormat(LOCALES[language], { dateStyle: "long", timeZone: "UTC" });
  const parts = Object.fromEntries(form.formatToParts(dateOf(day)).map(({ type, value }) => [type, value]));
  const first = language === "fr" && parts.day === "1" ? "er" : "";
  return `${parts.day}${first}${NO_BREAK}${parts.month} ${parts.year}`;
}

/**
 * Reads a number with at most two decimals: `1600`, `1 600,50`, `1,600.50`, `€1,600`, `14 h`.
 *
 * `1.600` is 1600 to some and 1.6 to others: it is not read. Neither is `1,600`, except
 * where it can only be English: on an English page, or after a euro sign.
 * @param {Language} language
 * @returns {number | undefined} hundredths
 */
export function readNumber(text, language) {
  const bare = text.replace(/\s+/g, " ").trim();
  const unit = /^(€)? ?(.*?) ?(?:€|eur|euros?|h|heures?|hours?)?$/i.exec(bare);
  const found = /^([1-9]\d{0,2}(?:([ ,.])\d{3})(?:\2\d{3})*|\d+)(?:([.,])(\d{1,2}))?$/.exec(unit[2]);
  if (!found) return undefined;
  const [, whole, mark, point, decimals = ""] = found;
  if (mark === "." || mark === ",") {
    const groups = whole.split(mark).length - 1;
    const english = mark === "," && (language === "en" || unit[1]);
    if (point === mark || (groups === 1 && !point && !english)) return undefined;
  }
  const read = Number(whole.replace(/\D/g, "") + decimals.padEnd(2, "0"));
  return Number.isSafeInteger(read) ? read : undefined;
}

/**
 * Reads a day from its three fields; undefined where there is no such day.
 * @returns {number | undefined}
 */
export function readDate(day, month, year) {
  const [d, m, y] = [day, month, year].map((part) => part.trim());
  if (![d, m].every((part) => /^\d{1,2}$/.test(part)) || !/^[1-9]\d{3}$/.test(y)) return undefined;
  return dayOf(Number(y), Number(m), Number(d));
}
