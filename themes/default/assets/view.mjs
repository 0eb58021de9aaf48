// Shows the questionnaire: one screen at a time, then the result.
//
// Knows no rules and writes no sentence: every word stands in the page already. What the
// page promises to the scripts is told at the top of `templates/questionnaire.html`.
// Nothing is sent or stored; the answers stand in the address, after its `#`, and go with it.

import * as address from "./address.mjs";
import { list } from "./answers.mjs";
import { tellChanged } from "./changed.mjs";
import { contradict } from "./contradiction.mjs";
import { dayOf } from "./days.mjs";
import { put } from "./engine.mjs";
import { showFigures } from "./figures.mjs";
import { printLetter } from "./letter.mjs";
import { date } from "./notation.mjs";
import { all, filled, home, language, one, seen, slot, text, words } from "./page.mjs";
import program from "./program.mjs";
import { answered, attend, boxes, check, chosen, complain, fields, fill, quiet, read } from "./question.mjs";
import { showResult } from "./result.mjs";
import * as states from "./state.mjs";
import { findOut, counterfactuals } from "./why.mjs";

/** @import { Answers } from "./program.mjs" */
/** @import { Place, State } from "./state.mjs" */

const title = document.title;
const bare = location.pathname + location.search;
/** The day on which the person is here. A page may stay open over midnight. */
let began = today();

/** @type {State} */
let state = states.begin(program, began);

/** Where the address in the bar comes from: an old link tells when it was made. */
let origin = address.origin(program, began);

// One entry of the browser's history for each screen; only the place is kept in it. `run`
// changes when the person starts again: older entries then lead nowhere. It changes too when a
// link brings other answers, which may be another person's: they begin at the entry `first`.
/** @type {{run: number, at: number, first: number} & Partial<Place>} */
let here = history.state ?? { run: Math.random(), at: 0, first: 0 };
let erasing = false;
/** The answers whose result is built, and the day from which it is seen. @type {{answers: Answers, today: number} | undefined} */
let prepared;
/** Waits until the person looks at an answer that she has changed. @type {ReturnType<typeof setTimeout> | undefined} */
let looking;
/** Where the last answer leads from a state. @type {{from: State, key: string, next: State} | undefined} */
let led;
/** Until the person does something, the page takes no focus. */
let loading = true;

for (const place of all("[data-no-script]")) place.hidden = true;
one("h1").tabIndex = -1;
for (const heading of all("[data-heading]")) heading.ariaLevel = "1";
for (const place of all("[data-copy-of]")) {
  const found = document.getElementById(place.dataset.copyOf)?.nextElementSibling;
  if (found) place.replaceChildren(found.cloneNode(true));
}
history.scrollRestoration = "manual";
if (!enter()) stay();
loading = false;
// A task of its own: the page is read meanwhile, and the first click finds it done.
setTimeout(() => states.standing(program, state));

/* ── What a person does ── */

/** @type {Record<string, (button: HTMLElement) => unknown>} */
const actions = {
  start: () => go(states.onwards(program, state)),
  result: () => go(states.result(program, state)),
  back: () => (here.at > here.first ? history.back() : leave()),
  print: () => print(),
  letter: printLetter,
  copy,
  restart,
};

document.addEventListener("click", (event) => {
  wakeUp();
  /** @type {HTMLElement | null} */
  const button = /** @type {Element} */ (event.target).closest("[data-action]");
  if (button) actions[button.dataset.action ?? ""]?.(button);
  /** @type {HTMLAnchorElement | null} */
  const inner = /** @type {Element} */ (event.target).closest("a[href^='#']");
  if (inner && !event.defaultPrevented) follow(event, inner.hash.slice(1));
});

one("#_questions").addEventListener("submit", (event) => {
  event.preventDefault();
  wakeUp();
  const question = /** @type {number} */ (state.question);
  const { parts, given, error } = standsIn(question);
  if (error !== undefined) return complain(parts, error);
  origin = address.origin(program, began);
  const next = after(given);
  if (next.question !== question) return go(next);
  // It cannot be true together with others: the question stays, and says so.
  state = next;
  stay();
});

