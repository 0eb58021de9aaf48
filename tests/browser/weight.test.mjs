// What a page weighs: a table of every kind of page, and ceilings that none may pass.
//
// The EcoIndex is the estimate of https://www.ecoindex.fr: how many elements, requests and
// kilobytes a page has, each by its place among the pages of the web. 100 is best, A is above 80.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import path from "node:path";
import { after, before, describe, test } from "node:test";
import { brotliCompressSync, constants, gzipSync } from "node:zlib";
import { open, required, visit } from "./site.mjs";

const folder = path.resolve(required("SITE", "the folder of the built site"));
const site = await open();
after(() => site.close());

const brotli = (bytes) => brotliCompressSync(bytes, { params: { [constants.BROTLI_PARAM_QUALITY]: 11 } }).length;
const gzip = (bytes) => gzipSync(bytes, { level: 9 }).length;

/** Bytes of a file, as it travels; each file is compressed once. */
const sizes = new Map();
async function size(address) {
  if (!sizes.has(address)) {
    const bytes = await readFile(path.join(folder, address.endsWith("/") ? `${address}index.html` : address));
    sizes.set(address, { br: brotli(bytes), gz: gzip(bytes) });
  }
  return sizes.get(address);
}

const QUANTILES = {
  dom: [0, 47, 75, 159, 233, 298, 358, 417, 476, 537, 603, 674, 753, 843, 949, 1076, 1237, 1459, 1801, 2479, 594601],
  requests: [0, 2, 15, 25, 34, 42, 49, 56, 63, 70, 78, 86, 95, 105, 117, 130, 147, 170, 205, 281, 3920],
  kilobytes: [0, 1.37, 144.7, 319.53, 479.46, 631.97, 783.38, 937.91, 1098.62, 1265.47, 1448.32, 1648.27, 1876.08, 2142.06, 2465.37, 2866.31, 3401.59, 4155.73, 5400.08, 8037.54, 223212.26],
};

/** The place of a value among the pages of the web, from 0 to 20. */
function place(quantiles, value) {
  const after = quantiles.findIndex((quantile) => value < quantile);
  if (after < 0) return quantiles.length - 1;
  const [low, high] = [quantiles[after - 1], quantiles[after]];
  return after - 1 + (value - low) / (high - low);
}

const ecoIndex = ({ dom, requests, br }) =>
  100 - (5 * (3 * place(QUANTILES.dom, dom) + 2 * place(QUANTILES.requests, requests) + place(QUANTILES.kilobytes, br / 1000))) / 6;

const KINDS = [
  ["in a frame", (address) => address.startsWith("/embed/")],
  ["questionnaire", (address) => Object.values(site.asking).includes(address)],
  ["with the frame", (address, html) => html.includes('<script src="/embed/')],
  ["home", (address, html) => html.includes('class="hero"')],
  ["questions", (address, html) => html.includes('class="faq"')],
  ["glossary", (address, html) => html.includes('class="glossary"')],
  ["languages", (address) => address === "/"],
  ["article", () => true],
];
/** The kinds whose pages hold the questionnaire, and so its script and all its words. */
const ASKING = ["in a frame", "questionnaire", "with the frame"];

/** What a browser loads for a page, and how many elements it makes of it. */
async function load(address) {
  const { page, requests, close } = await visit(site, address, { shared: true });
  const dom = await page.evaluate(() => document.querySelectorAll("*").length);
  await close();
  return { dom, requests: requests.map((request) => new URL(request).pathname) };
}

/** The same, read in the page: exact where no script runs, as a test below holds. */
function read(address, html) {
  const loads = [...html.matchAll(/<(?:link rel="(?:icon|stylesheet)"[^>]*? href|img[^>]*? src)="(\/[^"]+)"/g)];
  return { dom: html.match(/<[a-z]/g).length, requests: [address, ...new Set(loads.map(([, path]) => path))] };
}

/** Counts a page and what it loads, as it would travel. */
async function weigh(address) {
  const html = await site.source(address);
  const [kind] = KINDS.find(([, is]) => is(address, html));
  const { dom, requests } = ASKING.includes(kind) ? await load(address) : read(address, html);
  const parts = { html: 0, css: 0, js: 0, rules: 0, br: 0, gz: 0 };
  for (const pathname of requests) {
    const { br, gz } = await size(pathname);
    const part = pathname.endsWith("program.mjs") ? "rules" : /\.m?js$/.test(pathname) ? "js" : pathname.endsWith(".css") ? "css" : "html";
    parts[part] += br;
    parts.br += br;
    parts.gz += gz;
  }
  const outside = html.replace(/<table[^]*?<\/table>/g, "").match(/<[a-z]/g).length;
  return { address, kind, dom, outside, requests: requests.length, ...parts };
}

const weights = [];
before(async () => {
  for (const address of site.pages.filter((address) => address.endsWith("/"))) weights.push(await weigh(address));
});

