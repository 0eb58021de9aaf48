// The days that count, on a line that begins today.

import { date } from "./notation.mjs";
import { fact, filled, language, one, text, words } from "./page.mjs";
import { percent, picture, shape } from "./picture.mjs";
import { fields } from "./question.mjs";

/** @import { Answers, Formula } from "./program.mjs" */
/** @import { Step } from "./card.mjs" */
/** @typedef {{day: number, name: string, kind: "today" | "step" | "start"}} Mark */

const HEIGHT = 56;
const MIDDLE = HEIGHT / 2;
/** The ends of the line, in hundredths of the width: a dot has room beside them. */
const [FIRST, LAST] = [3, 97];

/**
 * Draws the days to come of some steps, and of what they are counted back from.
 * @param {HTMLElement} place
 * @param {Step[]} steps
 * @param {number} planned how many of them, the first ones, are the steps of the plan
 * @param {Answers} answers
 * @param {number} today
 */
export function drawLine(place, steps, planned, answers, today) {
  const marks = marksOf(steps, planned, answers, today);
  place.hidden = marks.length < 2;
  if (place.hidden) return;
  const length = marks[marks.length - 1].day - today;
  const shapes = marks.flatMap(({ day, kind }, nth) => {
    const x = percent(FIRST + ((day - today) / length) * (LAST - FIRST), 100);
    const y = MIDDLE + (nth % 2 ? -14 : 25);
    return [shape("circle", { class: kind, cx: x, cy: MIDDLE, r: kind === "step" ? 5 : 7 }), shape("text", { x, y }, String(nth + 1))];
  });
  const line = shape("line", { x1: `${FIRST}%`, x2: `${LAST}%`, y1: MIDDLE, y2: MIDDLE });
  const list = one("[data-list=days]", place);
  list.replaceChildren(...marks.map(({ day, name }) => fact(date(day, language) + words.colon + name)));
  list.before(picture(HEIGHT, "_line-title", list.id, [line, ...shapes]));
}

/**
 * Today, each day to come and what it is, each once, in their order.
 * @param {Step[]} steps
 * @param {number} planned
 * @param {Answers} answers
 * @param {number} today
 * @returns {Mark[]}
 */
function marksOf(steps, planned, answers, today) {
  /** @type {Mark[]} */
  const marks = [{ day: today, name: words.today, kind: "today" }];
  /** @param {Mark} mark */
  const add = (mark) => {
    if (mark.day > today && !marks.some(({ day, name }) => day === mark.day && name === mark.name)) marks.push(mark);
  };
  for (const [nth, { from, due, block, counted }] of steps.entries()) {
    const name = nth < planned ? filled(words.stepNumber, () => String(nth + 1)) : text(one("h3", block));
    for (const day of [from, due]) if (day !== null) add({ day, name, kind: "step" });
    for (const question of counted) {
      const day = answers[question];
      if (typeof day === "number") add({ day, name: fields(question).fieldset.dataset.short, kind: "start" });
    }
  }
  return marks.sort((a, b) => a.day - b.day);
}

/**
 * The days that a deadline is counted back from.
 * @param {Formula | null} formula
 * @returns {number[]}
 */
export function countedFrom(formula) {
  if (!Array.isArray(formula)) return [];
  if (formula[0] === "d") {
    const [, day, , , direction] = formula;
    return direction < 0 && Array.isArray(day) && day[0] === "q" ? [day[1]] : countedFrom(day);
  }
  return /** @type {Formula[]} */ (formula.slice(1)).flatMap(countedFrom);
}