// An amount and "I don't know" exclude each other; whichever came last holds.
one("#_questions").addEventListener("input", ({ target }) => {
  const field = fields(/** @type {number} */ (state.question));
  const { texts, unknown } = field;
  const several = boxes(field);
  // So do "none" or "I don't know" and whatever else is chosen.
  several?.radios.forEach((box, nth) => {
    const alone = several.places[several.radios.indexOf(/** @type {HTMLInputElement} */ (target))] < 0;
    if (box !== target && (alone || several.places[nth] < 0)) box.checked = false;
  });
  if (unknown && !several) {
    if (target === unknown && unknown.checked) for (const text of texts) text.value = "";
    if (texts.includes(/** @type {HTMLInputElement} */ (target))) unknown.checked = false;
  }
  // While she looks at the answer that she changes, so that she need not wait for its result.
  clearTimeout(looking);
  if (state.before) looking = setTimeout(ahead, 200);
});

/** Builds the result of the answer that stands in the fields, if that leads to one. */
function ahead() {
  if (state.screen !== "questions") return;
  const { given } = standsIn(/** @type {number} */ (state.question));
  const next = given && after(given);
  if (next?.screen === "result") prepare(next);
}

/**
 * Where an answer leads, worked out once.
 * @param {Array<[question: number, value: number | null]>} given
 */
function after(given) {
  const key = JSON.stringify(given);
  if (led?.from !== state || led.key !== key) led = { from: state, key, next: states.answer(program, state, given) };
  return led.next;
}

/**
 * What stands in the fields of a question, and those fields.
 * @param {number} question
 */
function standsIn(question) {
  const field = fields(question);
  const several = boxes(field);
  return { parts: several ?? field, ...(several ? chosen(several) : answered(question, read(field))) };
}

addEventListener("popstate", ({ state: place }) => {
  if (erasing) return erase();
  // Somebody wrote another address into the bar, or followed a link to a place in the page.
  if (!place) return enter(true);
  const before = here;
  here = place;
  // These are other answers, which their address holds.
  if (place.run !== before.run) return enter() || forget();
  const known = states.open(program, state, place);
  // What cannot be shown any more is stepped over, as far as the first entry.
  if (place.at > place.first && !known) return history.go(place.at < before.at ? -1 : 1);
  state = states.back(state, known ? place : { screen: "start" });
  stay();
});

/** @param {State} next */
function go(next) {
  state = next;
  here = { ...here, at: here.at + 1, ...place() };
  history.pushState(here, "", written());
  show();
}

/** Shows the state in the present entry of the history. */
function stay() {
  here = { ...here, ...place() };
  history.replaceState(here, "", written());
  show();
}

/**
 * Takes up what the address holds; whether it holds anything of ours.
 * @param {boolean} [other] whether it comes in the place of what is here
 */
function enter(other) {
  const found = address.read(program, location.hash);
  const begun = found === undefined ? address.begun(program, location.hash) : undefined;
  if (found === undefined && begun === undefined) return false;
  const replaced = other && given();
  if (other) here = { run: Math.random(), at: here.at + 1, first: here.at + 1 };
  one("[data-broken]").hidden = Boolean(found ?? begun);
  state = states.begin(program, began);
  origin = address.origin(program, began);
  if (begun) state = states.start(program, state, begun);
  if (found) {
    origin = found.origin;
    state = states.enter(program, state, found);
  }
  stay();
  // The answer that is to be confirmed may stand far down in a long list.
  if (begun) all("input:checked").find(seen)?.scrollIntoView({ block: "center" });
  if (found?.older) notice("older");
  else if (replaced) notice("other");
  /** @type {HTMLElement | null} */
  const button = one(`[data-paper="${found?.paper}"]`);
  // When the page is there, whose actions are told below.
  if (button && seen(button)) setTimeout(() => button.click());
  return true;
}

