// The result: all decisions together, the best first, and what follows from them.

import { sign } from "./address.mjs";
import { calendar } from "./calendar.mjs";
import { cite, gist, sentence, tellAmounts, tellOutcome, tellSteps, tellSupposed } from "./card.mjs";
import { tellChanges } from "./change.mjs";
import { offerCurve } from "./curve.mjs";
import { put } from "./engine.mjs";
import { showLetters } from "./letter.mjs";
import { date } from "./notation.mjs";
import { all, filled, home, inside, language, offer, one, plain, root, row, section, slot, text, words } from "./page.mjs";
import { showPlan, stateOf } from "./plan.mjs";
import { pays } from "./price.mjs";
import program from "./program.mjs";
import { fields } from "./question.mjs";
import { canPay, ranking } from "./ranking.mjs";
import { tellUsual } from "./usual.mjs";
import { compareWays } from "./ways.mjs";

/** @import { Step } from "./card.mjs" */
/** @import { Parts } from "./bar.mjs" */
/** @import { Standing } from "./state.mjs" */
/** @import { Counterfactuals, findOut } from "./why.mjs" */
/**
 * A route that is told; one that can pay on a later day alone is `later`.
 * @typedef {{block: HTMLElement, place: number, best: number, later: boolean, parts: Parts | undefined, steps: Step[]}} Card
 */

/**
 * Shows what follows from the answers.
 * @param {Standing} standing
 * @param {number} today
 * @param {Array<Counterfactuals | undefined>} counterfactuals for each decision, what would open it
 * @param {ReturnType<typeof findOut>} foundOut the questions to find an answer to first
 */
export function showResult({ answers, decisions }, today, counterfactuals, foundOut) {
  for (const copy of all("[data-copy]")) copy.remove();
  /** @type {Set<string>} */
  const cited = new Set();
  /** @type {Array<Card | null>} */
  const cards = decisions.map((concluded, place) => {
    const decision = program.decisions[place];
    const [id, kind] = decision;
    const block = one(`[data-decision="${id}"]`);
    const told = tellOutcome(block, decision, concluded);
    block.hidden = !told.length || told.every(({ outcome }) => program.outcomes[kind][1][outcome] === null);
    if (block.hidden) return null;
    tellSupposed(block, place, concluded, answers);
    const sources = told.flatMap(({ sources }) => sources);
    for (const source of sources) cited.add(source);
    if (kind !== "route") return null;
    const best = Math.min(...told.map(({ outcome }) => outcome));
    const parts = tellAmounts(block, place, concluded, told.every(({ outcome }) => outcome === 0), answers);
    const steps = tellSteps(block, decision, concluded, /** @type {number} */ (answers[program.reference]));
    tellChanges(block, counterfactuals[place], program.reference);
    cite(block, sources, place, answers);
    const later = told.every(({ outcome }) => !canPay(program.outcomes.route[1][outcome]));
    block.toggleAttribute("data-unpriced", later && !concluded.amounts.length);
    return { block, place, best, later, parts, steps };
  });
  const ranked = ranking(program, decisions).flatMap((place) => cards[place] ?? []);
  const closed = /** @type {Card[]} */ (cards.filter((card) => card && !ranked.includes(card)));
  const others = closed.sort((a, b) => a.best - b.best);
  one("[data-list=open]").append(...ranked.map((card) => card.block));
  one("[data-list=closed]").append(...others.map((card) => card.block));
  section("open", !ranked.length);
  section("closed", !others.length);
  fold([...ranked, ...others], ranked[0]);
  number("closed", others.length);
  number("notices", all("[data-kind=notice]:not([hidden])").length);
  section("notices", !one("[data-kind=notice]:not([hidden])"));
  compareWays(ranked);
  count(ranked.filter(({ place, later }) => pays(place) && !later).length);
  // What bears on the first way comes before what would settle most of all ways.
  const unknown = foundOut.decisions[ranked[0]?.place] ?? foundOut.first;
  one("[data-find-out]").hidden = unknown === undefined;
  if (unknown !== undefined) slot(root, "find-out", ...inside(one("h2", fields(unknown).fieldset)));
  const open = ranked.flatMap((card) => card.steps);
  // The days of another way that has to wait are not those of the plan.
  const planned = ranked.filter((card, nth) => !nth || !card.later);
  showPlan(ranked[0], planned.flatMap((card) => card.steps), answers, today);
  tellUsual(ranked[0], answers);
  offerCurve(ranked[0], answers);
  toDo([...open, ...others.flatMap((card) => card.steps)], today, sign(put(answers, program.reference, undefined)));
  showLetters(open, answers, today);
  gather(open);
  const papers = all("[data-of-letter], [data-document]").filter((paper) => !paper.hidden);
  number("papers", papers.length);
  section("papers", !papers.length);
  for (const source of all("#_sources [data-source]")) source.hidden = !cited.has(source.dataset.source);
  number("sources", all("#_sources [data-source]:not([hidden])").length);
  slot(root, "computed", date(today, language));
  slot(root, "version", program.version);
}

