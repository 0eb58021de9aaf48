// The plan: the best route, now or on its day, what it pays, and what to do first.

import { drawBar } from "./bar.mjs";
import { gist } from "./card.mjs";
import { drawLine } from "./line.mjs";
import { date } from "./notation.mjs";
import { all, filled, inside, language, one, row, slot, words } from "./page.mjs";
import program from "./program.mjs";

/** @import { Card } from "./result.mjs" */
/** @import { Step } from "./card.mjs" */
/** @import { Answers, Role } from "./program.mjs" */

const MOST_STEPS = 3;

/**
 * @param {Card | undefined} best
 * @param {Step[]} steps of all routes that can pay
 * @param {Answers} answers
 * @param {number} today
 */
export function showPlan(best, steps, answers, today) {
  const plan = one("#_brief");
  plan.hidden = !best;
  if (!best) return;
  const { block, parts, later } = best;
  const opens = later ? Math.max(...best.steps.flatMap(({ from }) => from ?? [])) : NaN;
  slot(plan, "plan", Number.isFinite(opens) ? filled(words.planLater, () => date(opens, language)) : words.planNow);
  const state = stateOf(block);
  /** @type {Record<string, Element | null | undefined>} */
  const told = { route: one("h3", block), state, rests: one("[data-rests]:not([hidden])", block) };
  for (const place of all("[data-brief]", plan)) {
    const found = told[place.dataset.brief];
    place.replaceChildren(...(found ? inside(found) : []));
  }
  one(".best", plan).dataset.state = state?.parentElement?.dataset.state ?? "";
  one("[data-list=sums]").replaceChildren(...sums(block));
  drawBar(one("[data-bar]", plan), "brief", parts);
  const first = best.steps.slice(0, MOST_STEPS);
  one("[data-list=plan]").replaceChildren(
    ...first.map((step) => {
      const item = row("_plan-row");
      slot(item, "when", step.when);
      slot(item, "what", gist(step));
      return item;
    }),
  );
  drawLine(one("[data-line]"), steps, first.length, answers, today);
}

/**
 * The word for the state of a route, where several are possible that of the best.
 * @param {HTMLElement} block
 */
export function stateOf(block) {
  return all(".state:not(summary > *)", block).find((word) => !word.closest("[hidden]:not(.screen)"));
}

/**
 * The amount of a card that plays a part; null where it is not told.
 * @param {HTMLElement} block
 * @param {Role} role
 */
export function amountOf(block, role) {
  return all("div:not([hidden]) > [data-amount]", block).find(({ dataset }) => program.roles[dataset.amount] === role) ?? null;
}

/**
 * What a card says of the price: who pays what, and what is left.
 * @param {HTMLElement} block
 */
function sums(block) {
  return all(":not([data-unpriced]) > .way > .facts > :is([data-role], [data-part=other]):not([hidden])", block).map((part) => {
    const copy = row("_sum-row");
    copy.dataset.part = part.dataset.part ?? "";
    const [label, cell] = [one("dt", copy), one("dd", copy)];
    // An amount has the label of its card, which says on whom it depends.
    label.append(...inside(one("dt", part)));
    cell.append(...inside(one("dd", part)));
    cell.dataset.brief = part.dataset.role ?? "other";
    return copy;
  });
}
