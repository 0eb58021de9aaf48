// What axe cannot see: a walk by the keyboard from start to result, zoom, wide spacing of
// text, the reader's own colours, stillness, and targets that a finger can hit.

import assert from "node:assert/strict";
import { after, describe, test } from "node:test";
import { people } from "./people.mjs";
import { hurryToTheEnd, where } from "./person.mjs";
import { open, some, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

const NOW = "2026-11-22T12:00:00+01:00";
const jobseeker = people.find(({ id }) => id === "C06").answers;

/** The heaviest pages, which have every kind of table, list and call-out, and the shortest; without EVERYTHING half of them. */
const pages = await (async () => {
  const sizes = await Promise.all(site.pages.map(async (address) => [(await site.source(address)).length, address]));
  const sorted = sizes.sort(([a], [b]) => b - a).map(([, address]) => address);
  const asking = (address) => Object.values(site.asking).includes(address) || address.startsWith("/embed/");
  const content = sorted.filter((address) => !asking(address));
  return [...some(content.slice(0, 8), 2), ...some(content.slice(-2), 2), ...sorted.filter(asking)];
})();

async function on(address, options, job) {
  const { page, faults, close } = await visit(site, address, { now: NOW, shared: true, ...options });
  try {
    await job(page);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}

/* ── Keyboard ── */

/** What has the focus: seen whole inside the window, over everything else, with a ring around it. */
function seen(page) {
  return page.evaluate(() => {
    const active = document.activeElement;
    // A radio button has its ring around the whole line that it stands in.
    const shown = active.closest(".option") ?? active;
    const { left, top, right, bottom } = shown.getBoundingClientRect();
    const style = getComputedStyle(shown);
    const above = (x, y) => {
      const hit = document.elementFromPoint(x, y);
      return shown.contains(hit) || hit?.contains(shown);
    };
    const middle = [(left + right) / 2, Math.min((top + bottom) / 2, innerHeight - 1)];
    return {
      name: `${active.localName}#${active.id}.${active.className} ${active.textContent.trim().slice(0, 30)}`,
      focusable: active !== document.body,
      inside: right > left && bottom > top && left >= 0 && right <= innerWidth + 1 && bottom > 0 && top < innerHeight,
      uncovered: above(...middle),
      ringed: style.outlineStyle !== "none" && parseFloat(style.outlineWidth) >= 2,
    };
  });
}

async function check(page) {
  const { name, ...found } = await seen(page);
  assert.deepEqual(found, { focusable: true, inside: true, uncovered: true, ringed: true }, name);
}

/** Presses Tab until something has the focus, and sees each stop on the way. */
async function tabTo(page, selector) {
  for (let step = 0; step < 80; step += 1) {
    await page.keyboard.press("Tab");
    await check(page);
    if (await page.evaluate((selector) => document.activeElement.matches(selector), selector)) return;
  }
  assert.fail(`the keyboard does not reach ${selector}`);
}

/** Answers the question that is shown with Tab, Space, arrows and letters alone. */
async function answer(page, question, value) {
  const kind = await page.locator(`#_ask-${question}`).getAttribute("data-type");
  if (kind === "choice" || kind === "yes_no") {
    await tabTo(page, `#_ask-${question} [type=radio]`);
    await page.keyboard.press("Space");
    for (let step = 0; !(await page.evaluate((id) => document.activeElement.id === id, `_q-${question}-${value}`)); step += 1) {
      assert.ok(step < 40, `the arrows do not reach ${value}`);
      await page.keyboard.press("ArrowDown");
      await check(page);
    }
  } else if (value === "unknown") {
    await tabTo(page, `#_ask-${question} [type=checkbox]`);
    await page.keyboard.press("Space");
  } else {
    const parts = kind === "date" ? value.split("-").toReversed() : [String(value)];
    for (const part of parts) {
      await tabTo(page, `#_ask-${question} [type=text]`);
      await page.keyboard.type(part);
    }
  }
  await page.keyboard.press("Enter");
}

for (const [language, viewport] of [["fr", { width: 1280, height: 800 }], ["en", { width: 320, height: 568 }]]) {
  test(`the keyboard alone leads from the start to the result, ${language}, ${viewport.width} px`, () =>
    on(site.asking[language], { viewport }, async (page) => {
      await page.keyboard.press("Tab");
      assert.equal(await page.evaluate(() => document.activeElement.className), "skip", "the way to the content comes first");
      await check(page);
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.localName), "main");
      await tabTo(page, "[data-action=start]");
      await page.keyboard.press("Enter");
      for (;;) {
        const { screen, question } = await where(page);
        if (screen !== "questions") break;
        await answer(page, question, jobseeker[question]);
        assert.notEqual((await where(page)).question, question, `the answer to ${question} was taken`);
      }
      await tabTo(page, "[data-action=result]");
      await page.keyboard.press("Enter");
      assert.equal((await where(page)).screen, "result");
      await tabTo(page, "[data-action=restart]");
      await page.keyboard.press("Space");
      await page.locator("#_start").waitFor();
      assert.equal((await where(page)).screen, "start");
    }));
}