/**
 * Leaves open what is read first; what is folded says its state.
 * @param {Card[]} cards
 * @param {Card | undefined} first
 */
function fold(cards, first) {
  for (const { block } of cards) {
    /** @type {HTMLDetailsElement} */
    const way = one(".way", block);
    way.open = block === first?.block;
    block.toggleAttribute("data-first", way.open);
    // What the plan and the verdict say of the first is not said twice.
    const supposed = all(".supposed", block);
    for (const told of supposed) told.hidden = way.open && told.textContent === one("[data-kind=verdict] .supposed")?.textContent;
    for (const part of /** @type {HTMLDetailsElement[]} */ (all(".doing, [data-possible]", way))) {
      part.open = !way.open && (part.open || part.className === "doing");
    }
    const state = stateOf(block);
    slot(way, "state", ...(state ? [text(state)] : []));
    one("summary", way).dataset.state = state?.parentElement?.dataset.state ?? "";
  }
  for (const list of /** @type {HTMLDetailsElement[]} */ (all(".fold"))) list.open = false;
  /** @type {HTMLDetailsElement} */
  const said = one("[data-wide]");
  said.open = matchMedia("(min-width: 62rem)").matches;
}

/**
 * What is to be done, by its date, to read and as a file for calendars.
 * @param {Step[]} steps
 * @param {number} today
 * @param {string} person whose file does not replace that of another
 */
function toDo(steps, today, person) {
  const dated = steps
    .filter((step) => step.when)
    .sort((a, b) => /** @type {number} */ (a.from ?? a.due) - /** @type {number} */ (b.from ?? b.due));
  section("todo", !dated.length);
  number("todo", dated.length);
  const coming = entries(dated, today);
  const file = coming.length ? calendar(coming, { host: `${person}.${location.host}`, language, now: new Date() }) : undefined;
  offer(one("[data-save=calendar]"), "text/calendar", file);
  one("[data-list=todo]").replaceChildren(
    ...dated.map((step) => {
      const item = row("_todo-row");
      slot(item, "when", step.when);
      slot(item, "what", ...sentence(step));
      slot(item, "route", ...inside(one("h3", step.block)));
      return item;
    }),
  );
}

/**
 * The days that are still to come, each with what opens or ends on it.
 * @param {Step[]} steps
 * @param {number} today
 */
function entries(steps, today) {
  return steps.flatMap((step) =>
    Object.entries({ from: step.from, due: step.due }).flatMap(([end, day]) => {
      if (day === null || day < today) return [];
      const title = filled(words.entry, () => gist(step));
      const about = `${step.when}. ${plain(sentence(step))} ${text(one("h3", step.block))}\n${home()}`;
      return [{ id: `${step.id}.${end}`, day, title, text: about }];
    }),
  );
}

/**
 * The documents that the steps need, each once.
 * @param {Step[]} steps
 */
function gather(steps) {
  const needed = new Set(steps.flatMap(({ element }) => (element.dataset.documents ?? "").split(" ")));
  const items = all("[data-document]");
  for (const item of items) item.hidden = !needed.has(item.dataset.document);
  section("documents", items.every((item) => item.hidden));

}

/** @param {number} open */
function count(open) {
  const many = ["zero", "one"][open] ?? "other";
  for (const sentence of all("[data-count]")) sentence.hidden = sentence.dataset.count !== many;
  number("open", open);
}

/**
 * @param {string} name
 * @param {number} count
 */
function number(name, count) {
  for (const place of all(`[data-number=${name}]`)) place.textContent = String(count);
}
