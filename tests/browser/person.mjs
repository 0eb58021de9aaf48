// A person who goes through the questionnaire by what the page shows her.

/** The screen on which she is, and the question if it is one. */
export async function where(page) {
  const screen = (await page.locator(".screen:not([hidden])").getAttribute("id")).slice(1);
  if (screen !== "questions") return { screen };
  return { screen, question: await page.locator("[data-question]:not([hidden])").getAttribute("data-question") };
}

/** Fills in the question that is shown: an option, "yes", a number as typed, 2027-01-18, "unknown". */
export async function fill(page, answer) {
  const fieldset = page.locator("[data-question]:not([hidden])");
  const id = await fieldset.getAttribute("data-question");
  const control = (name) => page.locator(`[id="_q-${id}-${name}"]`);
  const type = await fieldset.getAttribute("data-type");
  if (answer === "unknown") return control("unknown").check();
  if (type === "choice" || type === "yes_no") return control(answer).check();
  if (type !== "date") return page.locator(`[id="_q-${id}"]`).fill(String(answer));
  const [year, month, day] = String(answer).split("-");
  await control("day").fill(day);
  await control("month").fill(month);
  await control("year").fill(year);
}

export const proceed = (page) => page.locator("#_questions [type=submit]").click();

/**
 * The answers with those to questions of which persons need not speak: who does not say so has an
 * offer, is not away from work unless she names a leave, and does not know the rest.
 */
export const complete = (answers) => ({
  absent: (answers.leave ?? "none") === "none" ? "no" : "yes",
  start_date: "unknown", offer: "yes", account_hours: "unknown", draft_over: "no", gap_passed: "no",
  ...answers,
});

/** Answers whatever is asked until the answers are to be checked; gives the questions in order. */
export async function answerAll(page, answers) {
  const asked = [];
  answers = complete(answers);
  for (;;) {
    const { screen, question } = await where(page);
    if (screen !== "questions") return asked;
    if (!(question in answers)) throw new Error(`nobody said what to answer to ${question}`);
    if (asked.at(-1) === question) throw new Error(`the answer to ${question} was not taken`);
    asked.push(question);
    await fill(page, answers[question]);
    await proceed(page);
  }
}

/** Asks for the result, and waits until all of it is there. */
export async function seeResult(page) {
  await page.locator("#_check [data-action=result]").click();
  await arrived(page);
}

/** Waits for what comes a picture after the first screenful. */
export const arrived = (page) => page.locator("body:not(.arriving)").waitFor();

/** From the start to the result, with all that is folded there opened, as a reader may do. */
export async function answerToTheEnd(page, answers) {
  await page.locator("[data-action=start]").click();
  const asked = await answerAll(page, answers);
  await seeResult(page);
  await unfold(page);
  return asked;
}

/** Opens whatever is folded in the result. */
export const unfold = (page) =>
  page.locator("#_result").evaluate((result) => {
    for (const fold of result.querySelectorAll(".way, .doing, .fold, [data-wide]")) fold.open = true;
  });

/**
 * From the start to the result where the way is not what is tested: each answer is put in and sent
 * by the page itself, which is many times as fast as a pointer that waits for what it points at.
 */
export async function hurryToTheEnd(page, answers, { folded = false } = {}) {
  await page.locator("[data-action=start]").click();
  await page.evaluate(answerHere, complete(answers));
  await seeResult(page);
  if (!folded) await unfold(page);
}

/** Runs in the page: answers what is shown until nothing is left. */
async function answerHere(answers) {
  const shown = () => document.querySelector("#_questions:not([hidden]) [data-question]:not([hidden])");
  for (let question = shown(); question; ) {
    const { question: id, type } = question.dataset;
    if (!(id in answers)) throw new Error(`nobody said what to answer to ${id}`);
    const control = (name) => document.getElementById(name ? `_q-${id}-${name}` : `_q-${id}`);
    const write = (field, text) => {
      field.value = text;
      field.dispatchEvent(new Event("input", { bubbles: true }));
    };
    const answer = String(answers[id]);
    if (answer === "unknown" || type === "choice" || type === "yes_no") control(answer).click();
    else if (type === "date") answer.split("-").forEach((part, place) => write(control(["year", "month", "day"][place]), part));
    else write(control(), answer);
    document.querySelector("#_questions [type=submit]").click();
    let [before, frames] = [question, 0];
    for (question = shown(); question === before; question = shown()) {
      if ((frames += 1) > 100) throw new Error(`the answer to ${id} was not taken`);
      await new Promise(requestAnimationFrame);
    }
  }
}

/** An amount as it must stand on the page. Written without Intl, which is what is tested. */
export function euros(cents, language) {
  const whole = String(Math.floor(cents / 100)).replace(/\B(?=(\d{3})+$)/g, language === "fr" ? "\u202f" : ",");
  const rest = cents % 100 ? (language === "fr" ? "," : ".") + String(cents % 100).padStart(2, "0") : "";
  return language === "fr" ? `${whole}${rest}\u00a0€` : `€${whole}${rest}`;
}
