// Days, which count from 1970-01-01, and the calendar. `src/rules/book/calendar.rs` does the same.

/** @import { Period } from "./program.mjs" */

/**
 * The day of a calendar date, or undefined where there is no such date.
 * @param {number} year
 * @param {number} month
 * @param {number} day
 */
export function dayOf(year, month, day) {
  const time = Date.UTC(year, month - 1, day);
  const date = new Date(time);
  const same = date.getUTCFullYear() === year && date.getUTCMonth() === month - 1;
  return same && date.getUTCDate() === day ? time / 86400000 : undefined;
}

/**
 * The calendar date of a day, as a Date at midnight UTC.
 * @param {number} day
 */
export function dateOf(day) {
  return new Date(day * 86400000);
}

/**
 * A day moved by so many units; a month without the day ends on its last one.
 * @param {number} day
 * @param {number} count
 * @param {Period} unit
 */
export function shift(day, count, unit) {
  if (unit === "days") return day + count;
  if (unit === "weeks") return day + 7 * count;
  const date = dateOf(day);
  const months = date.getUTCFullYear() * 12 + date.getUTCMonth() + count * (unit === "years" ? 12 : 1);
  const [year, month] = [Math.floor(months / 12), ((months % 12) + 12) % 12];
  const last = new Date(Date.UTC(year, month + 1, 0)).getUTCDate();
  return Date.UTC(year, month, Math.min(date.getUTCDate(), last)) / 86400000;
}

/**
 * How many whole units lie between two days, in hundredths; below nothing where the second comes first.
 * @param {number} from
 * @param {number} to
 * @param {number} unit so many days, or below nothing so many months
 */
export function between(from, to, unit) {
  if (unit > 0) return Math.floor((to - from) / unit) * 100;
  const [first, last] = [from, to].map(dateOf);
  const months = (last.getUTCFullYear() - first.getUTCFullYear()) * 12 + last.getUTCMonth() - first.getUTCMonth();
  const whole = shift(from, months, "months") > to ? months - 1 : months;
  return Math.floor(whole / -unit) * 100;
}
