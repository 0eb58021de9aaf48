// The letters that the steps of the open routes need, with the person's dates in them.

import { answerIn } from "./answers.mjs";
import { date } from "./notation.mjs";
import { all, offer, one, section, text } from "./page.mjs";
import program from "./program.mjs";

/** @import { Answers } from "./program.mjs" */

/** Letters are written to French employers. */
const LANGUAGE = "fr";

/** What stands in a blank, put back when an answer is not known any more. */
const blanks = new Map(all("[data-answer]").map((place) => [place, place.textContent]));

/**
 * Shows the letters of some steps, each once.
 * @param {Array<{element: HTMLElement}>} steps
 * @param {Answers} answers
 * @param {number} today
 */
export function showLetters(steps, answers, today) {
  const carrying = steps.map(({ element }) => element).filter((step) => step.dataset.letter);
  for (const letter of all("[data-of-letter]")) {
    const step = carrying.find((found) => found.dataset.letter === letter.dataset.ofLetter);
    letter.hidden = !step;
    if (step) fillIn(letter, /** @type {string} */ (step.dataset.sources).split(" "), answers, today);
  }
  section("letters", !carrying.length);
}

/**
 * Prints one letter alone: the page stays, but not on paper.
 * @param {Element} button
 */
export function printLetter(button) {
  const paper = /** @type {Element} */ (document.getElementById("_paper"));
  paper.replaceChildren(one(".paper", /** @type {Element} */ (button.closest("[data-of-letter]"))).cloneNode(true));
  document.body.classList.add("one-letter");
  const back = () => {
    document.body.classList.remove("one-letter");
    paper.replaceChildren();
  };
  addEventListener("afterprint", back, { once: true });
  print();
}

/**
 * @param {HTMLElement} letter
 * @param {string[]} sources
 * @param {Answers} answers
 * @param {number} today
 */
function fillIn(letter, sources, answers, today) {
  for (const law of all("[data-law]", letter)) law.hidden = !sources.includes(law.dataset.law);
  for (const place of all("[data-answer]", letter)) {
    const question = program.questions.findIndex(([id]) => id === place.dataset.answer);
    const answer = answers[question];
    place.textContent = answer == null ? /** @type {string} */ (blanks.get(place)) : answerIn(LANGUAGE, question, answer);
  }
  for (const place of all("[data-today]", letter)) place.textContent = date(today, LANGUAGE);
  const lines = all("p:not([hidden])", one(".paper", letter)).map((line) => text(line));
  offer(one("[data-save=letter]", letter), "text/plain", lines.join("\r\n\r\n"));
}
