// The questionnaire inside a page of another site: two servers, two origins, one browser.

import assert from "node:assert/strict";
import path from "node:path";
import { after, describe, test } from "node:test";
import { fill, proceed } from "./person.mjs";
import { answer, late, open, required, serve, visit } from "./site.mjs";

const folder = path.resolve(required("SITE", "the folder of the built site"));
const built = await open();

// A page of another site; its query says which attributes the script has.
const host = await serve(page);
const stranger = await serve(page);
// The site as it is built where `embed: { hosts: [...] }` names the host.
const site = await serve((request, response) =>
  answer(folder, request, response, {
    hosts: [host.origin],
    change: (html) => html.replace('data-hosts=""', `data-hosts="${host.origin}"`),
  }),
);
// The same, behind a server that sends no headers of its own.
const headless = await serve((request, response) => {
  const write = response.writeHead.bind(response);
  response.writeHead = (status, headers) => write(status, { ...headers, "Content-Security-Policy": "default-src *" });
  return answer(folder, request, response, {
    change: (html) => html.replace('data-hosts=""', `data-hosts="${host.origin}"`),
  });
});
after(() => Promise.all([built, host, stranger, site, headless].map((one) => one.close())));

const guide = built.pages.find((address) => address.includes("embed-the-questionnaire"));
const code = /<pre><code>([^]*?)<\/code>/.exec(await built.source(guide))[1];
const UNESCAPED = { "&lt;": "<", "&gt;": ">", "&quot;": '"', "&amp;": "&" };
const snippet = code.replace(/&\w+;/g, (entity) => UNESCAPED[entity]).trim();

/** A page with the code that the guide gives to copy, for another address of the site. */
function page(request, response) {
  const { searchParams } = new URL(request.url, "http://host");
  const { from = site.origin, ...attributes } = Object.fromEntries(searchParams);
  const added = Object.entries(attributes).map(([name, value]) => ` data-${name}="${value}"`);
  const inserted = snippet
    .replaceAll("https://bilan.example.org", from)
    .replace(attributes.lang ? / data-lang="en"/ : "", "")
    .replace(" defer>", `${added.join("")} defer>`);
  response.writeHead(200, {
    "Content-Type": "text/html; charset=utf-8",
    "Content-Security-Policy": `default-src 'none'; script-src ${from}; frame-src ${from}`,
  });
  response.end(`<!doctype html><html lang="en"><title>Host</title><h1>Host</h1><main>${inserted}</main><p id="end">The end</p>`);
}

