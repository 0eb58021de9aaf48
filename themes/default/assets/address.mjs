// The answers of a person as the part of an address after its `#`, which no request carries.
//
//     v1.<day it was made>.<rules>.<place>.<question><answer>. … .<check>
//
// Codes come from ids, so an old link survives questions and options that were moved, added
// or taken out, and is the same in both languages. What is not known any more is left out
// and asked again, or read as what stands for it now. What was damaged on the way is not
// believed: a digit may have changed. What a mail program adds is known by the check, and left.
//
//     #<question>=<option>
//
// begins with one answer: pages link to it.

/** @import { Answers, Parameter, Program, Question } from "./program.mjs" */
/** @import { Place, Screen } from "./state.mjs" */
/** @typedef {{made: number, rules: string}} Origin the day on which a link was made, and by which rules */

const VERSION = "v1";
const UNKNOWN = "_";
/** Longer than any address that is written here; nobody walks through more. */
const LONGEST = 1000;
/** @type {Record<string, Screen>} */
const SCREENS = { s: "start", c: "check", r: "result" };

/**
 * Where a link would come from that is made now.
 * @param {Program} program
 * @param {number} today
 * @returns {Origin}
 */
export function origin(program, today) {
  return { made: today, rules: hash(program.version, 4) };
}

/**
 * The part of an address that `read` reads.
 * @param {Program} program
 * @param {Place & {paper?: string}} place with what is to be printed there, if it is
 * @param {Answers} answers those that are heeded
 * @param {Origin} origin
 * @param {number} today where the reference date is today, a link that is opened later means that day
 */
export function write(program, { screen, question, paper }, answers, origin, today) {
  const codes = codesOf(program.questions.map(([id]) => id), 3);
  const given = answers.flatMap((answer, place) => {
    if (answer === undefined || (place === program.reference && answer === today)) return [];
    return [codes[place] + (answer === null ? UNKNOWN : written(program.questions[place], answer))];
  });
  const key = Object.keys(SCREENS).find((key) => SCREENS[key] === screen);
  const at = paper ? `p${paper}` : (codes[question ?? -1] ?? key);
  const body = [VERSION, origin.made.toString(36), origin.rules, at, ...given].join(".");
  return `#${body}.${hash(body, 4)}`;
}

/**
 * A sign of these answers, by which what one person keeps is known from what another does.
 * @param {Answers} answers
 */
export function sign(answers) {
  return hash(JSON.stringify(answers), 5);
}

/**
 * Reads what `write` has written. Undefined where the address holds something else, null
 * where it was damaged, or is of a form that this page does not know.
 * @param {Program} program
 * @param {string} found
 * @returns {{place: Place, answers: Answers, origin: Origin, older: boolean, paper?: string} | null | undefined}
 */
