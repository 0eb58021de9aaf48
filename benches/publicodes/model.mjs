// One model of a bilan's funding, and the two languages that it is written in.
//
// Fifteen questions, eight tables, two amounts: small enough for both peers to hold whole,
// with the overlaps, gates and thresholds of the real rules.

const EMPLOYEES = ["permanent", "fixed_term", "agency"];

/** A test of one answer: one of some options, yes, or a bound. */
const is = (question, ...options) => ({ question, options });
const yes = (question) => ({ question, options: ["yes"] });
const under = (question, bound) => ({ question, sign: "<", bound });
const over = (question, bound) => ({ question, sign: ">", bound });
const ended = (decision, ...outcomes) => ({ decision, outcomes });
const all = (...all) => ({ all });
const any = (...any) => ({ any });
const not = (inner) => ({ not: inner });

const outsideFrame = any(under("hours", 13), over("hours", 24));

/** In the order of asking. */
export const QUESTIONS = [
  { id: "status", options: [...EMPLOYEES, "jobseeker", "state_agent", "farmer", "student", "retired"] },
  { id: "leave", options: ["none", "parental", "sick", "maternity", "sabbatical"], askedIf: is("status", ...EMPLOYEES, "state_agent") },
  { id: "agreement", options: ["not_yet", "obtained", "refused"], askedIf: is("leave", "sick") },
  { id: "working_time", options: ["outside", "during"], askedIf: is("status", ...EMPLOYEES) },
  { id: "absence", options: ["not_asked", "pending", "granted", "refused"], askedIf: is("working_time", "during") },
  { id: "plan", options: ["not_asked", "proposed", "refused"], askedIf: is("status", ...EMPLOYEES) },
  { id: "small_firm", options: ["yes", "no"], askedIf: is("status", ...EMPLOYEES) },
  { id: "previous", options: ["none", "cpf", "employer", "self"] },
  { id: "recent", options: ["yes", "no"], askedIf: is("previous", "cpf", "employer") },
  { id: "provider", options: ["listed", "qualiopi", "none"] },
  { id: "hours", type: "hours", min: 0, max: 200 },
  { id: "levy", options: ["yes", "no"], askedIf: is("status", "farmer") },
  { id: "topup", options: ["yes", "no"] },
  { id: "price", type: "money", min: 150, max: 20000 },
  { id: "balance", type: "money", min: 0, max: 20000 },
];

const leaveRows = [
  [is("leave", "maternity"), "waiting"],
  [all(is("leave", "sick"), is("agreement", "refused")), "waiting"],
];

/** Rows from the first to the last; the last one is for everybody else. */
export const DECISIONS = [
  {
    id: "cpf",
    kind: "route",
    rows: [
      [is("status", "retired", "state_agent"), "closed"],
      [not(is("provider", "listed")), "closed"],
      [under("balance", 0.01), "closed"],
      ...leaveRows,
      [all(is("previous", "cpf"), yes("recent")), "waiting"],
      [outsideFrame, "closed"],
      [all(is("leave", "sick"), is("agreement", "not_yet")), "conditional"],
      [all(is("working_time", "during"), is("absence", "refused")), "closed"],
      [all(is("working_time", "during"), is("absence", "not_asked", "pending")), "conditional"],
    ],
    otherwise: "open",
  },
  {
    id: "employer_plan",
    kind: "route",
    rows: [[not(is("status", ...EMPLOYEES)), "closed"], ...leaveRows, [outsideFrame, "closed"], [is("plan", "proposed"), "open"], [is("plan", "refused"), "closed"]],
    otherwise: "conditional",
  },
  {
    id: "opco",
    kind: "route",
    rows: [[not(is("status", ...EMPLOYEES)), "closed"], [not(yes("small_firm")), "closed"], [is("provider", "none"), "closed"], [ended("employer_plan", "closed", "waiting"), "closed"]],
    otherwise: "conditional",
  },
  {
    id: "public_leave",
    kind: "route",
    rows: [[not(is("status", "state_agent")), "closed"], [all(is("previous", "cpf", "employer"), yes("recent")), "waiting"], ...leaveRows, [outsideFrame, "closed"]],
    otherwise: "conditional",
  },
  {
    id: "vivea",
    kind: "route",
    rows: [[not(is("status", "farmer")), "closed"], [is("provider", "none"), "closed"], [not(yes("levy")), "closed"], [outsideFrame, "closed"]],
    otherwise: "conditional",
  },
  {
    id: "france_travail",
    kind: "route",
    rows: [[not(is("status", "jobseeker")), "closed"], [is("provider", "none"), "closed"], [outsideFrame, "closed"], [all(ended("cpf", "open"), not(yes("topup"))), "closed"]],
    otherwise: "conditional",
  },
  {
    id: "verdict",
    kind: "verdict",
    rows: [
      [is("leave", "maternity"), "not_now"],
      [all(is("leave", "sick"), is("agreement", "refused")), "not_now"],
      [outsideFrame, "out_of_frame"],
      [ended("employer_plan", "open"), "eligible"],
      [ended("cpf", "waiting"), "not_now"],
      [ended("public_leave", "waiting"), "not_now"],
      [ended("public_leave", "conditional"), "conditional"],
      [ended("cpf", "open"), "eligible"],
      [ended("cpf", "conditional"), "conditional"],
      [any(ended("employer_plan", "conditional"), ended("opco", "conditional"), ended("vivea", "conditional"), ended("france_travail", "conditional")), "conditional"],
    ],
    otherwise: "self_pay_only",
  },
  { id: "advice", kind: "notice", rows: [[all(is("status", "student"), is("provider", "none")), "shown"], [all(is("leave", "parental", "sabbatical"), yes("recent")), "shown"]], otherwise: "silent" },
];

