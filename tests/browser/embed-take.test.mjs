// What a person takes away from a frame of another site: paper, letters, her dates, a link.
// The frame has the sandbox that the script gives it, on a page of another origin.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, describe, test } from "node:test";
import { grown, openHosts } from "./foreign.mjs";
import { people } from "./people.mjs";
import { answerToTheEnd } from "./person.mjs";

const { built, look, site, close } = await openHosts();
after(close);

const jobseeker = people.find(({ id }) => id === "C06");
/** On working time, with a start that leaves time to ask for an absence. */
const employee = { ...people.find(({ id }) => id === "C01").answers, start_date: "2027-03-01", working_time: "during", absence: "not_asked", six_months: "no" };

/** Notes what would be printed, in every window. */
function notePrinting() {
  window.print = () => (document.documentElement.dataset.printed = `${document.body.className}|`);
}

/** Answers in a frame until the result is there. */
function sit(language, answers, options, job) {
  return look({ guides: language }, { now: "2026-11-22T12:00:00+01:00", prepare: notePrinting, ...options }, async (tab, inner) => {
    await grown(tab);
    await answerToTheEnd(inner, answers);
    await job(tab, inner);
  });
}

const verdict = (page) => page.locator("#_result [data-kind=verdict] [data-outcome]").filter({ visible: true }).innerText();
const cards = (page) => page.locator("#_result .routes > li").filter({ visible: true }).locator("h3").allInnerTexts();

/** The tab that a click opens, when it is loaded. */
async function opened(tab, link) {
  const [other] = await Promise.all([tab.context().waitForEvent("page"), link.click()]);
  await other.waitForLoadState();
  return other;
}

for (const language of ["fr", "en"]) {
  describe(`in a frame, in ${language}`, () => {
    test("the result is printed by the page itself, in a new tab", () =>
      sit(language, jobseeker.answers, {}, async (tab, inner) => {
        const link = inner.locator("[data-paper='0']");
        assert.match(await link.getAttribute("rel"), /noopener noreferrer/);
        assert.ok((await link.innerText()).includes("↗"), "it says that it opens a tab");
        const other = await opened(tab, link);
        await other.locator("html[data-printed]").waitFor({ state: "attached" });
        assert.equal(await other.locator("html").getAttribute("data-printed"), "asking|");
        assert.equal(await other.evaluate(() => location.origin + location.pathname), site.origin + built.asking[language]);
        assert.deepEqual(await other.evaluate(() => [opener, document.referrer]), [null, ""]);
        assert.equal(await verdict(other), await verdict(inner));
        assert.deepEqual(await cards(other), await cards(inner));
        assert.equal(await inner.locator("html[data-printed]").count(), 0, "the frame itself is not printed");
        // Whoever reloads the page, or passes its address on, prints nothing.
        await other.reload();
        assert.equal(await verdict(other), await verdict(inner));
        assert.equal(await other.locator("html[data-printed]").count(), 0);
      }));

    test("a letter is printed there alone", () =>
      sit(language, employee, {}, async (tab, inner) => {
        await inner.locator("#_letter-employer_plan summary").click();
        const wanted = await inner.locator("#_letter-employer_plan .paper").innerText();
        const other = await opened(tab, inner.locator("#_letter-employer_plan [data-paper]"));
        await other.locator("html[data-printed]").waitFor({ state: "attached" });
        assert.equal(await other.locator("html").getAttribute("data-printed"), "asking one-letter|");
        await other.emulateMedia({ media: "print" });
        assert.equal((await other.locator("body").innerText()).replace(/\s+/g, " ").trim(), wanted.replace(/\s+/g, " ").trim());
      }));

    test("dates and letters are saved as files", () =>
      sit(language, employee, {}, async (tab, inner) => {
        await inner.locator("#_letter-employer_plan summary").click();
        for (const [link, begins] of [["[data-save=calendar]", "BEGIN:VCALENDAR"], ["#_letter-employer_plan [data-save=letter]", ""]]) {
          const [download] = await Promise.all([tab.waitForEvent("download"), inner.locator(link).click()]);
          const text = await readFile(await download.path(), "utf8");
          assert.ok(text.length > 100 && text.startsWith(begins), `${download.suggestedFilename()}: ${text.slice(0, 40)}`);
        }
        assert.ok(await inner.locator("#_result").isVisible(), "the frame still shows the result");
      }));

    test("the link that is copied leads to the same result on the page itself", () =>
      sit(language, jobseeker.answers, { permissions: ["clipboard-read", "clipboard-write"] }, async (tab, inner) => {
        await inner.locator("[data-action=copy]").click();
        await inner.locator("[data-copied]").waitFor();
        // When this message has come, so have those that the copying may have sent.
        await tab.evaluate(() => {
          globalThis.end = new Promise((done) => addEventListener("message", ({ data }) => data === "end" && done()));
        });
        await inner.locator(":root").evaluate(() => parent.postMessage("end", "*"));
        await tab.evaluate(() => globalThis.end);
        assert.ok((await tab.evaluate(() => document.querySelector("iframe").getBoundingClientRect().top)) < -100, "the host's page stays where she was");
        const link = await tab.evaluate(() => navigator.clipboard.readText());
        assert.ok(link.startsWith(`${site.origin}${built.asking[language]}#v1.`), link);
        const other = await tab.context().newPage();
        await other.goto(link);
        assert.equal(await verdict(other), await verdict(inner));
        assert.deepEqual(await cards(other), await cards(inner));
        assert.equal(await other.locator("html[data-printed]").count(), 0);
      }));
  });
}

test("where copying is not permitted, the address stands there to be copied", () =>
  sit("en", jobseeker.answers, {}, async (tab, inner) => {
    await tab.context().clearPermissions();
    await inner.locator(":root").evaluate(() => {
      navigator.clipboard.writeText = () => Promise.reject(new DOMException("", "NotAllowedError"));
    });
    await inner.locator("[data-action=copy]").click();
    const field = inner.locator("[data-address] input");
    assert.ok((await field.inputValue()).startsWith(`${site.origin}${built.asking.en}#v1.`));
  }));
