// In which order the routes that can pay are told. Rust does the same, in `src/rules/person/ranking.rs`.
// No page, no words.

import { most, outcomesOf, playing } from "./engine.mjs";

/** @import { Program, Role, Usable } from "./program.mjs" */
/** @import { Concluded } from "./engine.mjs" */

/**
 * The routes that can pay, the best first: by what is surely left to pay, then those that
 * pay anything at all, then by certainty, then in the order of the rules. An amount that is
 * not established is at most what the dearest other route leaves; one without an end comes
 * after all others, and a route without any amount last. A route that opens later, on a day that
 * is known, stands before one to which nobody else adds anything and that leaves more.
 * @param {Program} program
 * @param {Concluded[]} decisions
 * @returns {number[]} places of decisions
 */
export function ranking(program, decisions) {
  const [, marks] = program.outcomes.route;
  /** @type {Array<{own: number | undefined, unsaid: number, unpaid: number, certainty: number, later: boolean, place: number}>} */
  const ranked = [];
  decisions.forEach((concluded, place) => {
    const [, kind, , terminals] = program.decisions[place];
    const outcomes = outcomesOf(terminals, concluded);
    const later = openingDay(program, place, concluded) !== undefined;
    if (kind !== "route" || !(later || outcomes.some((outcome) => canPay(marks[outcome])))) return;
    const certainty = Math.max(...outcomes);
    /** @param {Role} role */
    const amount = (role) => concluded.amounts[playing(program, place, role)];
    const refused = certainty > 0 ? most(amount("if_refused")) : undefined;
    const remaining = amount("remaining");
    const own = refused ?? (remaining ? most(remaining) : Infinity);
    const unsaid = refused === undefined && !remaining ? 1 : 0;
    ranked.push({ own, unsaid, unpaid: most(amount("covered")) === 0 ? 1 : 0, certainty, later, place });
  });
  const known = ranked.flatMap(({ own, unsaid }) => (own === undefined || unsaid ? [] : [own]));
  const dearest = known.length ? Math.max(...known) : Infinity;
  /** @param {{own: number | undefined}} route */
  const left = ({ own = dearest }) => own;
  // Two infinite amounts have no number for a difference, and the next sign decides; what is
  // alike in all keeps its order.
  /** @typedef {typeof ranked[number]} Ranked @param {Ranked} a @param {Ranked} b */
  const worse = (a, b) => left(a) - left(b) || a.unsaid - b.unsaid || a.unpaid - b.unpaid;
  ranked.sort((a, b) => worse(a, b) || a.certainty - b.certainty);
  const now = ranked.filter(({ later }) => !later);
  const alone = now.findIndex(({ unpaid }) => unpaid);
  if (alone >= 0) now.splice(alone, 0, ...ranked.filter((route) => route.later && worse(route, now[alone]) < 0));
  return now.map(({ place }) => place);
}

/** Whether an outcome with this mark leaves a route that can pay now. @param {Usable} mark */
export function canPay(mark) {
  return mark === 1 || mark === 2;
}

/**
 * The day on which a route that cannot pay yet opens: when all that it waits for is over, where
 * each of these days is known.
 * @param {Program} program
 * @param {number} place of the decision
 * @param {Concluded} concluded
 * @returns {number | undefined}
 */
function openingDay(program, place, concluded) {
  const [, kind, , terminals, , steps] = program.decisions[place];
  const [, marks] = program.outcomes[kind];
  const outcomes = outcomesOf(terminals, concluded);
  if (!outcomes.length || !outcomes.every((outcome) => marks[outcome] === 3)) return undefined;
  const days = concluded.steps.flatMap(({ step, from }) => (steps[step][3] ? [from] : []));
  return days.length && !days.includes(null) ? Math.max(.../** @type {number[]} */ (days)) : undefined;
}
