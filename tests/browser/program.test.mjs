// What a visitor downloads before the questionnaire can answer.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { gzipSync } from "node:zlib";
import { open, visit } from "./site.mjs";

/** The most bytes, compressed; `BENCHMARKS.md` says what they are made of. */
const MOST = { program: 5_700, engine: 3_900, packed: 600 };

let site;
let weights;

before(async () => {
  site = await open();
  const visited = await visit(site, site.asking.en);
  const addresses = await visited.page.locator("link[rel=modulepreload]").evaluateAll((links) => links.map((link) => link.href));
  const named = (name) => addresses.find((address) => address.endsWith(`/${name}.mjs`));
  weights = {};
  for (const name of Object.keys(MOST)) {
    const response = await fetch(named(name));
    weights[name] = gzipSync(Buffer.from(await response.arrayBuffer()), { level: 9 }).length;
  }
  await visited.close();
});
after(() => site?.close());

for (const [name, most] of Object.entries(MOST)) {
  test(`${name}.mjs weighs little`, (context) => {
    context.diagnostic(`${weights[name]} bytes, compressed`);
    assert.ok(weights[name] > 0 && weights[name] <= most, `${weights[name]} bytes are more than ${most}`);
  });
}