export function read(program, found) {
  if (found.length > 4 * LONGEST) return /^#v\d/i.test(found) ? null : undefined;
  const fragment = mended(found);
  if (!/^#v\d+\./.test(fragment)) return undefined;
  const body = fragment.slice(1, fragment.lastIndexOf("."));
  const [version, made, rules, at, ...given] = body.split(".");
  const whole = fragment.length <= LONGEST && fragment === `#${body}.${hash(body, 4)}`;
  const day = valueOf(program.questions[program.reference], made ?? "");
  if (!whole || version !== VERSION || typeof day !== "number" || at === undefined) return null;
  const codes = codesOf(program.questions.map(([id]) => id), 3);
  /** @type {Answers} */
  const answers = codes.map(() => undefined);
  for (const part of given) {
    const place = codes.indexOf(part.slice(0, 3));
    if (place >= 0) answers[place] = valueOf(program.questions[place], part.slice(3));
  }
  const older = given.map((part) => succeed(program, part, answers)).includes(true);
  const asked = codes.indexOf(at);
  const [, paper] = /^p(\d+)$/.exec(at) ?? [];
  const screen = paper ? "result" : (SCREENS[at] ?? "start");
  /** @type {Place} */
  const place = asked < 0 ? { screen } : { screen: "questions", question: asked };
  return { place, answers, origin: { made: day, rules }, older, paper };
}

/**
 * The answer that an address of a page of the site begins with: null where these rules do not
 * know it, undefined where the address holds something else.
 * @param {Program} program
 * @param {string} fragment
 * @returns {{question: number, answers: Answers} | null | undefined}
 */
export function begun(program, fragment) {
  const [, id, option] = /^#([a-z][\w-]*)=([\w-]*)/.exec(plain(fragment)) ?? [];
  if (id === undefined) return undefined;
  const question = program.questions.findIndex(([known]) => known === id);
  /** @type {Answers} */
  const answers = program.questions.map(() => undefined);
  if (question >= 0) answers[question] = valueOf(program.questions[question], named(program.questions[question], option));
  succeed(program, hash(id, 3) + hash(option, 2), answers);
  const first = answers.findIndex((answer) => answer !== undefined);
  return first < 0 ? null : { question: first, answers };
}

/**
 * An option by its name, as an address writes it.
 * @param {Question} question
 * @param {string} option
 */
function named([, , domain], option) {
  const place = optionsOf(domain)?.indexOf(option) ?? -1;
  return place < 0 ? "" : codesOf(/** @type {string[]} */ (domain), 2)[place];
}

/**
 * Adds what stands for an answer that older rules have written; whether anything does.
 * @param {Program} program
 * @param {string} part
 * @param {Answers} answers
 */
function succeed(program, part, answers) {
  const [code, value] = [part.slice(0, 3), part.slice(3)];
  const here = codesOf(program.questions.map(([id]) => id), 3).indexOf(code);
  const known = here < 0 ? undefined : valueOf(program.questions[here], value);
  /** @param {string} option */
  const said = (option) => {
    if (value === UNKNOWN || known === null) return option === "unknown";
    // Today's name where there is one; of those that have gone, the code, which may be a second one.
    const today = known === undefined ? undefined : optionsOf(program.questions[here][2])?.[known];
    return today === undefined ? [option, `${option}1`].some((name) => hash(name, 2) === value) : today === option;
  };
  const found = program.successors.find(([question, answer]) => hash(question, 3) === code && (answer === null || said(answer)));
  if (!found) return false;
  const [, , ...now] = found;
  let read = false;
  for (const one of now) {
    const [place, answer] = typeof one === "number" ? [one, valueOf(program.questions[one], value)] : one;
    if (answers[place] !== undefined || answer === undefined) continue;
    answers[place] = answer;
    read = true;
  }
  return read;
}

/**
 * The address without what a mail program has put into it: signs written as codes, capitals,
 * spaces, and whatever stands behind its check.
 * @param {string} fragment
 */
function mended(fragment) {
  const whole = plain(fragment);
  for (let end = whole.length; end > 5; end -= 1) {
    if (whole[end - 5] === "." && hash(whole.slice(1, end - 5), 4) === whole.slice(end - 4, end)) return whole.slice(0, end);
  }
  return whole;
}

/** @param {string} fragment */
function plain(fragment) {
  let bare = fragment;
  try {
    bare = decodeURIComponent(fragment);
  } catch {
    // Something was cut in the middle of a sign: it is read as it is.
  }
  return bare.replace(/[\p{Cf}\s]/gu, "").toLowerCase();
}

/**
 * Whether today's result may differ from that of the day on which a link was made.
 * @param {Program} program
 * @param {Origin} origin
 * @param {number} today
 */
export function stale(program, { made, rules }, today) {
  /** @param {number} day */
  const since = (day) => day > made && day <= today;
  /** @param {Parameter} parameter */
  const moved = ([until, values]) => values.some(([from]) => since(from)) || (until !== null && since(until + 1));
  return rules !== hash(program.version, 4) || program.parameters.some(moved);
}

/**
 * @param {Question} question
 * @param {number} answer
 */
function written([, , domain], answer) {
  const options = optionsOf(domain);
  return options ? codesOf(options, 2)[answer] : answer.toString(36);
}

/**
 * @param {Question} question
 * @param {string} text
 */
function valueOf([, , domain, traits], text) {
  if (text === UNKNOWN) return traits & 1 ? null : undefined;
  const options = optionsOf(domain);
  if (options) {
    const place = codesOf(options, 2).indexOf(text);
    return place < 0 ? undefined : place;
  }
  const [low, high] = /** @type {number[]} */ (domain);
  const value = parseInt(text, 36);
  return value.toString(36) === text && value >= low && value <= high ? value : undefined;
}

/**
 * The options of a question that has some.
 * @param {Array<string | number>} domain
 */
function optionsOf(domain) {
  return typeof domain[0] === "string" ? /** @type {string[]} */ (domain) : undefined;
}

/**
 * A code for each name. Of two names with the same one, the later in the alphabet takes another.
 * @param {string[]} names
 * @param {number} length
 */
function codesOf(names, length) {
  /** @type {Map<string, string>} */
  const taken = new Map();
  for (const name of [...names].sort()) {
    let code = hash(name, length);
    for (let turn = 1; taken.has(code); turn += 1) code = hash(name + turn, length);
    taken.set(code, name);
  }
  const codes = new Map([...taken].map(([code, name]) => [name, code]));
  return names.map((name) => /** @type {string} */ (codes.get(name)));
}

/**
 * The FNV-1a hash of a text, as so many letters and digits. It finds accidents, not forgeries.
 * @param {string} text
 * @param {number} length
 */
function hash(text, length) {
  let found = 0x811c9dc5;
  for (const letter of text) found = Math.imul(found ^ /** @type {number} */ (letter.codePointAt(0)), 0x01000193) >>> 0;
  return (found % 36 ** length).toString(36).padStart(length, "0");
}
