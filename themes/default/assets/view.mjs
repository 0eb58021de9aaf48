// Shows the questionnaire: one screen at a time, then the result.
//
// Knows no rules and writes no sentence: every word stands in the page already. What the
// page promises to this script is told at the top of `templates/questionnaire.html`.
// Nothing is sent or stored; answers live in `state`, and go when the page goes.

import { ENDLESS, dateOf, dayOf, ranking } from "./engine.mjs";
import { date, money, number, readDate, readNumber } from "./notation.mjs";
import program from "./program.mjs";
import * as states from "./state.mjs";

/** @typedef {import("./state.mjs").State} State */
/** @typedef {import("./engine.mjs").Concluded} Concluded */

const root = document.getElementById("questionnaire");
const words = root.dataset;
const language = /** @type {"fr" | "en"} */ (document.documentElement.lang);
const title = document.title;

const one = (selector, within = root) => within.querySelector(selector);
const all = (selector, within = root) => [...within.querySelectorAll(selector)];
const row = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** @type {State} */
let state = states.begin(program, today());

// One entry of the browser's history for each screen. Only the place is kept there, never
// an answer. `run` changes when the person starts again: older entries then lead nowhere.
let here = { run: Math.random(), at: history.state?.at ?? 0, screen: "start" };

/** The first content of the amounts, put back when an amount is not known any more. */
const first = new Map(all("[data-amount]").map((place) => [place, [...place.childNodes]]));

one("[data-no-script]").hidden = true;
one("h1").tabIndex = -1;
for (const heading of all("[data-heading]")) heading.ariaLevel = "1";
history.scrollRestoration = "manual";
history.replaceState(here, "");
setFigures();

/* ── What a person does ── */

const actions = {
  start: () => go(states.onwards(program, state)),
  result: () => go(states.result(program, state)),
  back: () => history.back(),
  print: () => window.print(),
  restart,
};

document.addEventListener("click", (event) => {
  const action = event.target.closest("[data-action]")?.dataset.action;
  if (action in actions) actions[action]();
});

one("#questions").addEventListener("submit", (event) => {
  event.preventDefault();
  const field = fields(state.question);
  const { value, error } = read(field);
  if (error) complain(field, error);
  else go(states.answer(program, state, state.question, value));
});

// An amount and "I don't know" exclude each other; whichever came last holds.
one("#questions").addEventListener("input", ({ target }) => {
  const { texts, unknown } = fields(state.question);
  if (target === unknown && unknown.checked) for (const text of texts) text.value = "";
  if (unknown && texts.includes(target)) unknown.checked = false;
});

addEventListener("popstate", ({ state: place }) => {
  // A link inside the page, such as the one to the content, leaves no place.
  if (!place) return;
  const before = here;
  here = place;
  if (place.at === 0) {
    history.replaceState((here = { ...place, run: before.run }), "");
  } else if (place.run !== before.run || !states.open(program, state, place)) {
    here.run = before.run;
    history.go(place.at < before.at ? -1 : 1);
    return;
  }
  state = states.back(state, place);
  show();
});

/** @param {State} next */
function go(next) {
  state = next;
  here = { run: here.run, at: here.at + 1, screen: state.screen, question: state.question };
  history.pushState(here, "");
  show();
}

/** Forgets every answer, on the page as well, and goes back to where it all began. */
function restart() {
  const steps = here.at;
  state = states.begin(program, today());
  one("#questions").reset();
  setFigures();
  here = { run: Math.random(), at: 0, screen: "start" };
  history.replaceState(here, "");
  show();
  if (steps) history.go(-steps);
}

/* ── One screen at a time ── */

