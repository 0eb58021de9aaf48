// Where a person stands in the questionnaire, and what she has answered.
//
// A state is one plain object; every function makes a new one and touches nothing else.
// An answer that makes no sense any more is kept, in case it makes sense again, but not
// heeded: the same answers give the same result, by whatever way she came to them.

import { conclude, put, refused, relevant } from "./engine.mjs";

/**
 * @typedef {"start" | "questions" | "check" | "result"} Screen
 * @typedef {{screen: Screen, question?: number}} Place
 * @typedef {Place & {answers: Array<number | null | undefined>}} State
 */

/**
 * Nothing is answered but the reference date: the day on which the person comes.
 * @returns {State}
 */
export function begin(program, today) {
  const answers = program.questions.map(() => undefined);
  answers[program.reference] = today;
  return { screen: "start", answers };
}

/** What was found already: one step asks for the same several times, and no list of answers ever changes. */
const found = new WeakMap();

/**
 * What follows from the answers: those that are heeded, the decisions, the next question. Where
 * answers cannot be true together, that is the one which completes it, until it is corrected.
 */
export function standing(program, { answers }) {
  if (!found.has(answers)) found.set(answers, follow(program, answers));
  return found.get(answers);
}

function follow(program, answers) {
  // Nor is what does not surely make sense: whoever does not say whether she is on leave was
  // not asked when it ends, by whatever way she came here.
  const heeded = answers.map((answer, question) =>
    relevant(program, question, answers) === true ? answer : undefined,
  );
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
 * The question to correct, or the next one that can still change something, or all answers to check.
 * @param {State} state
 * @returns {State}
 */
export function onwards(program, { answers }) {
  const { next } = standing(program, { answers });
  return next === undefined ? { screen: "check", answers } : { screen: "questions", question: next, answers };
}

/** @param {number | null} value */
export function answer(program, state, question, value) {
  return onwards(program, { ...state, answers: put(state.answers, question, value) });
}

/** To one question again; its answer leads back to where all are checked. */
export function change({ answers }, question) {
  return { screen: "questions", question, answers };
}

/** To a place where the person was before. Answers stay. */
export function back({ answers }, { screen, question }) {
  return { screen, question, answers };
}

/** The result, if it is there; what is missing otherwise. */
export function result(program, { answers }) {
  const state = onwards(program, { answers });
  return state.screen === "check" ? { screen: "result", answers } : state;
}

/**
 * Where a link leads: to the place that it names if its answers still lead there, else to
 * what is missing by now, or to be corrected.
 */
export function enter(program, state, { place, answers }) {
  const found = { ...place, answers: answers.map((answer, question) => (answer === undefined ? state.answers[question] : answer)) };
  const wrong = standing(program, found).refused && place.screen !== "start";
  return open(program, found, place) && !wrong ? found : onwards(program, found);
}

/**
 * Whether a place can be shown: an answer that was changed since may have closed it.
 * @param {Place} place
 */
export function open(program, state, { screen, question }) {
  const { answers, next } = standing(program, state);
  if (screen === "questions") return question === next || answers[question] !== undefined;
  return screen === "start" || next === undefined;
}
