// The result: all decisions together, the best first, and what follows from them.

import { sign } from "./address.mjs";
import { calendar } from "./calendar.mjs";
import { cite, pays, sentence, tellAmounts, tellOutcome, tellSteps, tellSupposed } from "./card.mjs";
import { tellChanges } from "./change.mjs";
import { put, ranking } from "./engine.mjs";
import { showLetters } from "./letter.mjs";
import { date } from "./notation.mjs";
import { all, home, inside, language, offer, one, plain, root, row, section, slot, text } from "./page.mjs";
import program from "./program.mjs";
import { fields } from "./question.mjs";

/** @import { Step } from "./card.mjs" */
/** @import { Role } from "./program.mjs" */
/** @import { Standing } from "./state.mjs" */
/** @import { Counterfactuals } from "./why.mjs" */
/** @typedef {{block: HTMLElement, place: number, best: number, steps: Step[]}} Card */

/**
 * Shows what follows from the answers.
 * @param {Standing} standing
 * @param {number} today
 * @param {Array<Counterfactuals | undefined>} counterfactuals for each decision, what would open it
 * @param {number | undefined} unknown the question to find an answer to first
 */
export function showResult({ answers, decisions }, today, counterfactuals, unknown) {
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
    tellAmounts(block, place, concluded, told.every(({ outcome }) => outcome === 0), answers);
    const steps = tellSteps(block, decision, concluded, /** @type {number} */ (answers[program.reference]));
    tellChanges(block, counterfactuals[place], program.reference);
    cite(block, sources, place, answers);
    return { block, place, best, steps };
  });
  const ranked = ranking(program, decisions).flatMap((place) => cards[place] ?? []);
  const closed = /** @type {Card[]} */ (cards.filter((card) => card && !ranked.includes(card)));
  const others = closed.sort((a, b) => a.best - b.best);
  one("[data-list=open]").append(...ranked.map((card) => card.block));
  one("[data-list=closed]").append(...others.map((card) => card.block));
  section("open", !ranked.length);
  section("closed", !others.length);
  count(ranked.filter(({ place }) => pays(place)).length);
  one("[data-find-out]").hidden = unknown === undefined;
  if (unknown !== undefined) slot(root, "find-out", ...inside(one("h2", fields(unknown).fieldset)));
  brief(ranked[0]);
  const open = ranked.flatMap((card) => card.steps);
  toDo([...open, ...others.flatMap((card) => card.steps)], today, sign(put(answers, program.reference, undefined)));
  showLetters(open, answers, today);
  gather(open);
  for (const source of all("#_sources [data-source]")) source.hidden = !cited.has(source.dataset.source);
  slot(root, "computed", date(today, language));
  slot(root, "version", program.version);
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
      const title = plain(sentence(step));
      return [{ id: `${step.id}.${end}`, day, title, text: `${step.when}. ${text(one("h3", step.block))}\n${home()}` }];
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

/**
 * The best route in a few lines.
 * @param {Card | undefined} best
 */
function brief(best) {
  one("#_brief").hidden = !best;
  if (!best) return;
  const { block, steps } = best;
  /**
   * @param {Role} role
   * @returns {HTMLElement | null}
   */
  const amount = (role) => all("div:not([hidden]) > [data-amount]", block).find(({ dataset }) => program.roles[dataset.amount] === role) ?? null;
  /** @type {Record<string, HTMLElement | null | undefined>} */
  const told = {
    route: one("h3", block),
    state: all(".state", block).find((word) => !word.closest("[hidden]:not(.screen)")),
    covered: amount("covered"),
    remaining: amount("remaining"),
    refused: amount("if_refused"),
    rests: one("[data-rests]:not([hidden])", block),
  };
  for (const place of all("[data-brief]")) {
    const found = told[place.dataset.brief];
    if (found === undefined) continue;
    place.replaceChildren(...(found ? inside(found) : []));
    // An amount has the label of its card, which says on whom it depends.
    if (found?.dataset.amount) place.previousElementSibling?.replaceChildren(...inside(/** @type {Element} */ (found.previousElementSibling)));
  }
  const { dataset } = /** @type {HTMLElement} */ (one("[data-brief=state]").parentElement);
  dataset.state = told.state?.parentElement?.dataset.state ?? "";
  one("[data-brief=step]").replaceChildren(...(steps.length ? sentence(steps[0]) : []));
  one("[data-brief=when]").textContent = steps[0]?.when ?? "";
  for (const part of all("dl > div", one("#_brief"))) part.hidden = !text(one("dd", part));
}

/** @param {number} open */
function count(open) {
  const many = ["zero", "one"][open] ?? "other";
  for (const sentence of all("[data-count]")) sentence.hidden = sentence.dataset.count !== many;
  one("[data-number=open]").textContent = String(open);
}