test("the table", (context) => {
  const kb = (bytes) => (bytes / 1000).toFixed(1).padStart(6);
  const lines = KINDS.flatMap(([kind]) => {
    const of = weights.filter((weight) => weight.kind === kind).sort((a, b) => b.br - a.br);
    const most = of[0];
    if (!most) return [];
    const dom = Math.max(...of.map((weight) => weight.dom));
    return [
      `${kind.padEnd(15)} ${String(of.length).padStart(3)} | ${["html", "css", "js", "rules", "br", "gz"].map((part) => kb(most[part])).join(" ")} | ${String(most.requests).padStart(3)} | ${String(dom).padStart(5)} | ${Math.min(...of.map(ecoIndex)).toFixed(1)} | ${most.address}`,
    ];
  });
  context.diagnostic("kind        pages | kB br: HTML, CSS, JS, rules, all; all gz | requests | most elements | least EcoIndex | heaviest page");
  for (const line of lines) context.diagnostic(line);
  assert.ok(lines.length >= 6, "the kinds were found");
});

describe("no content page passes its ceiling", () => {
  const content = () => weights.filter(({ kind }) => !ASKING.includes(kind));
  const over = (most, value) => content().filter((weight) => value(weight) > most).map((weight) => `${weight.address}: ${value(weight)}`);

  test("30 kB in all", () => assert.deepEqual(over(30_000, ({ br }) => br), []));
  test("4 requests", () => assert.deepEqual(over(4, ({ requests }) => requests), []));
  test("no script", () => assert.deepEqual(over(0, ({ js, rules }) => js + rules), []));
  // 280 is the goal, which pages with many figures and links pass: the table tells. A cell costs
  // little, so tables are left out here and count in the index below.
  //
  // A glossary is a list, as the questions and answers are: each of its terms takes two elements,
  // often a link, and in English one more that marks a French word. Cutting it by letters would
  // save nothing a reader wants, so it has a ceiling of its own, which holds about ninety terms.
  test("350 elements beside its tables, 450 in the glossary, but for the questions and answers", () => {
    const most = { glossary: 450, questions: Infinity };
    const long = content().filter(({ kind, outside }) => outside > (most[kind] ?? 350));
    assert.deepEqual(long.map(({ address, outside }) => `${address}: ${outside}`), []);
  });
  test("an EcoIndex of A on nine pages of ten, and of B but for the questions and answers", () => {
    const bad = content().filter((weight) => ecoIndex(weight) <= (weight.kind === "questions" ? 65 : 75));
    assert.deepEqual(bad.map((weight) => `${weight.address}: ${ecoIndex(weight).toFixed(1)}`), []);
    const best = content().filter((weight) => ecoIndex(weight) > 80);
    assert.ok(best.length >= 0.9 * content().length, `${best.length} of ${content().length}`);
  });
  test("and what is read in a page is what a browser loads", async () => {
    for (const [kind] of KINDS.filter(([kind]) => !ASKING.includes(kind))) {
      const { address } = content().find((weight) => weight.kind === kind);
      const [found, counted] = [await load(address), read(address, await site.source(address))];
      assert.equal(found.dom, counted.dom, address);
      // Not every browser without a window asks for the icon.
      const files = ({ requests }) => requests.filter((path) => !path.endsWith(".svg")).sort();
      assert.deepEqual(files(found), files(counted));
    }
  });
});

// The pictures of a result, its plan, its table of ways and their paper are 1.5 kB of the questionnaire's.
test("the style sheets of any page weigh 10 kB at most, 11.5 kB with the questionnaire", () => {
  // The guide shows another page in a frame, and is counted together with it.
  const heavy = weights.filter(({ kind, css }) => kind !== "with the frame" && css > (ASKING.includes(kind) ? 11_500 : 10_000));
  assert.deepEqual(heavy.map(({ address, css }) => `${address}: ${css}`), []);
});

test("the questionnaire's scripts weigh 29 kB at most, 30 kB in a frame, its rules 20 kB", () => {
  const asking = weights.filter(({ kind }) => kind === "questionnaire" || kind === "in a frame");
  assert.equal(asking.length, 4);
  for (const { address, kind, js, rules } of asking) {
    // A frame also tells its height and takes a colour, beside what the page itself does.
    // The exact ranges of what is not known, and what is told of them, are 3 kB of both; several
    // answers to one question, suppositions and the time between two days another one. The plan, the
    // ways side by side, the bar, the line, the curve and the sum of each amount are 4.5 kB; to read
    // what people paste, links that were touched and names that have changed takes 2.3 kB. Questions
    // that nobody has to answer, ways that open later and the price of whoever has no offer are 1 kB.
    const most = kind === "in a frame" ? 30_000 : 29_000;
    assert.ok(js > 0 && js <= most, `${address}: ${js} bytes of script`);
    assert.ok(rules > 0 && rules <= 20_000, `${address}: ${rules} bytes of rules`);
  }
});

test("the EcoIndex is that of its published examples", () => {
  for (const [dom, requests, kilobytes, wanted] of [[298, 4, 40, 84.5], [358, 4, 50, 82], [476, 4, 60, 76.9], [600, 6, 80, 71.6]]) {
    const found = ecoIndex({ dom, requests, br: kilobytes * 1000 });
    assert.ok(Math.abs(found - wanted) < 0.5, `${dom} elements: ${found.toFixed(1)}, not ${wanted}`);
  }
});
