// How one decision ends, in the block that the page has for it.

import { answer } from "./answers.mjs";
import { drawBar, markParts, partsOf } from "./bar.mjs";
import { dateOf } from "./days.mjs";
import { conclude, most, outcomesOf, suppositions, takenOf } from "./engine.mjs";
import { gaps } from "./gaps.mjs";
import { countedFrom } from "./line.mjs";
import { date, money } from "./notation.mjs";
import { all, fact, filled, inside, language, one, plain, row, slot, text, words } from "./page.mjs";
import program from "./program.mjs";
import { fields } from "./question.mjs";
import { tellSum } from "./sum.mjs";

/** @import { Answers, Decision } from "./program.mjs" */
/** @import { Concluded, Quantity } from "./engine.mjs" */
/** @import { Gap } from "./gaps.mjs" */

/**
 * An outcome that is told, and a step: as the page has them.
 * @typedef {{outcome: number, sentence: HTMLElement, sources: string[]}} Outcome
 * @typedef {{id: string, element: HTMLElement, block: HTMLElement, from: number | null, due: number | null, when: string, counted: number[]}} Step
 */

/** The first content of the amounts, put back when an amount is not known any more. */
const first = new Map(all("[data-amount]").map((place) => [place, [...place.childNodes]]));

/**
 * Where what is told of a decision stands.
 * @param {HTMLElement} block
 */
export const body = (block) => one(".way", block) ?? block;

/**
 * Shows how a decision ends. Where "I don't know" leaves several ends, they are listed, the
 * best first, except where they differ by their reason alone.
 * @param {HTMLElement} block
 * @param {Decision} decision
 * @param {Concluded} concluded
 */
export function tellOutcome(block, [, kind, , terminals], concluded) {
  const [names, usable] = program.outcomes[kind];
  /** @param {number} outcome */
  const silent = (outcome) => kind === "notice" && usable[outcome] === null;
  const blocks = all("[data-outcome]", block);
  /** @type {Outcome[]} */
  const told = [];
  for (const [outcome, why] of concluded.possible.map((terminal) => terminals[terminal])) {
    if (silent(outcome)) continue;
    const sentence = /** @type {HTMLElement} */ (blocks.find((found) => found.dataset.outcome === `${names[outcome]}.${why}`));
    if (told.some((known) => known.sentence === sentence)) continue;
    told.push({ outcome, sentence, sources: (sentence.dataset.sources ?? "").split(" ") });
  }
  told.sort((a, b) => a.outcome - b.outcome);
  const unsure = told.length && outcomesOf(terminals, concluded).some(silent);
  const alike = kind === "route" && told.every(({ outcome }) => outcome === told[0].outcome);
  const listed = told.length > 1 && !alike;
  for (const found of blocks) {
    const nth = told.findIndex(({ sentence }) => sentence === found);
    const unknown = found.dataset.outcome === "unknown";
    found.hidden = unknown ? !listed && !unsure : listed || nth < 0;
    /** @type {HTMLElement | null} */
    const word = one(".state", found);
    if (word) word.hidden = nth > 0;
  }
  /** @type {HTMLDetailsElement} */
  const ends = one("[data-possible]", block);
  ends.hidden = !listed;
  // A long list would push the amounts and the steps out of sight.
  ends.open = told.length < 4;
  one("ul", ends).replaceChildren(
    ...told.map(({ sentence }) => {
      const item = fact(...sentence.cloneNode(true).childNodes);
      if (sentence.dataset.state) item.dataset.state = sentence.dataset.state;
      for (const word of all(".state", item)) word.hidden = false;
      return item;
    }),
  );
  return told;
}

/**
 * Says which answers that nobody gave a decision rests on.
 * @param {HTMLElement} block
 * @param {number} place of the decision
 * @param {Concluded} concluded
 * @param {Answers} answers
 */
