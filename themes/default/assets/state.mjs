// Where a person stands in the questionnaire, and what she has answered.
//
// A state is one plain object; every function makes a new one and touches nothing else.
// An answer that makes no sense any more is kept, in case it makes sense again, but not
// heeded: the same answers give the same result, by whatever way she came to them.

import { applicable, conclude, presumed, put, refused } from "./engine.mjs";

/** @import { Answers, Program } from "./program.mjs" */

/**
 * @typedef {"start" | "questions" | "check" | "result"} Screen
 * @typedef {{screen: Screen, question?: number}} Place
 * @typedef {Place & {answers: Answers, before?: Answers}} State with the answers whose result led to the question
 * @typedef {ReturnType<typeof follow>} Standing
 */

/**
 * Nothing is answered but the reference date: the day on which the person comes.
 * @param {Program} program
 * @param {number} today
 * @returns {State}
 */
export function begin(program, today) {
  /** @type {Answers} */
  const answers = program.questions.map(() => undefined);
  answers[program.reference] = today;
  return { screen: "start", answers };
}

/**
 * What was found already: one step asks for the same several times, and no list of answers ever changes.
 * @type {WeakMap<Answers, Standing>}
 */
const found = new WeakMap();

/**
 * What follows from the answers: those that are heeded, the decisions, the next question. Where
 * answers cannot be true together, that is the one which completes it, until it is corrected.
 * @param {Program} program
 * @param {{answers: Answers}} state
 * @returns {Standing}
 */
export function standing(program, { answers }) {
  const known = found.get(answers) ?? follow(program, answers);
  found.set(answers, known);
  return known;
}

/**
 * @param {Program} program
 * @param {Answers} answers
 */
function follow(program, answers) {
  // Nor is what does not surely make sense: whoever does not say whether she is on leave was
  // not asked when it ends, by whatever way she came here.
  // A conclusion waits for no optional question: until then it is not known.
  const known = presumed(program, answers);
  const heeded = answers.map((answer, question) => (applicable(program, question, known) === true ? answer : undefined));
  for (;;) {
    const found = conclude(program, heeded);
    // What the rules ask for all the same is heeded: nobody is asked twice.
    if (found.next === undefined || answers[found.next] === undefined) {
      const wrong = refused(program, heeded);
      return { ...found, next: wrong?.question ?? found.next, refused: wrong, answers: heeded };
    }
    heeded[found.next] = answers[found.next];
  }
}

/**
 * The question to correct, or the next one that can still change something, or all answers to
 * check; the result, where it was left to change an answer.
 * @param {Program} program
 * @param {{answers: Answers, before?: Answers}} state
 * @returns {State}
 */
export function onwards(program, { answers, before }) {
  const { next } = standing(program, { answers });
  const kept = before && { before };
  if (next !== undefined) return { screen: "questions", question: next, answers, ...kept };
  return { screen: before ? "result" : "check", answers, ...kept };
}

/**
 * @param {Program} program
 * @param {State} state
 * @param {Array<[question: number, value: number | null]>} given
 */
export function answer(program, state, given) {
  const answers = given.reduce((all, [question, value]) => put(all, question, value), state.answers);
  return onwards(program, { ...state, answers });
}

/**
 * To one question again; its answer leads back to the result, or to where all are checked.
 * @param {State} state
 * @param {number} question
 * @returns {State}
 */
export function change({ screen, answers, before }, question) {
  const kept = screen === "result" ? answers : screen === "questions" ? before : undefined;
  return { screen: "questions", question, answers, ...(kept && { before: kept }) };
}

/**
 * To a place where the person was before. Answers stay.
 * @param {State} state
 * @param {Place} place
 * @returns {State}
 */
export function back({ answers, before }, { screen, question }) {
  const kept = screen === "questions" && before;
  return { screen, question, answers, ...(kept && { before }) };
}

/**
 * The result, if it is there; what is missing otherwise.
 * @param {Program} program
 * @param {{answers: Answers}} state
 * @returns {State}
 */
export function result(program, { answers }) {
  const state = onwards(program, { answers });
  return state.screen === "check" ? { screen: "result", answers } : state;
}

/**
 * Where a link leads: to the place that it names if its answers still lead there, else to
 * what is missing by now, or to be corrected.
 * @param {Program} program
 * @param {State} state
 * @param {{place: Place, answers: Answers}} found
 * @returns {State}
 */
export function enter(program, state, { place, answers }) {
  const found = { ...place, answers: answers.map((answer, question) => (answer === undefined ? state.answers[question] : answer)) };
  const wrong = standing(program, found).refused && place.screen !== "start";
  return open(program, found, place) && !wrong ? found : onwards(program, found);
}

/**
 * Where a page of the site begins: at the question that it answers, to be confirmed, or at what
 * is asked before it.
 * @param {Program} program
 * @param {State} state
 * @param {{question: number, answers: Answers}} begun
 * @returns {State}
 */
export function start(program, state, { question, answers }) {
  const all = answers.map((answer, place) => (answer === undefined ? state.answers[place] : answer));
  const asked = applicable(program, question, all) === true;
  return asked ? { screen: "questions", question, answers: all } : onwards(program, { answers: all });
}

/**
 * Whether a place can be shown: an answer that was changed since may have closed it.
 * @param {Program} program
 * @param {{answers: Answers}} state
 * @param {Place} place
 */
export function open(program, state, { screen, question }) {
  const { answers, next } = standing(program, state);
  if (screen === "questions") return question === next || answers[question ?? -1] !== undefined;
  return screen === "start" || next === undefined;
}
