// Whatever way a person takes through the questionnaire, the same answers give the same
// result: she answers, changes her mind, goes back, reloads, and ends where she would have
// ended straight on.

import assert from "node:assert/strict";
import { test } from "node:test";
import { random } from "./random.mjs";
import { load } from "./site.mjs";

const { default: program } = await load("program");
const { ranking } = await load("ranking");
const { origin, read, write } = await load("address");
const states = await load("state");

const TODAY = Date.UTC(2026, 10, 22) / 86400000;
const WALKS = 120;

/** What follows from the answers. One that makes sense but is not needed stays listed, and changes nothing. */
function result(answers) {
  const { decisions, next } = states.standing(program, { answers });
  return { decisions, ranking: ranking(program, decisions), next };
}

/** As the page does on a reload: what the address holds, and nothing else. */
function reload(state) {
  const { answers } = states.standing(program, state);
  const found = read(program, write(program, state, answers, origin(program, TODAY), TODAY));
  return states.enter(program, states.begin(program, TODAY), found);
}

/** Answers what is asked from here on. */
function onwards(state, chance, memory) {
  for (state = states.onwards(program, state); state.screen === "questions"; ) state = give(state, state.question, chance, memory);
  return state;
}

/** An answer, the same for the same question unless the person changes her mind, or it was refused. */
function give(state, question, chance, memory, anew = false) {
  const wrong = states.standing(program, state).refused?.question === question;
  if (anew || wrong || !memory.has(question)) memory.set(question, chance.answer(program.questions[question]));
  return states.answer(program, state, [[question, memory.get(question)]]);
}

test("any way to the same answers leads to the same result", () => {
  for (let seed = 0; seed < WALKS; seed += 1) {
    const chance = random(seed);
    const memory = new Map();
    let state = states.onwards(program, states.begin(program, TODAY));
    const visited = [];
    for (let move = 0; move < 30; move += 1) {
      visited.push({ screen: state.screen, question: state.question });
      const given = state.answers.flatMap((answer, question) => (answer === undefined ? [] : [question]));
      const before = result(state.answers);
      switch (chance.below(6)) {
        case 0: {
          const to = visited[chance.below(visited.length)];
          if (states.open(program, state, to)) state = states.back(state, to);
          assert.deepEqual(result(state.answers), before, `seed ${seed}: going back changes nothing`);
          break;
        }
        case 1:
          state = reload(state);
          assert.deepEqual(result(state.answers), before, `seed ${seed}: a reload changes nothing`);
          break;
        case 2: {
          const question = given[chance.below(given.length)];
          if (question !== program.reference) state = give(state, question, chance, memory, true);
          break;
        }
        default:
          state = states.onwards(program, state);
          if (state.screen === "questions") state = give(state, state.question, chance, memory);
      }
    }
    state = onwards(state, chance, memory);
    const straight = onwards(states.begin(program, TODAY), chance, memory);
    assert.deepEqual(result(state.answers), result(straight.answers), `seed ${seed}`);
    assert.equal(states.result(program, state).screen, "result");
  }
});

test("what does not count is not in the address", () => {
  for (let seed = 0; seed < WALKS; seed += 1) {
    const chance = random(seed);
    const state = onwards(states.begin(program, TODAY), chance, new Map());
    const question = 1 + chance.below(program.questions.length - 1);
    const changed = give(state, question, chance, new Map(), true);
    const { answers } = states.standing(program, changed);
    assert.deepEqual(states.standing(program, reload(changed)).answers, answers);
    assert.deepEqual(reload(changed).answers, answers, `seed ${seed}: only what is heeded comes back`);
  }
});

test("a question is asked once, but for a refused answer, and only while it can change something", () => {
  for (let seed = 0; seed < WALKS; seed += 1) {
    const chance = random(seed);
    const asked = [];
    let state = states.begin(program, TODAY);
    for (state = states.onwards(program, state); state.screen === "questions"; ) {
      const wrong = states.standing(program, state).refused?.question === state.question;
      assert.ok(wrong || !asked.includes(state.question), `seed ${seed}`);
      asked.push(state.question);
      state = give(state, state.question, chance, new Map());
    }
    assert.ok(asked.length > 0);
  }
});
