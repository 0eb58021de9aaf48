// Numbers, amounts and dates as people write them and as they read them.
//
// Numbers are hundredths, amounts cents, days count from 1970-01-01: see engine.mjs.
// What is written here equals what `src/language/typeset/` writes on the other pages.

import { dateOf, dayOf } from "./days.mjs";

/** @typedef {"fr" | "en"} Language */

const LOCALES = { fr: "fr-FR", en: "en-GB" };
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

/**
 * Reads a number with at most two decimals: `1600`, `1 600,50`, `1,600.50`, `€1,600`, `14 h`.
 * 
 * `1.600` is 1600 to some and 1.6 to others: it is not read. Neither is `1,600`, except
 * where it can only be English: on an English page, or after a euro sign.
 * @param {string} text
 * @param {Language} language
 * @param {boolean} [counted]
 * @returns {number | undefined} hundredths; of what is counted, the whole number itself
 */
export function readNumber(text, language, counted) {
  const found = parts(text);
  if (!found || ambiguous(text, language)) return undefined;
  const [, whole, mark, point, decimals = ""] = found;
  // In `1.600.50` no mark can be that of the decimals.
  if (point && point === mark) return undefined;
  const read = Number(whole.replace(/\D/g, "") + decimals.padEnd(2, "0"));
  const value = counted ? read / 100 : read;
  return Number.isSafeInteger(value) ? value : undefined;
}

/**
 * Whether a number can be read in two ways.
 * @param {string} text
 * @param {Language} language
 */
export function ambiguous(text, language) {
  const [, whole = "", mark, point] = parts(text) ?? [];
  const english = mark === "," && (language === "en" || /^\s*€/.test(text));
  return (mark === "." || mark === ",") && whole.split(mark).length === 2 && !point && !english;
}

/**
 * The whole part, the mark between its thousands, that of the decimals, and the decimals.
 * @param {string} text
 */
function parts(text) {
  const bare = text.replace(/\s+/g, " ").trim();
  const [, , number] = /** @type {RegExpExecArray} */ (/^(€)? ?(.*?) ?(?:€|eur|euros?|h|heures?|hours?)?$/i.exec(bare));
  return /^([1-9]\d{0,2}(?:([ ,.])\d{3})(?:\2\d{3})*|\d+)(?:([.,])(\d{1,2}))?$/.exec(number);
}

/**
 * Reads a day from its three fields; undefined where there is no such day. A month may be
 * named, a year have two digits, and a whole date stand in the first field.
 * @param {string[]} written
 * @param {Language} language
 * @returns {number | undefined}
 */
export function readDate(written, language) {
  const [first, ...rest] = written.map((part) => part.trim().toLowerCase());
  const inOne = rest.every((part) => !part);
  const split = inOne ? first.replace(/(\p{L})\.?/gu, "$1").split(/[\s./-]+/).filter((part) => part !== "of") : [first, ...rest];
  const [d, m, y] = /^\d{4}$/.test(split[0]) ? [...split].reverse() : split;
  if (split.length !== 3 || !/^\d{1,2}(er|st|nd|rd|th)?$/.test(d) || !/^([1-9]\d)?\d\d$/.test(y)) return undefined;
  const [day, month] = [parseInt(d, 10), /^\d{1,2}$/.test(m) ? Number(m) : named(m, language)];
  // Where nobody says which field is the month, Americans put it first.
  const american = inOne && language === "en" && /^\d+$/.test(m) && day <= 12 && day !== month && d === split[0];
  return american ? undefined : dayOf(y.length === 4 ? Number(y) : Number(y) + (y < "50" ? 2000 : 1900), month, day);
}

/**
 * The month of this name, or of the only name that begins so.
 * @param {string} text
 * @param {Language} language
 */
function named(text, language) {
  /** @param {string} word */
  const plain = (word) => word.toLowerCase().normalize("NFD").replace(/[^a-z]/g, "");
  const wanted = plain(text);
  const names = Array.from({ length: 12 }, (_, month) => {
    const form = new Intl.DateTimeFormat(LOCALES[language], { month: "long", timeZone: "UTC" });
    return plain(form.format(new Date(Date.UTC(2000, month, 1))));
  });
  const found = names.filter((name) => wanted.length >= 3 && name.startsWith(wanted));
  return found.length === 1 ? names.indexOf(found[0]) + 1 : NaN;
}
