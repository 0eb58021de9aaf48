// Numbers, amounts and dates as people type them, or paste them from a quote, a mail or a table.
//
// What is read is a number in hundredths, an amount in cents, or a day since 1970-01-01: see
// engine.mjs. What can be read in two ways is not guessed. No page, no words: an error is the
// name of what the page says of it.

import { dayOf } from "./days.mjs";
import { LOCALES } from "./notation.mjs";

/** @import { Language } from "./notation.mjs" */
/** @typedef {{value: number, error?: undefined} | {value?: undefined, error: string}} Found */

const TTC = String.raw`ttc|t\.t\.c\.?|toutes taxes comprises|net(?:te)?s?(?: de (?:taxes?|tva))?|(?:incl?(?:\.|uding|usive of)?|all) (?:vat|tax(?:es)?)|(?:vat|tax(?:es)?) incl(?:\.|uded)?`;
const EURO = "€|eur|euros?";
const HOUR = "h|hrs?|heures?|hours?";
const UNTAXED = /\bht\b|h\.t\.|\b(?:hors|excl(?:\.|uding)?|before|plus|ex) (?:taxes?|tva|vat)\b/i;
const TAXED = new RegExp(` ?\\(?(?:${TTC})\\)?$`, "i");
const PAID = new RegExp(`^(?:${EURO})? ?(.*?) ?(?:${EURO})?$`, "i");
/** `12 € 50`, as one says it. */
const SPOKEN = new RegExp(`^(\\d(?:[\\d ]*\\d)?) ?(?:${EURO}) ?(\\d\\d)$`, "i");
const LASTING = new RegExp(`^(.*\\d) ?(?:${HOUR})$`, "i");
/** `14h30`, `14:30`, `14 hours 30 minutes`. */
const CLOCK = new RegExp(`^(\\d+) ?(?::|${HOUR}) ?(?:et |and )?(\\d\\d?) ?(?:mn?|mins?|minutes?)?$`, "i");
const SHARED = /^(.*?) ?(?:%|pour ?cents?|per ?cent)$/i;

/**
 * Reads a number of a unit with at most two decimals: `1600`, `1 600,50 € TTC`, `1,600.50`,
 * `€1,600`, `14h30`.
 *
 * `1.600` is 1600 to some and 1.6 to others: it is not read. Neither is `1,600`, except
 * where it can only be English: on an English page, or after a euro sign. Hours are no euros,
 * and an amount without its tax is not the one that is asked for.
 * @param {string} text
 * @param {Language} language
 * @param {string} unit as the program names it
 * @param {boolean} [counted] what is counted is a whole number, and not in hundredths
 * @returns {Found}
 */
export function readNumber(text, language, unit, counted) {
  // What stands before a colon names the sum, as in a table; a point ends a sentence.
  const bare = plain(text).replace(/^[\p{L} .]+: ?/u, "").replace(/[.;,]$/, "");
  if (unit === "EUR") {
    if (LASTING.test(bare) || CLOCK.test(bare)) return { error: "hours" };
    if (UNTAXED.test(plain(text))) return { error: "untaxed" };
    const [, paid] = /** @type {RegExpExecArray} */ (PAID.exec(bare.replace(TAXED, "").replace(SPOKEN, "$1,$2")));
    // `€1,600` can only be English.
    return decimal(paid, /^€/.test(bare) ? "en" : language, true);
  }
  if (unit === "h") {
    const [, hours, minutes = ""] = CLOCK.exec(bare) ?? [];
    if (hours) return minutes < "6" || minutes.length < 2 ? { value: Math.round(Number(hours) * 100 + Number(minutes) / 0.6) } : { error: "format" };
    return decimal(LASTING.exec(bare)?.[1] ?? bare, language);
  }
  const found = decimal((unit === "percent" && SHARED.exec(bare)?.[1]) || bare, language);
  if (!counted || found.error !== undefined) return found;
  return found.value % 100 ? { error: "format" } : { value: found.value / 100 };
}

/**
 * @param {string} text
 * @param {Language} language
 * @param {boolean} [asked] whether it is told where it can be read in two ways
 * @returns {Found}
 */