test("the keyboard goes through a page and is always seen", () =>
  on(pages[0], { viewport: { width: 390, height: 700 } }, async (page) => {
    for (let step = 0; step < 40; step += 1) {
      await page.keyboard.press("Tab");
      await check(page);
    }
  }));

/* ── Zoom and spacing ── */

const wide = (page) => page.evaluate(() => document.documentElement.scrollWidth - document.documentElement.clientWidth);

test("on a telephone every row of a wide table is a card, and no words are scrolled away", () =>
  on(site.pages[0], { viewport: { width: 360, height: 640 } }, async (page) => {
    let cards = 0;
    for (const address of site.pages.filter((address) => /^\/(fr|en)\//.test(address))) {
      await page.goto(site.origin + address);
      const tables = await page.locator(".table:has(table)").evaluateAll((found) =>
        found.filter((table) => table.checkVisibility()).map((table) => [table.scrollWidth - table.clientWidth, !!table.querySelector(".cards")]),
      );
      for (const [hidden, card] of tables) assert.ok(!card || hidden <= 0, `${hidden} px are hidden on ${address}`);
      cards += tables.filter(([, card]) => card).length;
    }
    assert.ok(cards > 2);
  }));

/** Words that a box of a fixed size cuts off. */
const cut = (page) =>
  page.evaluate(() =>
    [...document.querySelectorAll("main *, header *, footer *")]
      .filter((part) => {
        const { overflowX, overflowY } = getComputedStyle(part);
        const hides = [overflowX, overflowY].some((value) => value === "hidden" || value === "clip");
        const small = part.closest(".unseen, [hidden], .hero");
        return hides && !small && (part.scrollWidth > part.clientWidth + 1 || part.scrollHeight > part.clientHeight + 1);
      })
      .map((part) => part.outerHTML.slice(0, 80)),
  );
const SPACING = "* { line-height: 1.5 !important; letter-spacing: .12em !important; word-spacing: .16em !important } p { margin-bottom: 2em !important }";

// 1280 pixels at 200 % and 400 % are 640 and 320 of them.
for (const width of [640, 320]) {
  describe(`at ${width} px nothing sticks out`, () => {
    for (const address of pages) {
      test(address, () =>
        on(address, { viewport: { width, height: 400 }, bypassCSP: true }, async (page) => {
          assert.equal(await wide(page), 0);
          await page.addStyleTag({ content: SPACING });
          assert.equal(await wide(page), 0, "with wide spacing");
          assert.deepEqual(await cut(page), [], "with wide spacing");
        }));
    }
    for (const [language, address] of Object.entries(site.asking)) {
      test(`the result in ${language}`, () =>
        on(address, { viewport: { width, height: 400 }, bypassCSP: true }, async (page) => {
          await page.addStyleTag({ content: SPACING });
          await page.locator("[data-action=start]").click();
          assert.equal(await wide(page), 0, "a question");
          await page.goBack();
          await hurryToTheEnd(page, jobseeker);
          assert.equal(await wide(page), 0);
          assert.deepEqual(await cut(page), []);
        }));
    }
  });
}

test("words that are twice as large stay whole", () =>
  on(site.asking.fr, { viewport: { width: 1280, height: 800 }, bypassCSP: true }, async (page) => {
    const size = () => page.locator(".lead").first().evaluate((part) => parseFloat(getComputedStyle(part).fontSize));
    const before = await size();
    await page.addStyleTag({ content: "html { font-size: 200% }" });
    assert.ok((await size()) >= 2 * before, "sizes follow the reader's");
    assert.equal(await wide(page), 0);
    assert.deepEqual(await cut(page), []);
  }));

/* ── The reader's own colours, and stillness ── */

test("with the reader's own colours every edge and every choice is seen", () =>
  on(site.asking.en, { forcedColors: "active" }, async (page) => {
    const edge = (selector) => page.locator(selector).first().evaluate((part) => {
      const { borderTopStyle, borderTopWidth } = getComputedStyle(part);
      return borderTopStyle !== "none" && parseFloat(borderTopWidth) >= 1;
    });
    assert.ok(await edge("[data-action=start]"), "a button");
    await page.locator("[data-action=start]").click();
    assert.ok(await edge("[data-question]:not([hidden]) .option"), "an option");
    const option = page.locator("#_q-status-jobseeker");
    const look = () => option.evaluate((part) => part.closest("label").getBoundingClientRect()).then((clip) => page.screenshot({ clip }));
    await option.scrollIntoViewIfNeeded();
    const before = await look();
    await option.check();
    await page.evaluate(() => document.activeElement.blur());
    assert.notDeepEqual(await look(), before, "a choice looks chosen");
    await page.locator("#_q-status-jobseeker").focus();
    await page.keyboard.press("ArrowDown");
    await check(page);
  }));

test("nothing moves for a reader who wants stillness, and little for others", async () => {
  for (const address of [pages[0], site.asking.fr]) {
    await on(address, { reducedMotion: "reduce" }, async (page) => {
      const moving = await page.evaluate(() => document.getAnimations().filter(({ effect }) => effect.getComputedTiming().duration > 0).length);
      assert.equal(moving, 0, address);
      const smooth = await page.evaluate(() => [...document.querySelectorAll("*")].filter((part) => getComputedStyle(part).scrollBehavior === "smooth").length);
      assert.equal(smooth, 0, address);
    });
  }
});

/* ── Targets ── */

/** Links and controls that are lower or narrower than a number of pixels, but for links in sentences. */
const small = (page, within, least) =>
  page.locator(within).evaluateAll(
    (parts, least) =>
      parts
        .filter((part) => part.checkVisibility({ visibilityProperty: true }) && !part.matches(".skip"))
        .filter((part) => {
          // A sentence is text of its parent beside the link; there 2.5.8 asks for nothing.
          const inSentence = part.localName === "a" && getComputedStyle(part).display === "inline" && part.parentElement.textContent.trim() !== part.textContent.trim();
          const { width, height } = (part.closest(".option") ?? part).getBoundingClientRect();
          return !inSentence && (width < least || height < least);
        })
        .map((part) => `${part.outerHTML.slice(0, 100)} ${Math.round(part.getBoundingClientRect().height)} px`),
    least,
  );

describe("targets", () => {
  for (const address of pages) {
    test(`${address}: 24 px at least`, () =>
      on(address, { viewport: { width: 390, height: 800 } }, async (page) => {
        assert.deepEqual(await small(page, "a[href], button, summary, input", 24), []);
      }));
  }
  test("44 px for the controls of the questionnaire", () =>
    on(site.asking.fr, { viewport: { width: 390, height: 800 } }, async (page) => {
      const controls = "#_questionnaire button, .back, #_questionnaire .option input, #_questionnaire [type=text], #_questionnaire summary";
      assert.deepEqual(await small(page, controls, 44), []);
      await page.locator("[data-action=start]").click();
      assert.deepEqual(await small(page, controls, 44), []);
      await page.goBack();
      await hurryToTheEnd(page, jobseeker);
      assert.deepEqual(await small(page, controls, 44), []);
      assert.deepEqual(await small(page, "#_result a[href]", 24), []);
    }));
});

/* ── Languages ── */

test("French words in English pages are marked as French", async () => {
  for (const address of site.pages.filter((address) => address.startsWith("/en/"))) {
    const html = await site.source(address);
    assert.match(html, /<html lang="en"/, address);
    // The link to the other language says its name in that language.
    assert.match(html, /<a class="language"[^>]* lang="fr" hreflang="fr">Français<\/a>/, address);
    for (const [mark] of html.matchAll(/<i\b[^>]*>/g)) assert.equal(mark, '<i lang="fr">', address);
  }
});
