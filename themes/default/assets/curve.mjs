// What is left to pay at each price, by one route: a line with its knees, and one's own price.

import { boundsOf, formulasOf, playing, settledAmount, terminalOf, walk } from "./engine.mjs";
import { money } from "./notation.mjs";
import { inside, language, one, row, slot } from "./page.mjs";
import { percent, picture, shape } from "./picture.mjs";
import { isSupposed, priceOf, priced, pricedAt, resolved } from "./price.mjs";
import program from "./program.mjs";

/** @import { Answers, Formula } from "./program.mjs" */
/** @import { Card } from "./result.mjs" */
/** @typedef {{price: number, left: number, own?: boolean}} Point in cents; `own` is the price that she has */

const HEIGHT = 190;
/** Where the lowest and the highest amount are drawn. */
const [BOTTOM, TOP] = [HEIGHT - 30, 26];
/** The ends of the prices, in hundredths of the width. */
const [FIRST, LAST] = [2, 97];
/** How much of the width an amount takes. */
const ROOM = 18;
/** In how many parts the prices are looked at before each is halved until it is straight. */
const PARTS = 24;
/** Prices end at a round amount. */
const ROUND = 10000;
/** Slopes that differ by less are one: amounts are rounded to cents. */
const STRAIGHT = 0.02;
const EURO = 100;

/**
 * Offers what the first route leaves at other prices, drawn once somebody looks.
 * @param {Card | undefined} best
 * @param {Answers} answers
 */
export function offerCurve(best, answers) {
  /** @type {HTMLDetailsElement} */
  const fold = one("[data-section=curve]");
  const points = best && !best.later ? curveOf(best.place, answers) : undefined;
  fold.hidden = !points;
  if (!points || !best) return;
  slot(fold, "curve-route", ...inside(one("h3", best.block)));
  const supposed = isSupposed(answers);
  one("[data-list=curve]").replaceChildren(...points.map((point) => curveRow(point, supposed)));
  fold.ontoggle = () => {
    fold.ontoggle = null;
    if (!one("svg", fold)) drawCurve(one("[data-curve]"), points);
  };
}

/** @param {Point} point @param {boolean} supposed whether nobody says the price */
function curveRow({ price, left, own }, supposed) {
  const told = row("_curve-row");
  slot(told, "price", money(price, language));
  slot(told, "left", money(left, language));
  one("[data-own]", told).hidden = !own || supposed;
  one("[data-supposed]", told).hidden = !own || !supposed;
  return told;
}

/**
 * The ends and the knees of what a route leaves to pay; undefined where the price changes
 * nothing, or where more than the price decides it.
 * @param {number} place of the decision
 * @param {Answers} answers
 * @returns {Point[] | undefined}
 */
export function curveOf(place, answers) {
  const [, , root, terminals] = program.decisions[place];
  const nth = playing(program, place, "remaining");
  if (priced === undefined || nth < 0) return undefined;
  const price = priceOf(answers);
  const formulas = formulasOf(program, place, nth);
  const ended = endsOf(answers);
  /** @param {Answers} other */
  function endsOf(other) {
    return String(walk(program, root, other).ends.map((end) => terminals[terminalOf(end)]));
  }
  /** @param {number} price */
  const at = (price) => {
    const { rules, answers: other } = pricedAt(answers, price);
    return endsOf(other) === ended ? settledAmount(rules, formulas, other) : undefined;
  };
  const highest = Math.max(price ?? 0, ...sums(formulas, answers));
  const last = Math.ceil((highest * 1.4) / ROUND) * ROUND;
  const [first] = boundsOf(program, priced);
  const ends = Array.from({ length: PARTS + 1 }, (_, part) => Math.round(first + ((last - first) * part) / PARTS));
  const found = ends.slice(1).map((to, part) => halved(ends[part], to, at));
  if (found.includes(undefined)) return undefined;
  const all = [first, ...found.flatMap((knees) => knees ?? []), last].map((price) => ({ price, left: at(price) }));
  if (all.some(({ left }) => left === undefined)) return undefined;
  const points = /** @type {Point[]} */ (all);
  // The ends of the parts are knees only where the line turns there.
  const knees = points.filter((point, nth) => nth > 0 && nth < points.length - 1 && Math.abs(slope(points[nth - 1], point) - slope(point, points[nth + 1])) > STRAIGHT);
  const shown = Math.min(last, Math.ceil((1.4 * Math.max(price ?? 0, ...knees.map(({ price }) => price))) / ROUND) * ROUND);
  const end = { price: shown, left: /** @type {number} */ (at(shown)) };
  const own = price ? [{ price, left: /** @type {number} */ (at(price)), own: true }] : [];
  const others = [points[0], ...knees, end].filter((point) => point.price !== price);
  const turned = [...others, ...own].sort((a, b) => a.price - b.price);
  return shown && turned.some(({ left }) => left !== end.left) ? turned : undefined;
}