/** From a screen that a link has opened, where there is nothing to go back to. */
function leave() {
  state = states.back(state, { screen: "start" });
  stay();
}

/** Nothing is answered at this entry. */
function forget() {
  clear();
  stay();
}

function clear() {
  prepared = undefined;
  state = states.begin(program, began);
  origin = address.origin(program, began);
  /** @type {HTMLFormElement} */
  const form = one("#_questions");
  form.reset();
}

/** Forgets every answer, on the page and in the addresses that led here. */
function restart() {
  clear();
  erasing = here.at > 0;
  if (erasing) history.go(-here.at);
  else erase();
}

/** At the first entry again: a new one takes the place of all those that come after it. */
function erase() {
  erasing = false;
  here = { run: Math.random(), at: 0, first: 0 };
  stay();
  history.pushState(here, "", bare);
}

async function copy() {
  const [field, done] = [one("[data-address]"), one("[data-copied]")];
  const link = home() + location.hash;
  done.hidden = true;
  try {
    await navigator.clipboard.writeText(link);
    field.hidden = true;
  } catch {
    // Not permitted, as in many frames: the person copies it herself.
    field.hidden = false;
    /** @type {HTMLInputElement} */
    const input = one("input", field);
    input.value = link;
    input.select();
    return;
  }
  // Shown anew each time, so that it is also said anew.
  setTimeout(() => (done.hidden = false));
}

/**
 * Goes to a place in the page without a new address: the present one holds the answers.
 * @param {Event} event
 * @param {string} id
 */
function follow(event, id) {
  const target = document.getElementById(id);
  if (!target) return;
  event.preventDefault();
  const folded = target instanceof HTMLDetailsElement;
  for (let around = target.parentElement?.closest("details"); around; around = around.parentElement?.closest("details")) around.open = true;
  if (folded) target.open = true;
  else target.tabIndex = -1;
  (folded ? one("summary", target) : target).focus();
  target.scrollIntoView();
}

/** Where another day has begun, and the person did not choose one: that of the request is today. */
function wakeUp() {
  const now = today();
  if (now === began) return;
  const own = origin.made === began;
  const chosen = state.answers[program.reference] !== began;
  began = now;
  if (own) origin = address.origin(program, began);
  if (chosen) return;
  state = { ...state, answers: put(state.answers, program.reference, now) };
  // Whoever is writing an answer goes on.
  if (state.screen === "questions") return history.replaceState(here, "", written());
  stay();
  if (state.screen !== "start") notice("day");
}

for (const event of ["focus", "pageshow"]) addEventListener(event, wakeUp);
document.addEventListener("visibilitychange", wakeUp);

/**
 * Says one thing above the screen, or nothing any more.
 * @param {string} [name]
 */
function notice(name) {
  for (const told of all("[data-notice]")) told.hidden = told.dataset.notice !== name;
  slot(one("#_notices"), "today", date(began, language));
}

/* ── One screen at a time ── */

function show() {
  notice();
  document.body.dataset.screen = state.screen;
  for (const screen of all(".screen")) screen.hidden = screen.id !== `_${state.screen}`;
  one("[data-back]", document).hidden = state.screen === "start";
  if (state.screen !== "start") one("[data-broken]").hidden = true;
  showFigures(/** @type {number} */ (state.answers[program.reference]));
  if (state.screen === "questions") showQuestion();
  if (state.screen === "check") {
    list(one("#_check [data-list=answers]"), states.standing(program, state).answers, change);
    // While she reads them, so that she need not wait for it later.
    soon(prepare);
  }
  if (state.screen === "result") {
    const { answers } = prepare();
    for (const link of /** @type {HTMLAnchorElement[]} */ (all("a[data-paper]"))) {
      link.hash = address.write(program, { ...state, paper: link.dataset.paper }, answers, origin, began);
    }
    one("[data-stale]").hidden = !address.stale(program, origin, began);
    slot(one("[data-stale]"), "made", date(origin.made, language));
    showChanged();
    one("[data-address]").hidden = one("[data-copied]").hidden = true;
  }
  // The other language has the same answers, on the same screen.
  /** @type {HTMLAnchorElement | null} */
  const other = one("a.language", document);
  if (other) other.href = other.href.split("#")[0] + location.hash;
  const heading = /** @type {HTMLElement} */ (all(state.screen === "start" ? "h1" : "[data-heading]").find(seen));
  document.title = state.screen === "start" ? title : filled(words.title, () => text(heading));
  const wrong = state.screen === "questions" && contradicted();
  if (loading) return;
  // What stands below the first screenful comes a picture later: nobody waits for it.
  document.body.classList.add("arriving");
  soon(() => document.body.classList.remove("arriving"));
  if (wrong) return attend();
  scrollTo(0, 0);
  heading.focus({ preventScroll: true });
}

