// The rules as the browser has them: what `program.mjs` of a site holds, which is written from its
// rules by `src/rules/published/program.rs`. For `tests/run scripts` alone: nothing of this is published.
// `program.test.mjs` holds the rules of the built site to these types.
//
// A row is a list, because a visitor downloads it. A script reads it by taking it apart into these
// names, so that a place that was miscounted is of another type than what is done with it.

export interface Program {
  version: string;
  /** In order of asking. */
  questions: Question[];
  /** The place of the reference date among them. */
  reference: number;
  variables: Variable[];
  /** The roots and all nodes below them: see `packed.mjs`. */
  nodes: string;
  relations: Comparison[];
  parameters: Parameter[];
  contradictions: Contradiction[];
  decisions: Decision[];
  successors: Successor[];
  outcomes: { [kind in Kind]: [names: string[], usable: Usable[]] };
  /** What is usually answered. */
  usual: [question: number, ...parameters: number[]][];
  /** The parts that amounts play, by their ids. */
  roles: { [amount: string]: Role };
}

/** What `program.mjs` of a site holds. */
declare const program: Program;
export default program;

/** The place of a node among the roots; or an end, `-1 - meaning`. */
export type Root = number;

/**
 * What can be chosen, or the smallest and the largest number or day; the sum of 1 where "I don't
 * know" is an answer, 2 where a conclusion does not wait for one, 4 where it is not the person's to
 * change; where it is decided whether the question makes sense; what is taken of whoever does not
 * know the answer or is not asked, and whether
 * outcomes alone take it, of the former; what tells the answer by others.
 */
export type Question =
  | [id: string, type: "choice", options: string[], traits: number, applicability: Root, supposed?: number, outcomesAlone?: 0 | 1, toldBy?: Root]
  | [id: string, type: "yes_no", options: string[], traits: number, applicability: Root, supposed?: number, outcomesAlone?: 0 | 1, toldBy?: Root]
  | [id: string, type: "date" | Unit, bounds: [min: number, max: number], traits: number, applicability: Root, supposed?: number, outcomesAlone?: 0 | 1, toldBy?: Root];
/** See `src/rules/book/unit.rs`. */
export type Unit = "EUR" | "h" | "EUR/h" | Period | "working_days" | "age" | "employees" | "percent" | "count";
export type Period = "days" | "weeks" | "months" | "years";

/** A test of one question between its cuts, or the place of a comparison. */
export type Variable = [question: number, ...cuts: number[]] | number;

/** A test of one variable with a child for each of its regions; or an end, a number below 0. */
export type Node = Test | number;
export interface Test {
  variable: number;
  children: Node[];
}

/** With the questions that either side hangs on. */
export type Comparison = [left: Formula, sign: Sign, right: Formula, inputs: number[]];
export type Sign = "=" | "!=" | "<" | "<=" | ">" | ">=";

/** The last day on which it is known, or null. */
export type Parameter = [until: number | null, values: DatedValue[], id: string, bounds?: [min: number, max: number]];
/** Hundredths of its unit, null where the law sets none, `"?"` where it is not established. */
export type DatedValue = [from: number, value: number | null | "?"];

/** The questions that it names, as the page tells them. */
export type Contradiction = [root: Root, ...questions: number[]];

/**
 * An answer of older rules, null for any, and what says the same now: the place of a question of
 * another name, or answers by the places of their questions.
 */
export type Successor = [question: string, answer: string | null, ...now: Array<number | [question: number, answer: number | null]>];

export type Decision = [id: string, kind: Kind, root: Root, terminals: Terminal[], amounts: Amount[], steps: Step[]];
export type Kind = "verdict" | "route" | "notice";
/** 0 cannot pay, 1 can, 2 can once somebody has confirmed it, 3 can later, null says nothing to the person. */
export type Usable = 0 | 1 | 2 | 3 | null;
/** See `src/rules/book/role.rs`. */
export type Role = "covered" | "share" | "remaining" | "if_refused" | "complement";
export type Terminal = [outcome: number, why: string];
/** One formula, or the least and the most. */
export type Amount = [id: string, low: Formula, ...high: Formula[]];
/** 1 where nobody is told it for whom its condition is open. */
export type Step = [id: string, outcomes: number[], root: Root, from: Formula | null, due: Formula | null, surely?: 1];

/**
 * A formula: a number, null where the law sets nothing, or an operation on others, by its first word.
 * A product is of hundredths where it says nothing else; a time counts in days or, below 0, in months.
 */
export type Formula =
  | number
  | ["q", question: number]
  | ["p", parameter: number]
  | ["a", decision: number, amount: number]
  | null
  | [sign: "+" | "-" | "*", left: Formula, right: Formula, divisor?: number, offset?: number]
  | ["t", from: Formula, to: Formula, unit: number]
  | ["d", day: Formula, count: Formula, unit: Period, direction: -1 | 1]
  | ["min" | "max", ...Formula[]]
  | ["if", root: Root, then: Formula, otherwise: Formula];

/* ── For one person ── */

/** The place of an option, hundredths of a unit, or a day; null is "I don't know", undefined none yet. */
export type Answer = number | null | undefined;
/** By the place of the question. */
export type Answers = Answer[];

/** What is left of a formula for one person: `range.mjs` says what each is. */
export type Term =
  | number
  | null
  | ["u", place: number]
  | ["?"]
  | [sign: "+" | "-" | "*" | "or", left: Term, right: Term, divisor?: number, offset?: number]
  | ["t", from: Term, to: Term, unit: number]
  | ["min" | "max", ...Term[]];
