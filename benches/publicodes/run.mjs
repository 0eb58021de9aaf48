// Measures in Node and in Chromium, and weighs what a visitor downloads. Prints JSON.
//
// node run.mjs SHIPPED MODEL: the two programs, as `cargo run --example program` writes them.

import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { brotliCompressSync, gzipSync } from "node:zlib";
import { build } from "esbuild";
import { chromium } from "playwright-core";
import { measure } from "./measure.mjs";
import { publicodes } from "./model.mjs";

const [shippedPath, modelPath] = process.argv.slice(2).map((path) => resolve(path));
const here = new URL(".", import.meta.url).pathname;

const weigh = (bytes) => ({
  raw: Buffer.byteLength(bytes),
  gzip: gzipSync(bytes, { level: 9 }).length,
  brotli: brotliCompressSync(bytes).length,
});

const bundle = async (contents) => {
  const options = { stdin: { contents, resolveDir: here }, bundle: true, minify: true, format: "esm", write: false, platform: "browser", logLevel: "error" };
  return (await build(options)).outputFiles[0].text;
};

const program = async (path) => (await import(pathToFileURL(path))).default;
const [shipped, model] = [await program(shippedPath), await program(modelPath)];
const engine = 'export { conclude } from "../../themes/default/assets/engine.mjs";';
const minified = await bundle(engine);
const peer = await bundle('export { default } from "publicodes";');
const rules = JSON.stringify(publicodes());

const weights = {
  "shipped: program": weigh(await readFile(shippedPath)),
  "model, ours: program": weigh(await readFile(modelPath)),
  "model, ours: engine, minified": weigh(minified),
  "model, ours: both": weigh(`${minified}${JSON.stringify(model)}`),
  "model, Publicodes: rules": weigh(rules),
  "model, Publicodes: engine, minified": weigh(peer),
  "model, Publicodes: both": weigh(`${peer}${rules}`),
};

async function inChromium() {
  const browser = await chromium.launch({ executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium" });
  try {
    const page = await browser.newPage();
    const script = await bundle(`import { measure } from "./measure.mjs"; globalThis.measure = measure;`);
    await page.goto("about:blank");
    await page.addScriptTag({ content: script, type: "module" });
    return await page.evaluate(([one, two]) => globalThis.measure(one, two), [shipped, model]);
  } finally {
    await browser.close();
  }
}

const figures = { weights, node: measure(shipped, model), chromium: await inChromium() };
console.log(JSON.stringify(figures, null, 2));
