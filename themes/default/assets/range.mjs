// From where to where an amount goes while parts of it are not known. No rule, no page.
//
// A term is a number (hundredths, or a day), null (the law sets no such value), an unknown
// `["u", place]`, a day that hangs on one `["?"]`, or `[kind, part, …]` of `+`, `-`, `*`, `t` (the
// time between two days), `min`, `max` and `or`, which is one of two. Rust does the same, and says why, in
// `src/rules/person/reach.rs`, `enclose.rs`, `slope.rs` and `range.rs`.

import { between } from "./days.mjs";

/** @import { Term } from "./program.mjs" */

/**
 * A number that may lie without end: `[number, line, square]` is number + line·ω + square·ω².
 * @typedef {[number, number, number]} Reach
 * @typedef {Array<[Reach, Reach]>} Ends where each unknown lies
 * @typedef {[kind: "u" | "?" | "+" | "-" | "*" | "t" | "or" | "min" | "max", ...parts: Term[]]} Operation
 * @typedef {{low: Reach, high: Reach}} Between
 * @typedef {(Between | {low?: undefined, high?: undefined}) & {none: boolean}} Enclosed
 * @typedef {[least: number, most: number]} Slope
 * @typedef {{reached: Reach}} Found
 */

/** Larger than every number. @type {Reach} */
export const ENDLESS = [0, 1, 0];

/** How often a box is cut before its best estimate is taken; the same in Rust. */
const MOST_CUTS = 200;

/** Slopes that are nearer to nothing than this are nothing but the rounding of a machine. */
const FLAT = 1e-9;

/**
 * What a term gives, never too narrow; an end is infinite where there is none.
 * @param {Term} term
 * @param {Ends} ends
 * @returns {{range: [number, number] | undefined, none: boolean}}
 */
export function range(term, ends) {
  const { low, high, none } = enclose(term, ends);
  if (low === undefined) return { range: undefined, none };
  if (order(low, high) === 0) return { range: [plain(low), plain(high)], none };
  return { range: [plain(least(term, ends)), 0 - plain(least(["-", 0, term], ends))], none };
}

/**
 * A product, brought back to hundredths: of two numbers in hundredths to the nearest one, halves upwards.
 * @param {number} left
 * @param {number} right
 */
export function product(left, right, divisor = 100, offset = 50) {
  return Math.floor((left * right + offset) / divisor);
}

/**
 * @param {number} number
 * @returns {Reach}
 */
export function reach(number) {
  return Number.isFinite(number) ? [number, 0, 0] : ENDLESS;
}

/** @param {Reach} reach */
function plain([number, line, square]) {
  const beyond = square || line;
  return beyond ? Math.sign(beyond) * Infinity : number;
}

/**
 * @param {Reach} left
 * @param {Reach} right
 */
function order(left, right) {
  return left[2] - right[2] || left[1] - right[1] || left[0] - right[0];
}

/**
 * @param {Reach} left
 * @param {Reach} right
 */
const lower = (left, right) => (order(left, right) <= 0 ? left : right);
/**
 * @param {Reach} left
 * @param {Reach} right
 */
const higher = (left, right) => (order(left, right) > 0 ? left : right);

/**
 * @param {Reach} left
 * @param {Reach} right
 * @returns {Reach}
 */
function plus(left, right) {
  const all = left.map((one, nth) => {
    const sum = one + right[nth];
    // What only the rounding of a machine leaves of two coefficients is nothing.
    return nth && Math.abs(sum) <= Math.max(Math.abs(one), Math.abs(right[nth])) * 1e-9 ? 0 : sum;
  });
  return /** @type {Reach} */ (all);
}

/**
 * @param {Reach} left
 * @param {Reach} right
 */
const minus = (left, right) => plus(left, /** @type {Reach} */ (right.map((one) => 0 - one)));

/**
 * @param {Reach} left
 * @param {Reach} right
 * @param {number} [divisor]
 * @param {number} [offset]
 * @returns {Reach}
 */
function times([a, b, c], [d, e, f], divisor = 100, offset = 50) {
  return [product(a, d, divisor, offset), (b * d + a * e) / divisor, (b * e + (c * d + a * f)) / divisor];
}

