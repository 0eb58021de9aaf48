// A built site, served as a strict host serves it, and a browser that looks at it.
//
// SITE is the folder that `bilan build --out` wrote; CHROMIUM the browser, if it is not in
// its usual place. EVERYTHING=1 tries all of what repeats itself (`tests/long.d/browsers`).
// Nothing leaves the machine: a request to any other host is a fault.

import { readFile, readdir } from "node:fs/promises";
import { createServer } from "node:http";
import path from "node:path";
import { fileURLToPath, pathToFileURL } from "node:url";
import { chromium } from "playwright-core";

import { KINDS, addressOf, policy } from "../host.mjs";

/** What a host sends with the answer to an address; `hosts` may show `/embed/` in a frame. */
const headers = (address, hosts) => ({
  "Content-Security-Policy": policy(address.startsWith("/embed/") ? ["'self'", ...hosts].join(" ") : "'none'", "'none'"),
  "Referrer-Policy": "no-referrer",
  "X-Content-Type-Options": "nosniff",
  ...(address.startsWith("/embed/")
    ? { "Access-Control-Allow-Origin": "*", "Cross-Origin-Resource-Policy": "cross-origin" }
    : { "Cross-Origin-Resource-Policy": "same-origin" }),
});

/** The value of an environment variable that a test cannot do without. */
export function required(name, what) {
  const value = process.env[name];
  if (!value) throw new Error(`${name} is not set: it names ${what}`);
  return value;
}

/** Whether everything is tried; else, of what repeats itself, a part that is spread over all. */
const everything = Boolean(process.env.EVERYTHING);

/** Of many alike every nth, the first one at `from`; all where everything is tried. */
export const some = (all, nth, from = 0) => (everything ? all : all.filter((_, place) => place % nth === from % nth));

/** Reads a file of JSON that is named by an environment variable. */
export async function requiredJson(name, what) {
  return JSON.parse(await readFile(required(name, what), "utf8"));
}

/**
 * The file of one of the questionnaire's modules, as it is written: a built site joins them.
 * `program`, which only a built site has, is that of the site.
 */
export async function moduleFile(name) {
  if (name !== "program") return path.join(fileURLToPath(new URL("../../themes/default/assets", import.meta.url)), `${name}.mjs`);
  const assets = path.resolve(required("SITE", "the folder of the built site"), "assets");
  const [folder] = (await readdir(assets, { withFileTypes: true })).filter((entry) => entry.isDirectory());
  return path.join(assets, folder.name, "program.mjs");
}

/** One of the questionnaire's modules, for tests that need no page. */
export const load = async (name) => import(pathToFileURL(await moduleFile(name)).href);

/** Where its visitors are. */
const PLACE = { timezoneId: "Europe/Paris" };

/** Everything that a test of the site in a folder needs; `close` ends it. */
export async function open(built = required("SITE", "the folder of the built site")) {
  const folder = path.resolve(built);
  const files = await readdir(folder, { recursive: true });
  const pages = files
    .filter((file) => file.endsWith(".html"))
    .map(addressOf)
    .sort();
  const arrived = [];
  const { origin, close } = await serve(async (request, response) => {
    arrived.push({ url: request.url, referrer: request.headers.referer });
    const [, name] = /^\/modules\/(\w+)\.mjs$/.exec(request.url) ?? [];
    if (name) return response.writeHead(200, { "Content-Type": KINDS[".mjs"] }).end(await readFile(await moduleFile(name)));
    return answer(folder, request, response);
  });
  const browser = await chromium.launch({
    executablePath: process.env.CHROMIUM || "/usr/bin/chromium",
    args: [
      "--no-sandbox",
      "--disable-gpu",
      "--disable-background-networking",
      "--disable-component-update",
      "--disable-sync",
      "--no-first-run",
    ],
  });
  const windows = new Map();
  const source = (address) => readFile(path.join(folder, address.endsWith("/") ? `${address}index.html` : address), "utf8");
  const asking = {};
  for (const address of pages) {
    const html = await source(address);
    if (html.includes('id="_questionnaire"') && !address.startsWith("/embed/")) asking[/<html lang="(\w+)"/.exec(html)[1]] = address;
  }
  return {
    origin,
    browser,
    /** The window of all pages that are looked at in one way. */
    window(options) {
      const key = JSON.stringify(options);
      if (!windows.has(key)) {
        const { now, ...look } = options;
        windows.set(key, browser.newContext({ ...PLACE, ...look }));
      }
      return windows.get(key);
    },
    /** Where a page of the site finds one of the questionnaire's modules by itself. */
    module: (name) => `${origin}/modules/${name}.mjs`,
    /** Every request that has reached the host, in order. */
    arrived,
    /** The addresses of all pages. */
    pages,
    /** The address of the questionnaire in each language. */
    asking,
    /** The HTML of a page, as it was built. */
    source,
    async close() {
      await browser.close();
      await close();
    },
  };
}

