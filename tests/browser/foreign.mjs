// Pages of other sites that show the questionnaire by the code that the guide gives to copy:
// every site with an origin of its own.

import path from "node:path";
import { answer, open, required, serve } from "./site.mjs";

/** What the site is built to be; here it stands elsewhere. */
const BASE = "https://bilan.example.org";
const UNESCAPED = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };

/** Everything that a test of frames needs; `close` ends it. */
export async function openHosts() {
  const folder = path.resolve(required("SITE", "the folder of the built site"));
  const built = await open();

  const guides = {};
  const snippets = {};
  for (const address of built.pages) {
    const html = await built.source(address);
    if (!html.includes('<script src="/embed/')) continue;
    const language = /<html lang="(\w+)"/.exec(html)[1];
    guides[language] = address;
    snippets[language] = /<pre><code>([^]*?)<\/code>/.exec(html)[1].replace(/&\w+;/g, (entity) => UNESCAPED[entity]).trim();
  }

  /**
   * A page with that code, for another address of the site. In its query `from` is that address,
   * `guides` the languages of the guides from which it was copied; what else stands there are
   * attributes of the script.
   */
  function page(request, response) {
    const { searchParams } = new URL(request.url, "http://host");
    const { from = site.origin, guides = "en", ...attributes } = Object.fromEntries(searchParams);
    const added = Object.entries(attributes).map(([name, value]) => ` data-${name}="${value}"`);
    const inserted = guides.split(" ").map((language) =>
      snippets[language]
        .replaceAll(BASE, from)
        .replace(attributes.lang ? / data-lang="\w+"/ : "", "")
        .replace(" defer>", `${added.join("")} defer>`),
    );
    response.writeHead(200, {
      "Content-Type": "text/html; charset=utf-8",
      "Content-Security-Policy": `default-src 'none'; script-src ${from}; frame-src ${from}`,
    });
    response.end(`<!doctype html><html lang="en"><title>Host</title><h1>Host</h1><main>${inserted.join("\n")}</main><p id="end">The end</p>`);
  }

  const host = await serve(page);
  const stranger = await serve(page);
  // The site as it is built for its address where `embed: { hosts: [...] }` names the host.
  const change = (html) => html.replace('data-hosts=""', `data-hosts="${host.origin}"`).replaceAll(BASE, site.origin);
  const site = await serve((request, response) => answer(folder, request, response, { hosts: [host.origin], change }));
  // The same, behind a server that sends no headers of its own.
  const headless = await serve((request, response) => {
    const write = response.writeHead.bind(response);
    response.writeHead = (status, headers) => write(status, { ...headers, "Content-Security-Policy": "default-src *" });
    return answer(folder, request, response, { change });
  });

  /** Opens a page of a host and gives it with the frame, when one shows. */
  async function look(attributes, { on = host, now, permissions, prepare, ...options }, job) {
    const context = await built.browser.newContext({ viewport: { width: 800, height: 600 }, timezoneId: "Europe/Paris", ...options });
    if (now) await context.clock.setFixedTime(now);
    if (permissions) await context.grantPermissions(permissions);
    if (prepare) await context.addInitScript(prepare);
    const tab = await context.newPage();
    tab.setDefaultTimeout(10_000);
    const requests = [];
    tab.on("request", (request) => requests.push(request.url()));
    try {
      await tab.goto(`${on.origin}/?${new URLSearchParams(attributes)}`, { waitUntil: "networkidle" });
      await job(tab, tab.frameLocator("iframe"), requests);
    } finally {
      await context.close();
    }
  }

  return {
    built,
    guides,
    snippets,
    host,
    stranger,
    site,
    headless,
    look,
    close: () => Promise.all([built, host, stranger, site, headless].map((one) => one.close())),
  };
}

export const height = (tab, nth = 0) => tab.locator("iframe").nth(nth).evaluate((frame) => frame.clientHeight);

/** Waits until every frame has told its height. */
export const grown = (tab) => tab.waitForFunction(() => [...document.querySelectorAll("iframe")].every((frame) => frame.clientHeight >= 100));
