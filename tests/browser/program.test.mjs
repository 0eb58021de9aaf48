// What a visitor downloads before the questionnaire can answer.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { open, visit } from "./site.mjs";

/** The most bytes of the rules, compressed; `BENCHMARKS.md` says what they are made of. */
const MOST = 9_500;

let site;
let weight;

before(async () => {
  site = await open();
  const visited = await visit(site, site.asking.en);
  const address = await visited.page.locator("link[rel=modulepreload][href$='/program.mjs']").evaluate((link) => link.href);
  const response = await fetch(address);
  weight = gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
  await visited.close();
});
after(() => site?.close());

test("program.mjs weighs little", (context) => {
  context.diagnostic(`${weight} bytes, compressed`);
  assert.ok(weight > 0 && weight <= MOST, `${weight} bytes are more than ${MOST}`);
});