function show() {
  for (const screen of all(".screen")) screen.hidden = screen.id !== state.screen;
  one("[data-back]", document).hidden = state.screen === "start";
  setFigures();
  if (state.screen === "questions") showQuestion();
  if (state.screen === "check") list(one("#check [data-list=answers]"));
  if (state.screen === "result") showResult();
  const heading = all(state.screen === "start" ? "h1" : "[data-heading]").find(seen);
  document.title = state.screen === "start" ? title : words.title.replace("{step}", () => text(heading));
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

function showQuestion() {
  const { id } = fields(state.question);
  for (const fieldset of all("[data-question]")) fieldset.hidden = fieldset.dataset.question !== id;
  const field = fields(state.question);
  quiet(field);
  fill(field, state.answers[state.question]);
}

/** The elements of a question. */
function fields(place) {
  const [id, , domain, unsure] = program.questions[place];
  const fieldset = document.getElementById(`ask-${id}`);
  const byId = (name) => document.getElementById(`${id}-${name}`);
  return {
    id,
    place,
    domain,
    fieldset,
    type: fieldset.dataset.type,
    radios: all("[type=radio]", fieldset),
    texts: all("[type=text]", fieldset),
    unknown: unsure ? byId("unknown") : null,
    error: byId("error"),
  };
}

/** What stands in the fields of a question: its value, or what is wrong with it. */
function read({ type, domain, radios, texts, unknown }) {
  if (unknown?.checked) return { value: null };
  if (radios.length) {
    const chosen = radios.find((radio) => radio.checked);
    return chosen ? { value: domain.indexOf(chosen.value) } : { error: "empty" };
  }
  const written = texts.map((text) => text.value);
  if (written.every((part) => !part.trim())) return { error: "empty" };
  const value = type === "date" ? readDate(...written) : readNumber(written[0], language);
  const [low, high] = domain;
  return value >= low && value <= high ? { value } : { error: "format" };
}

/** Puts an answer into its fields, unless it stands there already in the person's own writing. */
function fill(field, value) {
  if (value === undefined || read(field).value === value) return;
  const { type, domain, radios, texts, unknown } = field;
  for (const radio of radios) radio.checked = radio.value === domain[value];
  if (unknown) unknown.checked = value === null;
  const day = dateOf(value);
  const parts = type === "date" ? [day.getUTCDate(), day.getUTCMonth() + 1, day.getUTCFullYear()] : [value / 100];
  texts.forEach((text, part) => {
    text.value = value === null ? "" : String(parts[part]).replace(".", language === "fr" ? "," : ".");
  });
}

/* ── Errors ── */

function complain({ id, fieldset, radios, texts, error }, wrong) {
  const messages = all("[data-error]", error);
  const message = messages.find((found) => found.dataset.error === wrong) ?? messages[0];
  for (const found of messages) found.hidden = found !== message;
  error.hidden = false;
  for (const input of texts) input.setAttribute("aria-invalid", "true");
  for (const input of radios.length ? [fieldset] : texts) describe(input, id, true);
  const item = row("error-row");
  const link = one("a", item);
  const control = radios[0] ?? texts[0];
  link.textContent = text(message);
  link.href = `#${control.id}`;
  link.addEventListener("click", (event) => {
    event.preventDefault();
    control.focus();
  });
  one("[data-list=errors]").replaceChildren(item);
  one("#errors").hidden = false;
  if (!document.title.startsWith(words.errorPrefix)) document.title = `${words.errorPrefix} ${document.title}`;
  scrollTo(0, 0);
  one("#errors").focus({ preventScroll: true });
}

function quiet({ id, fieldset, texts, error }) {
  one("#errors").hidden = true;
  error.hidden = true;
  for (const input of [fieldset, ...texts]) {
    input.removeAttribute("aria-invalid");
    if (input.hasAttribute("aria-describedby")) describe(input, id, false);
  }
}

function describe(element, id, wrong) {
  const hint = document.getElementById(`${id}-hint`) ? [`${id}-hint`] : [];
  const ids = wrong ? [...hint, `${id}-error`] : hint;
  if (ids.length) element.setAttribute("aria-describedby", ids.join(" "));
  else element.removeAttribute("aria-describedby");
}

/* ── Answers ── */

/** Lists the answers that count, each with a link to change it. */
function list(place) {
  const { answers } = states.standing(program, state);
  const rows = answers.map((value, question) => {
    if (value === undefined) return null;
    const { fieldset } = fields(question);
    const item = row("answer-row");
    slot(item, "question", fieldset.dataset.short);
    slot(item, "subject", fieldset.dataset.short);
    one("[data-slot=answer]", item).append(...answer(fields(question), value));
    const change = one("[data-slot=change]", item);
    change.href = `#${fieldset.id}`;
    change.addEventListener("click", (event) => {
      event.preventDefault();
      go(states.change(state, question));
    });
    return item;
  });
  place.replaceChildren(...rows.filter(Boolean));
}

/** An answer in words: those of the page, with their markup, or a number as one reads it. */
function answer({ id, type, domain, radios }, value) {
  if (value === null) return [words.unknown];
  if (radios.length) {
    const label = radios.find((radio) => radio.value === domain[value]).closest("label").cloneNode(true);
    for (const part of all("input, small", label)) part.remove();
    return [...label.childNodes];
  }
  if (type === "date") return [date(value, language)];
  if (type === "money") return [money(value, language)];
  return [number(value, language), "\u00a0", text(document.getElementById(`${id}-unit`))];
}

/* ── Result ── */

function showResult() {
  for (const copy of all("[data-copy]")) copy.remove();
  const { decisions } = states.standing(program, state);
  const cited = new Set();
  const cards = decisions.map((concluded, place) => {
    const [id, kind] = program.decisions[place];
    const block = one(`[data-decision="${id}"]`);
    const told = tellOutcome(block, kind, place, concluded);
    block.hidden = !told.length || told.every(({ name }) => name === "not_applicable");
    if (block.hidden) return null;
    const sources = told.flatMap(({ sources }) => sources);
    for (const source of sources) cited.add(source);
    if (kind !== "route") return null;
    const best = Math.min(...told.map(({ outcome }) => outcome));
    tellAmounts(block, place, concluded, told.every(({ outcome }) => outcome === 0));
    const steps = tellSteps(block, place, concluded);
    cite(block, sources);
    return { block, place, best, steps };
  });
  const ranked = ranking(program, decisions).map((place) => cards[place]);
  const others = cards.filter((card) => card && !ranked.includes(card)).sort((a, b) => a.best - b.best);
  one("[data-list=open]").append(...ranked.map((card) => card.block));
  one("[data-list=closed]").append(...others.map((card) => card.block));
  one("[data-section=open]").hidden = !ranked.length;
  one("[data-section=closed]").hidden = !others.length;
  count(ranked.filter(({ place }) => pays(place)).length);
  brief(ranked[0]);
  toDo([...ranked, ...others].flatMap((card) => card.steps));
  list(one("#result [data-list=answers]"));
  for (const source of all("#sources [data-source]")) source.hidden = !cited.has(source.dataset.source);
  slot(root, "computed", date(today(), language));
  slot(root, "version", program.version);
}

/**
 * Shows how a decision ends. Where "I don't know" leaves several ends, they are listed, the
 * best first, except where they differ by their reason alone.
 * @param {Concluded} concluded
 */
function tellOutcome(block, kind, place, { possible }) {
  const terminals = program.decisions[place][3];
  const [names] = program.outcomes[kind];
  const blocks = all("[data-outcome]", block);
  const told = [];
  for (const [outcome, why] of possible.map((terminal) => terminals[terminal])) {
    const name = names[outcome];
    const sentence = blocks.find((found) => found.dataset.outcome === `${name}.${why}`);
    if (name === "silent" || told.some((known) => known.sentence === sentence)) continue;
    told.push({ outcome, name, sentence, sources: (sentence.dataset.sources ?? "").split(" ") });
  }
  told.sort((a, b) => a.outcome - b.outcome);
  const silent = told.length && possible.some((terminal) => names[terminals[terminal][0]] === "silent");
  const alike = kind === "route" && told.every(({ outcome }) => outcome === told[0].outcome);
  const listed = told.length > 1 && !alike;
  for (const found of blocks) {
    const nth = told.findIndex(({ sentence }) => sentence === found);
    const unknown = found.dataset.outcome === "unknown";
    found.hidden = unknown ? !listed && !silent : listed || nth < 0;
    const word = one(".state", found);
    if (word) word.hidden = nth > 0;
  }
  const ends = one("[data-possible]", block);
  ends.hidden = !listed;
  one("ul", ends).replaceChildren(
    ...told.map(({ name, sentence }) => {
      const item = row("fact-row");
      item.dataset.state = name;
      item.append(...sentence.cloneNode(true).childNodes);
      for (const word of all(".state", item)) word.hidden = false;
      return item;
    }),
  );
  return told;
}

function tellAmounts(block, place, { amounts }, granted) {
  const formulas = program.decisions[place][4];
  for (const cell of all("[data-amount]", block)) {
    const { amount } = cell.dataset;
    const nth = formulas.findIndex(([id]) => id === amount);
    const told = sum(amounts[nth]);
    cell.replaceChildren(...(told ? [told] : first.get(cell)));
    // Nothing to pay is news; a cover or a contribution that this route never has is none,
    // nor is a complement that nobody gives, nor a refusal where nobody can refuse.
    const [, low, high = low] = formulas[nth];
    const never = low === 0 && high === 0 && amount !== "remaining";
    const nothing = amount === "added" && amounts[nth]?.high === 0;
    cell.parentElement.hidden = never || nothing || (granted && amount === "if_refused");
  }
}

/** An amount or a range in words; undefined where nothing is known of it. */
function sum(quantity) {
  if (typeof quantity !== "object") return undefined;
  const [min, max] = [quantity.low, quantity.high];
  const fill = (words) => words.replace("{min}", money(min, language)).replace("{max}", money(max, language));
  if (min === max) return money(min, language);
  const [bottomless, endless] = [min < -ENDLESS / 2, max > ENDLESS / 2];
  if (bottomless || endless) return endless ? (min > 0 ? fill(words.atLeast) : undefined) : fill(words.atMost);
  return fill(words.range);
}

/** Shows the steps of a route; those of it that have a date come back, to be done. */
function tellSteps(block, place, concluded) {
  const steps = concluded.steps.map(({ step, from, due }) => {
    const element = one(`[data-step="${program.decisions[place][5][step][0]}"]`, block);
    return { element, block, from, due, when: when(from, due) };
  });
  const ordered = one(".steps", block);
  if (!ordered) return [];
  for (const element of all("[data-step]", ordered)) {
    const told = steps.find((step) => step.element === element);
    const span = one("[data-due]", element);
    element.hidden = !told;
    span.hidden = !told?.when;
    span.textContent = told?.when ?? "";
  }
  ordered.hidden = ordered.previousElementSibling.hidden = !steps.length;
  return steps;
}

/** When a step is to be done, seen from the day of the request. */
function when(from, due) {
  const told = (words) =>
    words.replace(/\{(\w+)\}/g, (_, name) => date(name === "from" ? from : (due ?? from), language));
  if (due !== null && due < state.answers[program.reference]) return told(words.stepPassed);
  if (due !== null) return told(from === null ? words.stepBy : words.stepBetween);
  return from === null ? "" : told(words.stepFrom);
}

function toDo(steps) {
  const dated = steps.filter((step) => step.when).sort((a, b) => (a.from ?? a.due) - (b.from ?? b.due));
  one("[data-section=todo]").hidden = !dated.length;
  one("[data-list=todo]").replaceChildren(
    ...dated.map((step) => {
      const item = row("todo-row");
      slot(item, "when", step.when);
      slot(item, "what", ...sentence(step));
      slot(item, "route", ...inside(one("h3", step.block)));
      return item;
    }),
  );
}

/** The best route in a few lines. */
function brief(best) {
  one("#brief").hidden = !best;
  if (!best) return;
  const { block, steps } = best;
  const amount = (id) => one(`div:not([hidden]) > [data-amount="${id}"]`, block);
  const told = {
    route: one("h3", block),
    state: all(".state", block).find((word) => !word.closest("[hidden]")),
    covered: amount("covered"),
    remaining: amount("remaining"),
    refused: amount("if_refused"),
  };
  for (const place of all("[data-brief]")) {
    const found = told[place.dataset.brief];
    if (found === undefined) continue;
    place.replaceChildren(...(found ? inside(found) : []));
    // An amount has the label of its card, which says on whom it depends.
    if (found?.dataset.amount) place.previousElementSibling.replaceChildren(...inside(found.previousElementSibling));
  }
  one("[data-brief=state]").parentElement.dataset.state = told.state?.parentElement.dataset.state ?? "";
  one("[data-brief=step]").replaceChildren(...(steps.length ? sentence(steps[0]) : []));
  one("[data-brief=when]").textContent = steps[0]?.when ?? "";
  for (const part of all("dl > div", one("#brief"))) part.hidden = !text(one("dd", part));
}

function count(open) {
  const many = ["zero", "one"][open] ?? "other";
  for (const sentence of all("[data-count]")) sentence.hidden = sentence.dataset.count !== many;
  one("[data-number=open]").textContent = open;
}

/** Whether anybody but the person pays: a cover of nothing, whatever is answered, is none. */
function pays(place) {
  return !program.decisions[place][4].some(([id, low, high = low]) => id === "covered" && low === 0 && high === 0);
}

function cite(block, sources) {
  const links = all("#sources [data-source]").filter((item) => sources.includes(item.dataset.source));
  if (!links.length) return;
  const copy = row("sources-block");
  copy.dataset.copy = "";
  one("ul", copy).append(
    ...links.map((item) => {
      const fact = row("fact-row");
      fact.append(one("a", item).cloneNode(true));
      return fact;
    }),
  );
  block.append(copy);
}

/* ── Small things ── */

/** Shows the dated figures in the texts as they are on the day of the request. */
function setFigures() {
  const day = dateOf(state.answers[program.reference]).toISOString().slice(0, 10);
  for (const figure of all("[data-parameter]")) {
    const values = all("[data-from]", figure);
    if (!values.length) continue;
    const unknown = one("[data-unknown]", figure);
    const past = unknown && day > (figure.dataset.until ?? "9");
    const held = past ? unknown : (values.findLast((value) => value.dataset.from <= day) ?? unknown ?? values[0]);
    for (const value of figure.children) value.hidden = value !== held;
  }
}

/** Today, where the person is. */
function today() {
  const now = new Date();
  return dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate());
}

function slot(within, name, ...content) {
  one(`[data-slot=${name}]`, within).replaceChildren(...content);
}

/** A copy of what an element shows. */
function inside(element) {
  const copy = element.cloneNode(true);
  for (const part of all("[hidden]", copy)) part.remove();
  return [...copy.childNodes];
}

/** The sentence of a step, without its date. */
function sentence({ element }) {
  return inside(element).filter((node) => !node.dataset || !("due" in node.dataset));
}

function text(element) {
  const shown = inside(element).map((node) => node.textContent);
  // Spaces that do not break are part of the words.
  return shown.join("").replace(/[ \n\t]+/g, " ").trim();
}

function seen(element) {
  return !element.closest("[hidden]");
}