/**
 * Interval arithmetic: too much where an unknown stands in a term twice, never too little.
 * @param {Term} term
 * @param {Ends} ends
 * @returns {Enclosed}
 */
function enclose(term, ends) {
  if (term === null) return { none: true };
  if (typeof term === "number") return { low: reach(term), high: reach(term), none: false };
  if (term[0] === "u") {
    const [, place] = term;
    const [low, high] = ends[place];
    return { low, high, none: false };
  }
  if (term[0] === "?") return { low: minus([0, 0, 0], ENDLESS), high: ENDLESS, none: false };
  const [kind, ...parts] = term;
  const found = parts.map((part) => enclose(/** @type {Term} */ (part), ends));
  const [x, y] = /** @type {Array<Enclosed & Between>} */ (found);
  switch (kind) {
    case "+": return both(x, y, () => [plus(x.low, y.low), plus(x.high, y.high)]);
    case "-": return both(x, y, () => [minus(x.low, y.high), minus(x.high, y.low)]);
    case "*": return both(x, y, () => {
      const [, , ...scale] = /** @type {number[]} */ (parts);
      const all = [x.low, x.high].flatMap((one) => [y.low, y.high].map((other) => times(one, other, ...scale)));
      return [all.reduce(lower), all.reduce(higher)];
    });
    // A later beginning leaves less, and a later end more.
    case "t": return both(x, y, () => {
      const [, , unit] = /** @type {number[]} */ (parts);
      /** @type {(from: Reach, to: Reach, endless: Reach) => Reach} */
      const units = (from, to, endless) => (from[1] || to[1] ? endless : reach(between(from[0], to[0], unit)));
      return [units(x.high, y.low, minus([0, 0, 0], ENDLESS)), units(x.low, y.high, ENDLESS)];
    });
    case "or": return { ...hull(x, y), none: x.none || y.none };
    default: {
      const pick = kind === "min" ? lower : higher;
      return found.reduce((best, part) => {
        let all = both(best, part, (best, part) => [pick(best.low, part.low), pick(best.high, part.high)]);
        // A part that the law may not set may leave the extreme to the others.
        if (part.none) all = hull(all, best);
        if (best.none) all = hull(all, part);
        return { ...all, none: best.none && part.none };
      });
    }
  }
}

/**
 * @param {Enclosed} x
 * @param {Enclosed} y
 * @param {(x: Between, y: Between) => [Reach, Reach]} make
 * @returns {Enclosed}
 */
function both(x, y, make) {
  const none = x.none || y.none;
  if (x.low === undefined || y.low === undefined) return { none };
  const [low, high] = make(x, y);
  return { low, high, none };
}

/**
 * @param {Enclosed} x
 * @param {Enclosed} y
 * @returns {Enclosed}
 */
function hull(x, y) {
  if (x.low === undefined || y.low === undefined) return x.low === undefined ? y : x;
  return { low: lower(x.low, y.low), high: higher(x.high, y.high), none: false };
}

/**
 * The smallest that a term gives in a box.
 * @param {Term} term
 * @param {Ends} ends
 */
function least(term, ends) {
  const found = /** @type {Found} */ ({});
  const parts = part(term, ends, found);
  for (let cuts = 0; cuts < MOST_CUTS && parts.length; cuts += 1) {
    let lowest = 0;
    parts.forEach(({ bound }, nth) => { if (order(bound, parts[lowest].bound) < 0) lowest = nth; });
    const { bound, ends: whole } = parts[lowest];
    // Two that have no end say the same.
    if (order(bound, found.reached) >= 0 || (endless(bound) && endless(found.reached))) break;
    const cut = halves(whole);
    if (!cut) break;
    parts.splice(lowest, 1);
    for (const half of cut) parts.push(...part(term, half, found));
  }
  return parts.map(({ bound }) => bound).reduce(lower, found.reached);
}

/** @param {Reach} reach */
const endless = ([, line, square]) => Boolean(line || square);

/**
 * A box made smaller: an unknown with which the term only rises or only falls is at its end.
 * Notes what the term reaches in it, and gives nothing back where that is its least.
 * @param {Term} term
 * @param {Ends} box
 * @param {Found} found
 * @returns {Array<{bound: Reach, ends: Ends}>}
 */