/**
 * Does something when what a person has just done is on the screen.
 * @param {() => unknown} act
 */
function soon(act) {
  requestAnimationFrame(() => setTimeout(act));
}

/** Says what an answer that was changed from the result does to it. */
function showChanged() {
  const { before } = state;
  const told = one("[data-changed]");
  told.replaceChildren();
  // A moment later, so that it is also said.
  if (before) soon(() => tellChanged(states.standing(program, { answers: before }), states.standing(program, state)));
}

/** Says so where the answer to the question cannot be true together with others; whether it cannot. */
function contradicted() {
  const { refused, answers } = states.standing(program, state);
  if (!refused || refused.question !== state.question) return false;
  contradict(refused, answers, change);
  return true;
}

/**
 * Builds the result of the answers, if that is not done yet, and gives what it stands on.
 * @param {State} at
 */
function prepare(at = state) {
  const standing = states.standing(program, at);
  if (prepared?.today === began && at.answers.every((answer, place) => answer === prepared?.answers[place])) return standing;
  prepared = { answers: at.answers, today: began };
  showResult(standing, began, counterfactuals(program, standing.answers), findOut(program, standing.answers));
  list(one("#_result [data-list=answers]"), standing.answers, change);
  return standing;
}

/** @param {number} question */
function change(question) {
  go(states.change(state, question));
}

function showQuestion() {
  const field = fields(/** @type {number} */ (state.question));
  const several = boxes(field);
  const { id } = several ?? field;
  for (const fieldset of all("[data-question]")) fieldset.hidden = fieldset.dataset.question !== id;
  showStage((several ?? field).fieldset.dataset.stage);
  quiet(several ?? field);
  if (several) check(several, state.answers);
  else fill(field, state.answers[/** @type {number} */ (state.question)]);
}

/**
 * Says at which stage the person is; not as a number where she is led back to an earlier one.
 * @param {string | undefined} stage
 */
function showStage(stage) {
  const { answers, next } = states.standing(program, state);
  const later = answers.some((answer, place) => answer !== undefined && place !== program.reference && Number(stageOf(place)) > Number(stage));
  for (const line of all("[data-progress]")) line.hidden = !stage;
  for (const told of all("[data-progress] > [data-stage]")) told.hidden = told.dataset.stage !== stage;
  for (const nth of all("[data-nth]")) nth.hidden = later && state.question === next;
}

/** @param {number} place of a question */
function stageOf(place) {
  return fields(place).fieldset.dataset.stage;
}

function place() {
  return { screen: state.screen, question: state.question };
}

/** The address of what is shown. Where nothing was answered yet, it holds nothing. */
function written() {
  if (state.screen === "start" && !given()) return bare;
  return bare + address.write(program, state, states.standing(program, state).answers, origin, began);
}

/** Whether anything was answered. */
function given() {
  return state.answers.some((answer, place) => answer !== undefined && place !== program.reference);
}

/** Today, where the person is. */
function today() {
  const now = new Date();
  return /** @type {number} */ (dayOf(now.getFullYear(), now.getMonth() + 1, now.getDate()));
}