/**
 * Where a line turns between two prices, and its end there; undefined where it has no amount.
 * @param {number} from
 * @param {number} to
 * @param {(price: number) => number | undefined} at
 * @returns {number[] | undefined}
 */
function halved(from, to, at) {
  const middle = Math.floor((from + to) / 2);
  const [low, high, between] = [from, to, middle].map(at);
  if (low === undefined || high === undefined || between === undefined) return undefined;
  const straight = Math.abs(low + ((high - low) * (middle - from)) / (to - from) - between) < 1;
  if (straight) return [to];
  // Amounts are rounded to cents: within a euro, it turns where the lines on both sides meet.
  if (to - from <= EURO) {
    const [before, after] = [at(from - EURO), at(to + EURO)];
    if (before === undefined || after === undefined) return [to];
    const [down, up] = [(low - before) / EURO, (after - high) / EURO];
    return [down === up ? to : Math.round((high - up * to - low + down * from) / (down - up))];
  }
  const [left, right] = [halved(from, middle, at), halved(middle, to, at)];
  return left && right && [...left, ...right];
}

/** @param {Point} from @param {Point} to */
const slope = (from, to) => (to.left - from.left) / (to.price - from.price);

/**
 * The sums of money that formulas name, on which a line may turn: answers and values.
 * @param {Formula[]} formulas
 * @param {Answers} answers
 * @returns {number[]}
 */
function sums(formulas, answers) {
  return formulas.flatMap((formula) => {
    if (!Array.isArray(formula)) return [];
    if (formula[0] === "if") return sums([resolved(formula, answers)], answers);
    if (formula[0] === "a") return sums(formulasOf(program, formula[1], formula[2]), answers);
    if (formula[0] === "p" || formula[0] === "q") {
      return settledAmount(program, [formula], answers) ?? [];
    }
    return sums(/** @type {Formula[]} */ (formula.slice(1)), answers);
  });
}

/**
 * @param {HTMLElement} place
 * @param {Point[]} points
 */
function drawCurve(place, points) {
  const [first, last] = [points[0], points[points.length - 1]];
  const highest = Math.max(...points.map(({ left }) => left));
  /** @param {Point} point */
  const at = ({ price, left }) => ({ x: percent(FIRST + ((price - first.price) / (last.price - first.price)) * (LAST - FIRST), 100), y: Math.round(BOTTOM - (left / highest) * (BOTTOM - TOP)) });
  const lines = points.slice(1).map((point, nth) => {
    const [from, to] = [at(points[nth]), at(point)];
    return shape("line", { class: "left", x1: from.x, y1: from.y, x2: to.x, y2: to.y });
  });
  const dots = points.flatMap((point) => {
    const { x, y } = at(point);
    if (!point.own) return [shape("circle", { class: "knee", cx: x, cy: y, r: 4 })];
    return [
      shape("line", { class: "fall", x1: x, x2: x, y1: y, y2: BOTTOM }),
      shape("circle", { class: "own", cx: x, cy: y, r: 8 }),
      shape("text", { x, y: y - 16, "text-anchor": anchored(x) }, money(point.left, language)),
    ];
  });
  const ground = shape("line", { class: "ground", x1: `${FIRST}%`, x2: `${LAST}%`, y1: BOTTOM, y2: BOTTOM });
  const prices = points.filter(({ own }) => !own).flatMap((point, nth, all) => {
    const { x } = at(point);
    const crowded = [all[nth - 1], last].some((other) => other && other !== point && Math.abs(parseFloat(at(other).x) - parseFloat(x)) < ROOM);
    return crowded ? [] : [shape("text", { x, y: HEIGHT - 8, "text-anchor": anchored(x) }, money(point.price, language))];
  });
  const most = shape("text", { x: at(last).x, y: at(last).y - 12, "text-anchor": "end" }, money(last.left, language));
  const shapes = [ground, ...lines, ...dots, ...prices, ...(last.own ? [] : [most])];
  place.append(picture(HEIGHT, "_curve-title", "_curve-table", shapes));
}

/** Where words begin at a place, so that they stay inside the picture. @param {string} x */
function anchored(x) {
  const place = parseFloat(x);
  return place < ROOM ? "start" : place > 100 - ROOM ? "end" : "middle";
}