function part(term, box, found) {
  const ends = [...box];
  const open = () => [...ends.keys()].filter((place) => order(...ends[place]) !== 0);
  for (let narrower = true; narrower; ) {
    narrower = false;
    for (const place of open()) {
      const end = lowestEnd(slope(term, place, ends, true), ends[place]);
      if (!end) continue;
      ends[place] = [end, end];
      narrower = true;
    }
  }
  for (const side of [0, 1]) {
    const { low } = /** @type {Between} */ (enclose(term, ends.map((end) => [end[side], end[side]])));
    found.reached = found.reached ? lower(found.reached, low) : low;
  }
  if (!open().length) return [];
  const { low } = /** @type {Between} */ (enclose(term, ends));
  return [{ bound: higher(low, withoutRounding(term, ends, open()) ?? low), ends }];
}

/**
 * What a term surely does not go below, where it has one direction but for its rounding.
 * @param {Term} term
 * @param {Ends} ends
 * @param {number[]} open
 */
function withoutRounding(term, ends, open) {
  const off = 2 * slack(term, ends);
  if (!off || !Number.isFinite(off)) return undefined;
  const corner = [...ends];
  for (const place of open) {
    const end = lowestEnd(slope(term, place, ends, false), ends[place]);
    if (!end) return undefined;
    corner[place] = [end, end];
  }
  return minus(/** @type {Between} */ (enclose(term, corner)).low, reach(Math.ceil(off)));
}

/**
 * @param {Slope} slope
 * @param {[Reach, Reach]} end
 */
function lowestEnd([down, up], [low, high]) {
  return down >= -FLAT ? low : up <= FLAT ? high : undefined;
}

/**
 * A box cut through its longest side, or through the one without end that begins first.
 * @param {Ends} ends
 */
function halves(ends) {
  /** @type {{place: number, low: number, length: number} | undefined} */
  let longest;
  for (const [place, [low, high]] of ends.entries()) {
    const length = plain(high) - plain(low);
    if (!(length > 0)) continue;
    const first = longest && length === Infinity && longest.length === Infinity && plain(low) < longest.low;
    if (!longest || length > longest.length || first) longest = { place, low: plain(low), length };
  }
  if (!longest) return undefined;
  const { place, low, length } = longest;
  const cut = length === Infinity ? low * 4 + 10000 : low + Math.trunc(length / 2);
  /**
   * @param {(known: [Reach, Reach]) => [Reach, Reach]} end
   * @returns {Ends}
   */
  const half = (end) => ends.map((known, nth) => (nth === place ? end(known) : known));
  return [half(([from]) => [from, reach(cut)]), half(([, to]) => [reach(cut + 1), to])];
}

/**
 * How fast a term rises with one unknown, at least and at most, with its rounding or without.
 * `enclosing` says how parts are compared of which only some can be the extreme.
 * @param {Term} term
 * @param {number} place
 * @param {Ends} ends
 * @param {boolean} rounded
 * @param {typeof enclose} [enclosing]
 * @returns {Slope}
 */
function slope(term, place, ends, rounded, enclosing = closely) {
  if (term === null || typeof term === "number") return [0, 0];
  /** @param {Term} part */
  const of = (part) => slope(part, place, ends, rounded, enclosing);
  const [kind, ...parts] = /** @type {Operation} */ (term);
  const [left, right] = parts;
  switch (kind) {
    case "u": return left === place ? [1, 1] : [0, 0];
    case "?": return [0, 0];
    case "+": return sum(of(left), of(right));
    case "-": {
      const [low, high] = of(right);
      return sum(of(left), [-high, -low]);
    }
    case "*": {
      const [low, high] = sum(scaled(of(left), factors(right, ends)), scaled(of(right), factors(left, ends)));
      const by = divisorOf(parts);
      return rounded ? [Math.floor(low / by), Math.ceil(high / by)] : [low / by, high / by];
    }
    // A day more or less makes a whole unit or nothing.
    case "t": {
      const [low, high] = scaled(of(left), [0, 100]);
      return sum(scaled(of(right), [0, 100]), [-high, -low]);
    }
    case "or": return wide(parts.map(of));
    default: return wide(leading(kind, parts, ends, enclosing).map(of));
  }
}