export function tellSupposed(block, place, concluded, answers) {
  const found = suppositions(program, place, concluded, answers);
  if (!found.length) return;
  const told = row("_supposed-block");
  one("ul", told).append(
    ...found.map((question) => {
      const taken = answer(question, /** @type {number} */ (takenOf(program, question, answers)));
      // What outcomes alone suppose is the least of an amount.
      const [, , , , , , least] = program.questions[question];
      return fact(fields(question).fieldset.dataset.short + words.colon, ...(least ? [filled(words.atLeast, () => taken.join(""))] : taken));
    }),
  );
  body(block).append(told);
}

/**
 * @param {HTMLElement} block
 * @param {number} place of the decision
 * @param {Concluded} concluded
 * @param {boolean} granted
 * @param {Answers} answers
 */
export function tellAmounts(block, place, concluded, granted, answers) {
  const { amounts } = concluded;
  const [, , , , formulas] = program.decisions[place];
  const { values, ifLast } = gaps(program, place, concluded, answers);
  for (const cell of all("[data-amount]", block)) {
    const { amount } = cell.dataset;
    const nth = formulas.findIndex(([id]) => id === amount);
    const told = sum(amounts[nth]);
    cell.replaceChildren(...(told ? [told] : /** @type {Node[]} */ (first.get(cell))));
    const last = sum(ifLast[nth]);
    if (last) {
      const resting = values.filter((gap) => gap.amounts.includes(nth)).map((gap) => known(gap).dataset.stays);
      const note = document.createElement("small");
      note.textContent = filled(words.ifLast, (name) => (name === "amount" ? last : resting.join(", ")));
      cell.append(" ", note);
    }
    // Nothing to pay is news; a cover or a contribution that this route never has is none,
    // nor is a complement that nobody gives, nor a refusal where nobody can refuse, or that costs nothing more.
    const [id, low, high = low] = formulas[nth];
    const never = !low && !high;
    const left = amounts[formulas.findIndex(([other]) => program.roles[other] === "remaining")];
    const spared = granted || (most(amounts[nth]) ?? Infinity) <= (most(left) ?? -1);
    const none = { covered: never, share: never, complement: most(amounts[nth]) === 0, if_refused: spared, remaining: false };
    const role = program.roles[id];
    const around = /** @type {HTMLElement} */ (cell.parentElement);
    // Nor is there a word for what is left of an account of which she does not know the balance.
    around.hidden = role ? Boolean(none[role]) : !told;
  }
  tellRests(block, values, answers);
  const parts = partsOf(place, concluded, granted, answers);
  markParts(block, parts, granted);
  /** @type {HTMLElement | null} */
  const bar = one("[data-bar]", block);
  if (bar) drawBar(bar, block.dataset.decision, parts);
  return parts;
}

/**
 * What the page says of a value that is not established: its last known one, and its bounds.
 * @param {Gap} gap
 */
function known({ id, last }) {
  const found = all(`#_values [data-value="${id}"]`).find(({ dataset }) => dataset.until === (last ? day(last.until) : ""));
  return /** @type {HTMLElement} */ (found);
}

/** @param {number} number */
function day(number) {
  return dateOf(number).toISOString().slice(0, 10);
}

/**
 * Says which values that are not established the amounts rest on, or that nobody has read for long.
 * @param {HTMLElement} block
 * @param {Gap[]} values
 * @param {Answers} answers
 */
function tellRests(block, values, answers) {
  /** @type {HTMLElement | null} */
  const list = one("[data-rests]", block);
  if (!list) return;
  const told = values.flatMap((gap) => {
    const { dataset, textContent } = known(gap);
    return [...(gap.supposed.length ? [dataset.holds] : []), textContent];
  });
  const { read, old } = list.dataset;
  if (read && /** @type {number} */ (answers[program.reference]) > Number(read)) told.push(old);
  list.replaceChildren(...told.map((words) => fact(words)));
  list.hidden = !told.length;
}

/**
 * Shows the steps of a route; those of it that have a date come back, to be done.
 * @param {HTMLElement} block
 * @param {Decision} decision
 * @param {Concluded} concluded
 * @param {number} today
 * @returns {Step[]}
 */
