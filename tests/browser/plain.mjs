// A person whose browser runs no script: she presses the buttons that she sees.

import { load } from "./site.mjs";

/** The engine, and the program of the built site, to know what is right. */
export async function rules() {
  return { engine: await load("engine"), program: (await load("program")).default };
}

/**
 * What a person says to each comparison of several answers: yes, no, or that she does not
 * know. The engine computes both sides, as amounts of a route that is always open.
 */
export function comparisons({ engine, program }, answers) {
  const open = -4;
  return program.relations.map(([left, sign, right, inputs]) => {
    if (inputs.some((input) => answers[input] === null || answers[input] === undefined)) return "unknown";
    const route = ["x", "route", open, [[0, "x"]], [["left", left], ["right", right]], []];
    const [{ amounts }] = engine.conclude({ ...program, decisions: [route] }, answers).decisions;
    if (amounts.some((amount) => typeof amount !== "object")) return "no";
    const [a, b] = amounts.map((amount) => amount.low);
    const holds = { "<": a < b, "<=": a <= b, ">": a > b, ">=": a >= b, "=": a === b, "!=": a !== b };
    return holds[sign] ? "yes" : "no";
  });
}

/** What a person would press, by the place of the question in the program. */
export function person(found, answers) {
  const { program } = found;
  const told = {};
  program.questions.forEach(([id, kind, domain], place) => {
    if (answers[place] === undefined) return;
    const options = kind === "choice" || kind === "yes_no";
    told[id] = answers[place] === null ? "unknown" : options ? domain[answers[place]] : answers[place];
  });
  return { told, compared: comparisons(found, answers), reference: program.questions[program.reference][0] };
}

/**
 * Runs in the page: for each question that is shown and has no answer, the button that the
 * person presses; none where nobody said what she answers.
 */
export function waiting({ told, compared, reference }) {
  const fields = [...document.querySelectorAll("#_questions fieldset")].filter((found) => found.checkVisibility());
  const open = fields.filter((found) => !found.querySelector(":checked"));
  const dated = document.getElementById(`_range-${reference}`);
  const buttons = (fieldset) => [...fieldset.querySelectorAll("[type=radio]")];
  const answer = (fieldset) => {
    const named = (value) => buttons(fieldset).find((button) => button.value === value);
    if (fieldset.dataset.compare) return named(compared[fieldset.dataset.compare]);
    const value = told[fieldset.id.replace(/^_(ask|range)-/, "")];
    return typeof value === "number" ? buttons(fieldset).findLast((button) => Number(button.value) <= value) : named(value);
  };
  if (!answer(dated).checked) open.unshift(dated);
  return open.map((fieldset) => ({ question: fieldset.id, button: answer(fieldset)?.id }));
}

/** Runs in the page: what it shows of each decision. */
export function shown() {
  const displayed = (element) => getComputedStyle(element).display !== "none";
  const names = (block, kind) => [...block.querySelectorAll(`[data-${kind}]`)].filter(displayed).map((found) => found.dataset[kind]).sort();
  const blocks = [...document.querySelectorAll("[data-decision]:not(tr)")].map((block) => [
    block.dataset.decision,
    { card: displayed(block), outcomes: names(block, "outcome").filter((name) => name !== "unknown"), steps: names(block, "step") },
  ]);
  const ways = [...document.querySelectorAll("tr[data-decision]")].filter(displayed).map((row) => [row.dataset.decision, names(row, "word")]);
  return { result: document.getElementById("_result").checkVisibility(), decisions: Object.fromEntries(blocks), ways: Object.fromEntries(ways) };
}