/** A server on a port of its own; `close` ends it. */
export async function serve(handler) {
  const server = createServer(handler);
  await new Promise((ready) => server.listen(0, "127.0.0.1", ready));
  return {
    origin: `http://127.0.0.1:${server.address().port}`,
    async close() {
      server.closeAllConnections();
      await new Promise((done) => server.close(done));
    },
  };
}

/**
 * A page of the browser, with what went wrong in it: words on the console, uncaught errors,
 * violations of the security policy, requests to elsewhere. `requests` are all it made. A page is
 * its own person's, with nothing that another has left, unless it is `shared`: that is for pages
 * that are only looked at, and saves more than half of what opening one takes.
 */
export async function visit(site, address, { now, shared = false, ...options } = {}) {
  const context = await (shared ? site.window({ now, ...options }) : site.browser.newContext({ ...PLACE, ...options }));
  const page = await context.newPage();
  const faults = [];
  const requests = [];
  page.on("console", (message) => {
    if (["error", "warning"].includes(message.type())) faults.push(`console: ${message.text()}`);
  });
  page.on("pageerror", (error) => faults.push(`script: ${error}`));
  page.on("request", (request) => {
    requests.push(request.url());
    if (!request.url().startsWith(`${site.origin}/`)) faults.push(`request to ${request.url()}`);
  });
  page.setDefaultTimeout(10_000);
  if (now) await page.clock.setFixedTime(now);
  await page.goto(site.origin + address, { waitUntil: "load" });
  return { page, faults, requests, close: () => (shared ? page : context).close() };
}

/** What a page asked for after so many requests; a browser asks for the icon when it pleases. */
export function late(requests, loaded) {
  return requests.slice(loaded).filter((url) => !/\/icon\.\w+\.svg$/.test(url));
}

/** Answers with a file of the built site. `change` may write other text into it. */
export async function answer(folder, request, response, { hosts = [], change = (text) => text } = {}) {
  const { pathname } = new URL(request.url, "http://host");
  const sent = headers(pathname, hosts);
  const send = async (status, file) => {
    const kind = KINDS[path.extname(file)] ?? "application/octet-stream";
    const bytes = await readFile(file);
    const body = kind.startsWith("text/html") ? change(bytes.toString()) : bytes;
    // A file whose name holds a digest never changes.
    const kept = pathname.startsWith("/assets/") ? { "Cache-Control": "public, max-age=31536000, immutable" } : {};
    response.writeHead(status, { ...sent, ...kept, "Content-Type": kind }).end(request.method === "HEAD" ? undefined : body);
  };
  const wanted = path.join(folder, path.normalize(decodeURIComponent(pathname)));
  const inside = wanted === folder + path.sep || wanted.startsWith(folder + path.sep);
  const language = /^\/\w\w\//.exec(pathname)?.[0] ?? "/";
  const attempts = [
    inside && [200, pathname.endsWith("/") ? path.join(wanted, "index.html") : wanted],
    [404, path.join(folder, language, "404.html")],
    [404, path.join(folder, "404.html")],
  ];
  for (const [status, file] of attempts.filter(Boolean)) {
    try {
      return await send(status, file);
    } catch {
      // The next one, then.
    }
  }
  response.writeHead(404, sent).end();
}