const OUTCOMES = {
  verdict: ["eligible", "conditional", "self_pay_only", "not_now", "out_of_frame"],
  route: ["open", "conditional", "waiting", "closed"],
  notice: ["shown", "silent"],
};

/** What the CPF pays, and what is left. */
export const AMOUNTS = { covered: "min(balance, price, 1600)", remaining: "price - min(balance, price, 1600)" };

/** The files of the model below `content/rules/`. */
export function bilan() {
  const condition = (part) => {
    if (part.all) return `(${part.all.map(condition).join(" and ")})`;
    if (part.any) return `(${part.any.map(condition).join(" or ")})`;
    if (part.not) return `not (${condition(part.not)})`;
    if (part.decision) return `${part.decision} in [${part.outcomes.join(", ")}]`;
    if (part.sign) return `${part.question} ${part.sign} ${part.bound}`;
    return part.options[0] === "yes" ? part.question : `${part.question} in [${part.options.join(", ")}]`;
  };
  const question = ({ id, options, type, min, max, askedIf }) => {
    const domain = type ? `type: ${type}, min: ${min}, max: ${max}` : options[0] === "yes" ? "type: yes_no" : `type: choice, options: [${options.join(", ")}]`;
    return `  ${id}: { ${domain}${askedIf ? `, asked_if: "${condition(askedIf)}"` : ""} }\n`;
  };
  const files = {
    "sources.yaml": 'law: { kind: official, read: official, url: "https://example.org/law", checked: 2026-11-22 }\n',
    "outcomes.yaml": `${Object.entries(OUTCOMES).map(([kind, names]) => `${kind}: [${names.join(", ")}]\n`).join("")}usable: [open, conditional]\n`,
    "questions.yaml": `questions:\n  request_date: { type: date, role: reference, default: today }\n${QUESTIONS.map(question).join("")}`,
  };
  for (const { id, kind, rows, otherwise } of DECISIONS) {
    const lines = rows.map(([when, then], row) => `  - { when: "${condition(when)}", then: ${then}, why: row_${row}, source: [law] }\n`);
    const amounts = id === "cpf" ? `amounts:\n${Object.entries(AMOUNTS).map(([name, formula]) => `  ${name}: "${formula}"\n`).join("")}` : "";
    files[`${id}.yaml`] = `decision: ${id}\nkind: ${kind}\nrows:\n${lines.join("")}  - { otherwise: ${otherwise}, why: default, source: [law] }\n${amounts}`;
  }
  return files;
}

/** The model as rules of Publicodes. */
export function publicodes() {
  const one = (parts) => (parts.length === 1 ? parts[0] : { "une de ces conditions": parts });
  const condition = (part) => {
    if (part.all) return { "toutes ces conditions": part.all.map(condition) };
    if (part.any) return { "une de ces conditions": part.any.map(condition) };
    if (part.not) return { "=": [condition(part.not), "non"] };
    if (part.decision) return one(part.outcomes.map((outcome) => `${part.decision} = '${outcome}'`));
    if (part.sign) return `${part.question} ${part.sign} ${part.bound}`;
    return one(part.options.map((option) => (option === "yes" ? `${part.question} = oui` : `${part.question} = '${option}'`)));
  };
  const rules = {};
  for (const { id, options, type, min, askedIf } of QUESTIONS) {
    const usual = type ? min : options[0] === "yes" ? "oui" : `'${options[0]}'`;
    rules[id] = { question: id, "par défaut": usual, ...(askedIf && { "applicable si": condition(askedIf) }) };
  }
  for (const { id, rows, otherwise } of DECISIONS) {
    const variations = rows.map(([when, then]) => ({ si: condition(when), alors: `'${then}'` }));
    rules[id] = { variations: [...variations, { sinon: `'${otherwise}'` }] };
  }
  rules.covered = { valeur: "price", plafond: { valeur: "balance", plafond: 1600 } };
  rules.remaining = "price - covered";
  return rules;
}

/** A made-up person; the same for the same throw of the dice. */
export function person(throwDice) {
  const answers = {};
  for (const { id, options, min, max } of QUESTIONS) {
    answers[id] = options ? options[throwDice(options.length)] : id === "hours" ? throwDice(40) : min + throwDice(max - min);
  }
  return answers;
}

/** Dice that fall alike in every run. */
export function dice(seed = 20261122) {
  let state = seed;
  return (sides) => {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    return Math.floor((state / 2 ** 32) * sides);
  };
}