export function tellSteps(block, [route, , , , , own], concluded, today) {
  const steps = concluded.steps.map(({ step, from, due }) => {
    const [id, , , first, last] = own[step];
    const element = one(`[data-step="${id}"]`, block);
    return { id: `${route}.${id}`, element, block, from, due, when: when(from, due, today), counted: [first, last].flatMap(countedFrom) };
  });
  /** @type {HTMLElement | null} */
  const ordered = one(".steps", block);
  if (!ordered) return [];
  for (const element of all("[data-step]", ordered)) {
    const told = steps.find((step) => step.element === element);
    const span = one("[data-due]", element);
    element.hidden = !told;
    span.hidden = !told?.when;
    span.textContent = told?.when ?? "";
  }
  one(".doing", block).hidden = !steps.length;
  return steps;
}

/**
 * Puts at the foot of a card what it rests on: the answers, and the sources.
 * @param {HTMLElement} block
 * @param {string[]} sources
 * @param {number} place of the decision
 * @param {Answers} answers
 */
export function cite(block, sources, place, answers) {
  const copy = row("_why-block");
  const shown = all("#_sources [data-source]").filter((item) => sources.includes(item.dataset.source));
  const texts = shown.map((item) => one("a", item).cloneNode(true));
  const facts = grounds(place, answers).map((question) => [
    `${fields(question).fieldset.dataset.short}${words.colon}`,
    ...answer(question, /** @type {number} */ (answers[question])),
  ]);
  one("[data-list=facts]", copy).append(...facts.map((told) => fact(...told)));
  one("[data-list=texts]", copy).append(...texts.map((link) => fact(link)));
  slot(copy, "way", text(one("h3", block)));
  tellSum(copy, block, place, answers);
  copy.dataset.copy = "";
  body(block).append(copy);
}

/**
 * The answers that a decision has asked for on its way to its end.
 * @param {number} place
 * @param {Answers} answers
 */
function grounds(place, answers) {
  /** @type {Set<number>} */
  const asked = new Set();
  const watched = new Proxy(answers, {
    get(target, key) {
      if (/^\d+$/.test(String(key))) asked.add(Number(key));
      return Reflect.get(target, key);
    },
  });
  // This decision alone, without its amounts and steps; the other places stay empty.
  /** @type {Decision[]} */
  const decisions = [];
  const [id, kind, root, terminals] = program.decisions[place];
  decisions[place] = [id, kind, root, terminals, [], []];
  conclude({ ...program, decisions }, watched);
  return [...asked].filter((question) => answers[question] !== undefined).sort((a, b) => a - b);
}

/**
 * The sentence of a step, without its date and what leads on from it.
 * @param {{element: HTMLElement}} step
 */
export function sentence({ element }) {
  const nodes = /** @type {HTMLElement[]} */ (inside(element));
  return nodes.filter((node) => !node.dataset || !("due" in node.dataset || "more" in node.dataset));
}

/**
 * What a step asks for, without the sentences that explain it.
 * @param {{element: HTMLElement}} step
 */
export function gist(step) {
  const whole = plain(sentence(step));
  return /^.+?[.!?](?=\s+\p{Lu})/u.exec(whole)?.[0] ?? whole;
}

/**
 * An amount or a range in words; undefined where nothing is known of it.
 * @param {Quantity | undefined} quantity
 */
export function sum(quantity) {
  if (typeof quantity !== "object") return undefined;
  const [min, max] = [quantity.low, quantity.high];
  /** @param {string} words */
  const fill = (words) => filled(words, (end) => money(end === "min" ? min : max, language));
  if (min === max) return money(min, language);
  const [bottomless, endless] = [min === -Infinity, max === Infinity];
  if (bottomless || endless) return endless ? (min > 0 ? fill(words.atLeast) : undefined) : fill(words.atMost);
  return fill(words.range);
}

/**
 * When a step is to be done, seen from the day of the request.
 * @param {number | null} from
 * @param {number | null} due
 * @param {number} today
 */
function when(from, due, today) {
  const ending = /** @type {number} */ (due) < today ? words.stepPassed : from === null ? words.stepBy : words.stepBetween;
  const form = due !== null ? ending : from === null ? "" : words.stepFrom;
  return filled(form, (name) => date(/** @type {number} */ (name === "from" ? from : (due ?? from)), language));
}