/**
 * How far a term may be from what it were without any rounding.
 * @param {Term} term
 * @param {Ends} ends
 * @returns {number}
 */
function slack(term, ends) {
  if (term === null || typeof term === "number") return 0;
  const [kind, ...parts] = /** @type {Operation} */ (term);
  if ("u?".includes(kind)) return 0;
  const all = parts.map((part) => slack(part, ends));
  if ("+-".includes(kind)) return all[0] + all[1];
  if (kind === "t") return 100 * (all[0] + all[1]);
  if (kind !== "*") return Math.max(...all);
  const largest = parts.slice(0, 2).map((part) => Math.max(...factors(part, ends).map(Math.abs)));
  // Half a hundredth to the nearest, and a whole one where it always goes one way.
  const [, , divisor = 100, offset = 50] = /** @type {number[]} */ (parts);
  const rounded = offset === Math.trunc(divisor / 2) ? 0.5 : 1;
  return (by(all[0], largest[1]) + by(all[1], largest[0])) / divisor + rounded;
}

/**
 * By what a product is divided.
 * @param {Term[]} parts
 */
function divisorOf([, , divisor = 100]) {
  return /** @type {number} */ (divisor);
}

/**
 * Encloses a term as it is where it only rises or only falls with each unknown.
 * @param {Term} term
 * @param {Ends} ends
 * @returns {Enclosed}
 */
function closely(term, ends) {
  const found = enclose(term, ends);
  if (found.low === undefined || order(found.low, found.high) === 0) return found;
  const corners = [[...ends], [...ends]];
  for (const [place, [low, high]] of ends.entries()) {
    if (order(low, high) === 0) continue;
    const end = lowestEnd(slope(term, place, ends, true, enclose), ends[place]);
    if (!end) return found;
    const other = end === low ? high : low;
    corners[0][place] = [end, end];
    corners[1][place] = [other, other];
  }
  return { ...found, low: /** @type {Between} */ (enclose(term, corners[0])).low, high: /** @type {Between} */ (enclose(term, corners[1])).high };
}

/**
 * The parts that can be the extreme: those that no other part is always at least as extreme as.
 * @param {"min" | "max"} kind
 * @param {Term[]} parts
 * @param {Ends} ends
 * @param {typeof enclose} enclosing
 */
function leading(kind, parts, ends, enclosing) {
  /**
   * @param {Term} one
   * @param {Term} other
   */
  const beats = (one, other) => {
    const { high, none } = enclosing(kind === "min" ? ["-", one, other] : ["-", other, one], ends);
    return high && !none && order(high, [0, 0, 0]) <= 0;
  };
  return parts.reduce((kept, part) => {
    const others = kept.filter((other) => other !== part);
    return others.some((other) => beats(other, part)) ? others : kept;
  }, parts);
}

/**
 * @param {Term} term
 * @param {Ends} ends
 * @returns {[low: number, high: number]}
 */
function factors(term, ends) {
  const { low, high } = enclose(term, ends);
  return low === undefined ? [0, 0] : [plain(low), plain(high)];
}

/**
 * Both slopes together; of what is endless in both directions nothing is known.
 * @param {Slope} one
 * @param {Slope} other
 * @returns {Slope}
 */
function sum([a, b], [c, d]) {
  return [Number.isNaN(a + c) ? -Infinity : a + c, Number.isNaN(b + d) ? Infinity : b + d];
}

/**
 * @param {Slope} slope
 * @param {[low: number, high: number]} factors
 * @returns {Slope}
 */
function scaled([a, b], [c, d]) {
  const all = [by(a, c), by(a, d), by(b, c), by(b, d)];
  return [Math.min(...all), Math.max(...all)];
}

/**
 * Nothing of what has no end is nothing.
 * @param {number} one
 * @param {number} other
 */
const by = (one, other) => (one && other ? one * other : 0);

/**
 * @param {Slope[]} slopes
 * @returns {Slope}
 */
function wide(slopes) {
  if (!slopes.length) return [0, 0];
  return [Math.min(...slopes.map(([low]) => low)), Math.max(...slopes.map(([, high]) => high))];
}
