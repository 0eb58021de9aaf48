// The questionnaire inside a page of another site: two servers, two origins, one browser.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { grown, height, openHosts } from "./foreign.mjs";
import { fill, proceed } from "./person.mjs";
import { late, visit } from "./site.mjs";

const { built, guides, snippets, site, stranger, headless, look, close } = await openHosts();
after(close);

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
      await tab.waitForFunction((before) => document.querySelector("iframe").clientHeight !== before, before);
      const [inside, outside] = [await inner.locator("body").evaluate((body) => body.getBoundingClientRect().height), await height(tab)];
      assert.ok(Math.abs(inside - outside) <= 1, `${inside} inside, ${outside} outside`);
      await fill({ locator: (selector) => inner.locator(selector) }, "jobseeker");
      await proceed(inner);
      await inner.locator("#_ask-status").waitFor({ state: "hidden" });
      assert.equal(await inner.locator("[data-question]:not([hidden])").count(), 1, "the next question is there");
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
      const links = await inner.locator("#_start a[href^='/'], #_start a[href^=http]").evaluateAll((found) =>
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

  test("the code of the French guide shows it in French, and beside another frame each goes its own way", () =>
    look({ guides: "fr en" }, {}, async (tab) => {
      await grown(tab);
      const [french, english] = [0, 1].map((nth) => tab.frameLocator("iframe").nth(nth));
      assert.equal(await french.locator(":root").getAttribute("lang"), "fr");
      assert.equal(await english.locator(":root").getAttribute("lang"), "en");
      const [before, other] = [await height(tab, 0), await height(tab, 1)];
      await french.locator("[data-action=start]").click();
      await tab.waitForFunction((before) => document.querySelector("iframe").clientHeight !== before, before);
      assert.equal(await height(tab, 1), other);
      assert.ok(await english.locator("#_start").isVisible());
      assert.deepEqual(await tab.locator("main a").evaluateAll((links) => links.map((link) => link.hidden)), [true, true]);
    }));

  test("data-heading gives the first heading its level", () =>
    look({ heading: "2" }, {}, async (tab, inner) => {
      await grown(tab);
      assert.equal(await inner.locator("h1").getAttribute("aria-level"), "2");
      assert.equal(await inner.locator("#_start h2").first().getAttribute("aria-level"), "3");
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
      const other = snippets.en.replace(/sha384-./, "sha384-A").replaceAll("https://bilan.example.org", site.origin);
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
    const { page, faults, close } = await visit(built, guides.en);
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
