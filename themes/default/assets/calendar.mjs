// Days to keep in mind, as a calendar file: RFC 5545. Knows no page and no words.

import { dateOf } from "./days.mjs";

/**
 * @typedef {object} Entry
 * @property {string} id the same whenever the same thing is told again, so that it replaces itself
 * @property {number} day
 * @property {string} title
 * @property {string} text
 */

/** How long before a day the calendar reminds of it. */
const REMINDER = "-P3D";

/**
 * @param {Entry[]} entries
 * @param {{host: string, language: string, now: Date}} made
 */
export function calendar(entries, { host, language, now }) {
  const events = entries.flatMap(({ id, day, title, text }) => [
    "BEGIN:VEVENT",
    `UID:${id}@${host}`,
    `DTSTAMP:${stamp(now)}`,
    `DTSTART;VALUE=DATE:${stamp(dateOf(day)).slice(0, 8)}`,
    `DTEND;VALUE=DATE:${stamp(dateOf(day + 1)).slice(0, 8)}`,
    `SUMMARY;LANGUAGE=${language}:${escape(title)}`,
    `DESCRIPTION;LANGUAGE=${language}:${escape(text)}`,
    "TRANSP:TRANSPARENT",
    "BEGIN:VALARM",
    "ACTION:DISPLAY",
    `DESCRIPTION:${escape(title)}`,
    `TRIGGER:${REMINDER}`,
    "END:VALARM",
    "END:VEVENT",
  ]);
  const lines = ["BEGIN:VCALENDAR", "VERSION:2.0", "PRODID:-//bilan//questionnaire//EN", ...events, "END:VCALENDAR"];
  return lines.map((line) => `${fold(line)}\r\n`).join("");
}

/** @param {Date} date */
function stamp(date) {
  return date.toISOString().replace(/[-:]|\.\d+/g, "");
}

/** @param {string} text */
function escape(text) {
  return text.replace(/[\\;,]/g, "\\$&").replace(/\r?\n/g, "\\n");
}

/**
 * A line has at most 75 bytes; what is longer goes on after a space, never inside a letter.
 * @param {string} line
 */
function fold(line) {
  const size = new TextEncoder();
  let folded = "";
  let room = 75;
  for (const letter of line) {
    const bytes = size.encode(letter).length;
    if (bytes > room) {
      folded += "\r\n ";
      room = 74;
    }
    folded += letter;
    room -= bytes;
  }
  return folded;
}
