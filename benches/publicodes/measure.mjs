// Times the engine and the program of the shipped rules, and one smaller model beside
// Publicodes. Runs in Node, and in Chromium as the bundle that `run.mjs` makes of it.

import Engine from "publicodes";
import { conclude } from "../../themes/default/assets/engine.mjs";
import { AMOUNTS, DECISIONS, QUESTIONS, dice, person, publicodes } from "./model.mjs";

/**
 * How long one call takes, in microseconds: the best of many short rounds, which is the one
 * that other work on the machine has disturbed least.
 */
function fastest(call, { rounds = 80, milliseconds = 5 } = {}) {
  const once = () => {
    let calls = 0;
    const start = performance.now();
    let end;
    do {
      call();
      calls += 1;
      end = performance.now();
    } while (end - start < milliseconds);
    return (1000 * (end - start)) / calls;
  };
  return Math.min(...Array.from({ length: rounds }, once));
}

/** Calls with one after the other of some people. */
function inTurn(people, call) {
  let place = 0;
  return () => call(people[(place = (place + 1) % people.length)]);
}

const DAY = Date.UTC(2026, 10, 22) / 86400000;

/** A person's answers as the engine takes them. */
function numbers(program, answers) {
  return program.questions.map(([id, , domain], place) => {
    if (place === program.reference) return DAY;
    const answer = answers[id];
    return typeof answer === "string" ? domain.indexOf(answer) : answer * 100;
  });
}

/** A person's answers as Publicodes takes them. */
function situation(answers) {
  const words = { yes: "oui", no: "non" };
  return Object.fromEntries(Object.entries(answers).map(([id, answer]) => [id, typeof answer === "string" ? (words[answer] ?? `'${answer}'`) : answer]));
}

const GOALS = [...DECISIONS.map(({ id }) => id), ...Object.keys(AMOUNTS)];

/** The outcomes of the model by our program. */
function ours(program, given) {
  const { decisions } = conclude(program, given);
  return Object.fromEntries(decisions.map(({ possible, settled }, place) => {
    const [id, kind, , terminals] = program.decisions[place];
    return [id, settled && possible.length === 1 ? program.outcomes[kind][0][terminals[possible[0]][0]] : undefined];
  }));
}

function theirs(engine, answers) {
  engine.setSituation(situation(answers));
  return Object.fromEntries(DECISIONS.map(({ id }) => [id, engine.evaluate(id).nodeValue]));
}

/** Throws where the two do not conclude the same of somebody. */
function agree(program, engine, people) {
  for (const answers of people) {
    const [own, other] = [ours(program, numbers(program, answers)), theirs(engine, answers)];
    for (const { id } of DECISIONS) {
      if (own[id] !== other[id]) throw new Error(`${id}: ${own[id]} is not ${other[id]} for ${JSON.stringify(answers)}`);
    }
    const { amounts } = conclude(program, numbers(program, answers)).decisions[program.decisions.findIndex(([id]) => id === "cpf")];
    if (amounts.length && amounts[0].low / 100 !== engine.evaluate("covered").nodeValue) throw new Error(`covered for ${JSON.stringify(answers)}`);
  }
}

/** How many questions are asked until the verdict, or everything, is settled. */
function asked(program, engine, people) {
  const counts = { ours: { verdict: 0, all: 0 }, publicodes: { verdict: 0, all: 0 } };
  const verdict = program.decisions.findIndex(([, kind]) => kind === "verdict");
  for (const answers of people) {
    const whole = numbers(program, answers);
    const given = whole.map((answer, place) => (place === program.reference ? answer : undefined));
    for (let settled = false; ; ) {
      const { next, decisions } = conclude(program, given);
      settled ||= decisions[verdict].settled;
      if (next === undefined) break;
      given[next] = whole[next];
      counts.ours.all += 1;
      if (!settled) counts.ours.verdict += 1;
    }
    const words = situation(answers);
    for (const [name, goals] of [["verdict", ["verdict"]], ["all", GOALS]]) {
      const said = {};
      for (;;) {
        const next = nextOf(engine, said, goals);
        if (next === undefined) break;
        said[next] = words[next];
        counts.publicodes[name] += 1;
      }
    }
  }
  for (const peer of Object.values(counts)) for (const name of Object.keys(peer)) peer[name] /= people.length;
  return counts;
}

/** The question that Publicodes finds most missing. */
function nextOf(engine, said, goals) {
  engine.setSituation(said);
  const missing = {};
  for (const goal of goals) {
    for (const [name, weight] of Object.entries(engine.evaluate(goal).missingVariables)) missing[name] = (missing[name] ?? 0) + weight;
  }
  return Object.entries(missing).sort((a, b) => b[1] - a[1])[0]?.[0];
}

/** @returns figures by name, times in microseconds */
export function measure(shipped, model) {
  const throwDice = dice();
  const people = Array.from({ length: 400 }, () => person(throwDice));
  const engine = new Engine(publicodes(), { logger: { log() {}, warn() {}, error: console.error } });
  agree(model, engine, people);
  const whole = people.map((answers) => numbers(model, answers));
  const half = people.map((answers) => Object.fromEntries(Object.entries(answers).filter(() => throwDice(2))));
  const halfNumbers = half.map((answers) => numbers(model, answers).map((answer) => (Number.isNaN(answer) ? undefined : answer)));
  const anybody = (missing) => shipped.questions.map(([, , domain], place) => {
    if (place === shipped.reference) return DAY;
    if (missing && throwDice(2)) return undefined;
    return typeof domain[0] === "string" ? throwDice(domain.length) : domain[0] + throwDice(domain[1] - domain[0]);
  });
  const fresh = JSON.stringify(shipped);
  return {
    shipped: {
      "program read and first question": fastest(() => conclude(JSON.parse(fresh), shipped.questions.map((_, place) => (place === shipped.reference ? DAY : undefined)))),
      "everything from complete answers": fastest(inTurn(Array.from({ length: 400 }, () => anybody(false)), (answers) => conclude(shipped, answers))),
      "next question, half answered": fastest(inTurn(Array.from({ length: 400 }, () => anybody(true)), (answers) => conclude(shipped, answers).next)),
    },
    model: {
      agree: people.length,
      ours: {
        "everything from complete answers": fastest(inTurn(whole, (answers) => conclude(model, answers))),
        "next question, half answered": fastest(inTurn(halfNumbers, (answers) => conclude(model, answers).next)),
      },
      publicodes: {
        "everything from complete answers": fastest(inTurn(people, (answers) => {
          engine.setSituation(situation(answers));
          return GOALS.map((goal) => engine.evaluate(goal).nodeValue);
        })),
        "next question, half answered": fastest(inTurn(half, (answers) => nextOf(engine, situation(answers), GOALS))),
      },
      questions: asked(model, engine, people.slice(0, 200)),
    },
  };
}