/** Opens a page of a host and gives it with the frame, when one shows. */
async function look(attributes, { on = host, ...options } = {}, job) {
  const context = await built.browser.newContext({ viewport: { width: 800, height: 600 }, ...options });
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

const height = (tab) => tab.locator("iframe").evaluate((frame) => frame.clientHeight);
const grown = (tab) => tab.waitForFunction(() => document.querySelector("iframe").clientHeight >= 100);
const style = (inner, name) => inner.locator(":root").evaluate((root, name) => root.style.getPropertyValue(name), name);

describe("on a site that may show it", () => {
  test("the code of the guide shows the questionnaire, as high as it is", () =>
    look({}, {}, async (tab, inner, requests) => {
      await grown(tab);
      assert.equal(await tab.locator("iframe").getAttribute("title"), await tab.locator("main a").textContent());
      assert.equal(await tab.locator("main a").isVisible(), false, "the link has done its work");
      assert.equal(await inner.locator(":root").getAttribute("lang"), "en");
      for (const part of ["header.site", "footer.site", ".menu"]) assert.equal(await inner.locator(part).count(), 0, part);
      const loaded = requests.length;
      const before = await height(tab);
      await inner.locator("[data-action=start]").click();
      await tab.waitForFunction((before) => document.querySelector("iframe").clientHeight < before, before);
      const [inside, outside] = [await inner.locator("body").evaluate((body) => body.getBoundingClientRect().height), await height(tab)];
      assert.ok(Math.abs(inside - outside) <= 1, `${inside} inside, ${outside} outside`);
      await fill({ locator: (selector) => inner.locator(selector) }, "jobseeker");
      await proceed(inner);
      assert.deepEqual(late(requests, loaded), [], "nothing is requested after the load");
    }));

  test("nothing takes the focus while it loads, and each step comes into view", () =>
    look({}, {}, async (tab, inner) => {
      await grown(tab);
      assert.equal(await tab.evaluate(() => document.activeElement.localName), "body");
      await inner.locator("[data-action=start]").scrollIntoViewIfNeeded();
      const top = () => Math.round(document.querySelector("iframe").getBoundingClientRect().top);
      await tab.evaluate(() => scrollBy(0, document.querySelector("iframe").getBoundingClientRect().top + 200));
      assert.ok((await tab.evaluate(top)) < 0, "the top of the frame is out of sight");
      await inner.locator("[data-action=start]").evaluate((button) => button.click());
      await tab.waitForFunction(() => Math.round(document.querySelector("iframe").getBoundingClientRect().top) >= 0);
    }));

  test("links open beside it and say so", () =>
    look({}, {}, async (tab, inner) => {
      await grown(tab);
      const links = await inner.locator("#start a[href^='/'], #start a[href^=http]").evaluateAll((found) =>
        found.map((link) => [link.target, link.querySelectorAll(".unseen").length]),
      );
      assert.ok(links.length > 3);
      for (const link of links) assert.deepEqual(link, ["_blank", 1]);
    }));

  for (const [lang, wanted] of [["fr", "fr"], ["en", "en"], ["de", "fr"]]) {
    test(`data-lang="${lang}" shows the questionnaire in ${wanted}`, () =>
      look({ lang }, {}, async (tab, inner) => {
        await grown(tab);
        assert.equal(await inner.locator(":root").getAttribute("lang"), wanted);
      }));
  }

  for (const [accent, colorScheme, taken] of [
    ["#005a9c", "light", true],
    ["#005a9c", "dark", false],
    ["#9cd0ff", "dark", true],
    ["#9cd0ff", "light", false],
    ["red", "light", false],
    ["#005a9c;background:url(x)", "light", false],
  ]) {
    test(`the colour ${accent} is ${taken ? "taken" : "refused"} in the ${colorScheme}`, () =>
      look({ accent }, { colorScheme }, async (tab, inner) => {
        await grown(tab);
        assert.equal(await style(inner, "--accent"), taken ? accent : "");
      }));
  }

  test("data-heading gives the first heading its level", () =>
    look({ heading: "2" }, {}, async (tab, inner) => {
      await grown(tab);
      assert.equal(await inner.locator("h1").getAttribute("aria-level"), "2");
      assert.equal(await inner.locator("#start h2").first().getAttribute("aria-level"), "3");
      await inner.locator("[data-action=start]").click();
      assert.equal(await inner.locator("[data-question]:not([hidden]) [data-heading]").getAttribute("aria-level"), "2");
    }));
});

describe("messages", () => {
  test("a height that is none is ignored", () =>
    look({}, {}, async (tab, inner) => {
      await grown(tab);
      const before = await height(tab);
      for (const wrong of [99, 10001, 300.5, "300", null, -5, Infinity]) {
        await inner.locator(":root").evaluate((root, wrong) => parent.postMessage({ type: "bilan-height", height: wrong }, "*"), wrong);
      }
      await inner.locator(":root").evaluate(() => parent.postMessage("bilan-height", "*"));
      await tab.evaluate(() => new Promise((done) => setTimeout(done)));
      assert.equal(await height(tab), before);
      await inner.locator(":root").evaluate(() => parent.postMessage({ type: "bilan-height", height: 300 }, "*"));
      await tab.waitForFunction(() => document.querySelector("iframe").clientHeight === 300);
    }));

  test("another window cannot set the height, whatever its origin", () =>
    look({}, {}, async (tab) => {
      await grown(tab);
      const before = await height(tab);
      await tab.evaluate(() => postMessage({ type: "bilan-height", height: 300 }, "*"));
      await tab.evaluate((origin) => dispatchEvent(new MessageEvent("message", { data: { type: "bilan-height", height: 300 }, origin, source: window })), site.origin);
      await tab.evaluate((origin) => dispatchEvent(new MessageEvent("message", { data: { type: "bilan-height", height: 300 }, origin, source: frames[0] })), stranger.origin);
      await tab.evaluate(() => new Promise((done) => setTimeout(done)));
      assert.equal(await height(tab), before);
    }));
});

describe("elsewhere", () => {
  const link = (tab) => tab.locator("main a").isVisible();

  test("without a script the link is there", () =>
    look({}, { javaScriptEnabled: false }, async (tab) => {
      assert.ok(await link(tab));
      assert.equal(await tab.locator("iframe").count(), 0);
    }));

  test("a script that is not the one that was copied does not run", () =>
    look({ from: headless.origin }, {}, async (tab) => {
      const other = snippet.replace(/sha384-./, "sha384-A").replaceAll("https://bilan.example.org", site.origin);
      await tab.setContent(other);
      assert.ok(await tab.locator("a").isVisible());
      assert.equal(await tab.locator("iframe").count(), 0);
    }));

  test("a site that is not named shows the link alone", () =>
    look({}, { on: stranger }, async (tab) => {
      assert.ok(await link(tab));
      assert.equal(await height(tab), 0);
    }));

  test("so it does where the server sends no headers", () =>
    look({ from: headless.origin }, { on: stranger }, async (tab, inner) => {
      assert.ok(await link(tab));
      assert.equal(await height(tab), 0);
      assert.equal(await inner.locator("main").isVisible(), false);
      await tab.locator("iframe").evaluate((frame) => frame.contentWindow.postMessage({ type: "bilan-hello" }, "*"));
      assert.equal(await inner.locator("main").isVisible(), false, "a stranger's greeting changes nothing");
    }));

  test("the guide shows the questionnaire on its own page", async () => {
    const { page, faults, close } = await visit(built, guide);
    await page.locator("iframe").scrollIntoViewIfNeeded();
    await grown(page);
    await page.frameLocator("iframe").locator("[data-action=start]").click();
    assert.deepEqual(faults, []);
    await close();
  });

  test("opened by itself the page is whole", async () => {
    const { page, faults, close } = await visit(built, "/embed/en/");
    assert.ok(await page.locator("[data-action=start]").isVisible());
    assert.deepEqual(faults, []);
    await close();
  });
});
