// What a changed answer does to the result, in a few lines above it.

import { sum } from "./card.mjs";
import { playing } from "./engine.mjs";
import { all, one, plain, row, slot, text } from "./page.mjs";
import program from "./program.mjs";
import { ranking } from "./ranking.mjs";

/** @import { Concluded } from "./engine.mjs" */
/** @import { Standing } from "./state.mjs" */

/**
 * Says what is told otherwise than before: the verdict, the first way to pay, what is left to pay
 * by it; or that nothing is.
 * @param {Standing} before
 * @param {Standing} now
 */
export function tellChanged(before, now) {
  const [old, fresh] = [before, now].map(told);
  const differing = ["verdict", "route", "remaining"].filter((name) => fresh[name] && fresh[name] !== old[name]);
  const lines = differing.map((name) => line(name, old[name], fresh[name]));
  one("[data-changed]").replaceChildren(...(lines.length ? lines : [row("_changed-nothing")]));
}

/**
 * @param {string} name
 * @param {string} before
 * @param {string} now
 */
function line(name, before, now) {
  const item = row(`_changed-${name}`);
  slot(item, "now", now);
  for (const part of all("[data-if=before]", item)) {
    part.hidden = !before;
    slot(part, "before", before);
  }
  return item;
}

/**
 * What a person reads first in a result.
 * @param {Standing} standing
 * @returns {Record<string, string>}
 */
function told({ decisions }) {
  const verdicts = program.decisions.flatMap(([, kind], place) => (kind === "verdict" ? [place] : []));
  const [first] = ranking(program, decisions);
  return {
    verdict: verdicts.map((place) => outcome(place, decisions[place])).join(" "),
    route: first === undefined ? "" : text(one("h3", block(first))),
    remaining: first === undefined ? "" : (sum(decisions[first].amounts[playing(program, first, "remaining")]) ?? ""),
  };
}

/** @param {number} place of a decision */
function block(place) {
  const [id] = program.decisions[place];
  return one(`[data-decision="${id}"]`);
}

/**
 * The words of a verdict; those for several where more than one remain possible.
 * @param {number} place
 * @param {Concluded} concluded
 */
function outcome(place, concluded) {
  const [, kind, , terminals] = program.decisions[place];
  const [names] = program.outcomes[kind];
  const [terminal, ...others] = concluded.possible.map((nth) => terminals[nth]);
  const [outcome, why] = terminal;
  const id = others.length ? "unknown" : `${names[outcome]}.${why}`;
  const words = all("[data-outcome]", block(place)).find(({ dataset }) => dataset.outcome === id);
  return words ? plain([words]) : "";
}