function decimal(text, language, asked) {
  const written = /^([1-9]\d{0,2}(?:([ ,.'’])\d{3})(?:\2\d{3})*|\d+)(?:([.,])(\d{1,2}|[-–—]))?$/.exec(text);
  if (!written) return { error: "format" };
  const [, whole, mark, point, decimals = ""] = written;
  const english = mark === "," && language === "en";
  const twice = (mark === "." || mark === ",") && whole.split(mark).length === 2 && !point && !english;
  if (twice && asked) return { error: "ambiguous" };
  const value = Number(whole.replace(/\D/g, "") + decimals.replace(/\D/g, "").padEnd(2, "0"));
  // In `1.600.50` no mark can be that of the decimals.
  return twice || (point && point === mark) || !Number.isSafeInteger(value) ? { error: "format" } : { value };
}

/**
 * Reads a day from its three fields. A month may be named in either language, a year have two
 * digits, and more than one part stand in a field, with the name of the day of the week.
 * @param {string[]} written
 * @param {Language} language
 * @returns {Found} an error that begins with `missing` goes on with the names of the parts
 */
export function readDate(written, language) {
  const fields = written.map(parted);
  const tokens = fields.flat();
  const spread = fields.every((parts) => parts.length < 2) && !/^(?:\d{4}$|\p{L})/u.test(fields[0][0] ?? "");
  const found = spread ? { day: fields[0][0], month: fields[1][0], year: fields[2][0] } : placed(tokens);
  let { day = "1", month = "1", year = "2000" } = found;
  const read = /^\d\d?(?:er|st|nd|rd|th)?$/.test(day) && !Number.isNaN(monthOf(month)) && /^(?:[1-9]\d)?\d\d$/.test(year);
  if (!read || tokens.length > 3) return { error: "format" };
  const missing = Object.entries(found).flatMap(([part, text]) => (text === undefined ? [part] : []));
  if (missing.length) return { error: ["missing", ...missing].join(" ") };
  // Where nobody says which part is the month, Americans put it first.
  const whole = fields.some((parts) => parts.length === 3);
  const american = whole && language === "en" && day === tokens[0] && Number(day) <= 12 && day !== month;
  if (american && Number(month) <= 12) return { error: "order" };
  // `02/22/2027` has one reading only.
  if (american && /^\d+$/.test(month)) [day, month] = [month, day];
  const value = dayOf(year.length === 4 ? Number(year) : Number(year) + (year < "50" ? 2000 : 1900), monthOf(month), parseInt(day, 10));
  return value === undefined ? { error: "format" } : { value };
}

/**
 * The parts of what stands in one field, without what says nothing of the day.
 * @param {string} text
 */
function parted(text) {
  const bare = plain(text)
    .toLowerCase()
    .replace(/(?:t| (?:à |at )?|, ?)\d\d?[:h]\d{0,2}.*$/, "")
    .replace(/^(\d\d)(\d\d)((?:19|20)\d\d)$/, "$1 $2 $3")
    .replace(/^(\d{4})(\d\d)(\d\d)$/, "$1 $2 $3");
  const parts = bare.replace(/(\p{L})\./gu, "$1").split(/[\s./,'’\p{Pd}]+/u);
  const told = parts.filter((part) => part && !/^(?:le|du|the|of|on|de)$/.test(part));
  return told.filter((part) => told.length <= 3 || !/^\D/.test(part) || !named("weekday", part).length || part !== told[0]);
}

/**
 * Which part of a date is which, where they stand in one line.
 * @param {string[]} tokens
 */
function placed(tokens) {
  const named = tokens.find((token) => /^\p{L}/u.test(token));
  const full = tokens.find((token) => /^\d{4}$/.test(token));
  const numbers = tokens.filter((token) => token !== named && token !== full);
  if (full !== undefined && full === tokens[0]) numbers.reverse();
  const year = full ?? (tokens.length > 2 ? numbers.pop() : undefined);
  // `02/2027` lacks its day, `22/02` its year.
  if (named === undefined && year !== undefined && numbers.length === 1) numbers.unshift(/** @type {any} */ (undefined));
  const [day, month] = numbers;
  return { day, month: named ?? month, year };
}

/**
 * The number of a month, as it is written or named.
 * @param {string} text
 */
function monthOf(text) {
  if (/^\d\d?$/.test(text)) return Number(text);
  const months = named("month", text);
  return months.length === 1 ? months[0] + 1 : NaN;
}

/** @type {Record<string, string[][]>} */
const calendars = {};

/**
 * The months, or the days of the week, whose name in either language begins so.
 * @param {"month" | "weekday"} kind
 * @param {string} text
 */
function named(kind, text) {
  /** @param {string} word */
  const letters = (word) => word.toLowerCase().normalize("NFD").replace(/[^a-z]/g, "");
  const [count, step] = kind === "month" ? [12, 31] : [7, 1];
  const calendar = (calendars[kind] ??= Object.values(LOCALES).map((locale) => {
    const form = new Intl.DateTimeFormat(locale, { [kind]: "long", timeZone: "UTC" });
    // Steps of 31 days from a first of January meet every month.
    return Array.from({ length: count }, (_, nth) => letters(form.format(Date.UTC(2024, 0, 1 + nth * step))));
  }));
  const wanted = letters(text);
  const places = calendar.flatMap((names) => names.flatMap((name, place) => (wanted.length >= 3 && name.startsWith(wanted) ? [place] : [])));
  return [...new Set(places)];
}

/**
 * A text without what a copy brings along unseen: signs without a width, marks of direction,
 * wide digits, spaces of every kind.
 * @param {string} text
 */
function plain(text) {
  return text
    .replace(/[\p{Cf}\ufe0f]/gu, "")
    .replace(/[\uff01-\uff5e]/g, (sign) => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(/\p{Lm}/gu, (letter) => letter.normalize("NFKC"))
    .replace(/\s+/g, " ")
    .trim();
}
