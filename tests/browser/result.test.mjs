// What a person takes away: paper, letters, dates for her calendar, a link; and that nothing
// stays behind when she erases it.

import assert from "node:assert/strict";
import { readFile } from "node:fs/promises";
import { after, describe, test } from "node:test";
import ICAL from "ical.js";
import { answerAll, euros, fill, hurryToTheEnd, proceed, seeResult, unfold, where } from "./person.mjs";
import { people } from "./people.mjs";
import { open, some, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

const NOON = "T12:00:00+01:00";
const jobseeker = people.find(({ id }) => id === "C06");
const shopkeeper = people.find(({ id }) => id === "S01");
/** On working time, with a start that leaves time to ask for an absence. */
const employee = { ...people.find(({ id }) => id === "C01") };
employee.answers = { ...employee.answers, start_date: "2027-03-01", working_time: "during", absence: "not_asked", six_months: "no" };

/** Sits down at the questionnaire; nothing may go wrong in the page. */
async function sit({ language = "fr", on = "2026-11-22", address = site.asking[language], ...options }, job) {
  const { page, faults, close } = await visit(site, address, { now: on + NOON, ...options });
  try {
    await job(page);
    assert.deepEqual(faults, []);
  } finally {
    await close();
  }
}

const shown = (page, selector) => page.locator(selector).filter({ visible: true });

/** The result as a reader has it: verdict, routes in order with their state and amounts, steps. */
const told = async (page) => {
  await unfold(page);
  return page.locator("#_result").evaluate((result) => {
    const visible = (selector, within = result) => [...within.querySelectorAll(selector)].filter((one) => one.checkVisibility());
    const texts = (selector, within) => visible(selector, within).map((one) => one.innerText);
    return {
      verdict: texts("[data-kind=verdict] [data-outcome]"),
      routes: visible("[data-kind=route]").map((card) => [card.dataset.decision, texts("[data-outcome], [data-amount], [data-step]", card)]),
      todo: texts("[data-list=todo] li"),
      documents: texts("[data-document]"),
      answers: texts("[data-list=answers] div"),
    };
  });
};

/** What a link saves, as bytes. */
async function saved(page, link) {
  const [download] = await Promise.all([page.waitForEvent("download"), link.click()]);
  return { name: download.suggestedFilename(), bytes: await readFile(await download.path()) };
}

describe("the address", () => {
  for (const person of some(people, 5)) {
    test(`shows ${person.id} the same result when it is opened again, in both languages`, () =>
      sit({ on: person.on }, async (page) => {
        await hurryToTheEnd(page, person.answers);
        const [address, result] = [page.url(), await told(page)];
        assert.ok(new URL(address).hash.length <= 300, address);
        const { pathname, hash } = new URL(address);
        await sit({ on: person.on, address: pathname + hash }, async (again) => assert.deepEqual(await told(again), result));
        await sit({ on: person.on, address: site.asking.en + hash }, async (other) => {
          assert.equal((await where(other)).screen, "result");
          const english = await told(other);
          assert.deepEqual(english.routes.map(([route]) => route), result.routes.map(([route]) => route));
        });
      }));
  }

  test("brings back the question that was shown, with the answers so far, after a reload", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      for (const answer of ["jobseeker", "none", "yes"]) {
        await fill(page, answer);
        await proceed(page);
      }
      const before = await where(page);
      await page.reload();
      assert.deepEqual(await where(page), before);
      await page.goBack();
      await page.waitForFunction(() => !document.getElementById("_ask-offer").hidden);
      assert.ok(await page.locator("#_q-offer-yes").isChecked());
      await page.goForward();
      await page.waitForFunction((id) => !document.getElementById(`_ask-${id}`).hidden, before.question);
      assert.equal((await answerAll(page, jobseeker.answers))[0], before.question);
      await seeResult(page);
      const result = await told(page);
      await page.reload();
      assert.deepEqual(await told(page), result);
    }));

  test("goes with the reader to the other language and back", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      const result = await told(page);
      await page.locator("a.language").click();
      await page.locator("html[lang=en] #_result").waitFor();
      await page.locator("a.language").click();
      await page.locator("html[lang=fr] #_result").waitFor();
      assert.deepEqual(await told(page), result);
    }));

  test("of a link opens at its screen, from which Back leads to the start and not away", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      const { pathname, hash } = new URL(page.url());
      await sit({ address: pathname + hash }, async (fresh) => {
        await fresh.locator("[data-action=back]").click();
        assert.equal((await where(fresh)).screen, "start");
        await fresh.locator("[data-action=start]").click();
        assert.equal((await where(fresh)).screen, "check", "what was answered still counts");
      });
    }));

  test("that was cut off on its way is not believed, and the page says so", () =>
    sit({ language: "en" }, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      const { pathname, hash } = new URL(page.url());
      await sit({ address: pathname + hash.slice(0, -9) }, async (fresh) => {
        assert.equal((await where(fresh)).screen, "start");
        assert.ok(await fresh.locator("[data-broken]").isVisible());
        assert.equal(new URL(fresh.url()).hash, "");
        await fresh.locator("[data-action=start]").click();
        assert.equal(await fresh.locator("#_questions [data-question] :checked").count(), 0);
      });
    }));

  test("in which somebody has put a text of her own shows nothing of it", () =>
    sit({ address: `${site.asking.fr}#v1.<img src=x onerror=alert(1)>.a.r.x` }, async (page) => {
      assert.equal((await where(page)).screen, "start");
      assert.equal(await page.locator("img").count(), 0);
    }));

  test("of an old link says since when the rules have changed, until something is answered", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      const { pathname, hash } = new URL(page.url());
      assert.ok(!(await page.locator("[data-stale]").isVisible()));
      // On the last day on which the contribution of 2026 is known, nothing has changed.
      await sit({ on: "2026-12-31", address: pathname + hash }, async (later) => assert.ok(!(await later.locator("[data-stale]").isVisible())));
      await sit({ on: "2027-01-02", address: pathname + hash }, async (later) => {
        assert.match(await later.locator("[data-stale]").innerText(), /22\u00a0novembre 2026/);
        await later.reload();
        assert.ok(await later.locator("[data-stale]").isVisible());
        await later.locator("[data-slot=change][href='#_ask-price']").filter({ visible: true }).click();
        await fill(later, "1500");
        await proceed(later);
        await later.locator("#_result").waitFor();
        assert.ok(!(await later.locator("[data-stale]").isVisible()));
      });
    }));

  test("never reaches the host, and neither does where the reader came from", () =>
    sit({}, async (page) => {
      const before = site.arrived.length;
      await hurryToTheEnd(page, jobseeker.answers);
      await page.reload();
      await unfold(page);
      await page.locator("#_result .help a").last().click();
      await page.waitForLoadState("load");
      const arrived = site.arrived.slice(before);
      assert.ok(arrived.length > 1);
      for (const { url, referrer } of arrived) {
        assert.doesNotMatch(url, /#|v1\./);
        assert.equal(referrer, undefined);
      }
    }));

  test("follows a link inside the page without losing the answers", () =>
    sit({}, async (page) => {
      await page.locator("[data-action=start]").click();
      await fill(page, "jobseeker");
      await proceed(page);
      const address = page.url();
      await page.locator(".skip").focus();
      await page.keyboard.press("Enter");
      assert.equal(await page.evaluate(() => document.activeElement.id), "_main");
      assert.equal(page.url(), address);
    }));
});

describe("starting again", () => {
  test("leaves no answer in the addresses before or behind", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      await page.locator("[data-action=restart]").click();
      await page.locator("#_start").waitFor();
      assert.equal(new URL(page.url()).hash, "");
      assert.equal(await page.goForward(), null, "nothing to go forward to");
      await page.goBack();
      assert.equal(new URL(page.url()).hash, "");
      assert.equal((await where(page)).screen, "start");
      await page.reload();
      await page.locator("[data-action=start]").click();
      assert.equal(await page.locator("#_questions [data-question] :checked").count(), 0);
    }));

  test("erases as well what a link has brought", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      const { pathname, hash } = new URL(page.url());
      await sit({ address: pathname + hash }, async (fresh) => {
        await fresh.locator("[data-action=restart]").click();
        await fresh.locator("#_start").waitFor();
        assert.equal(new URL(fresh.url()).hash, "");
        await fresh.locator("[data-action=start]").click();
        assert.deepEqual(await where(fresh), { screen: "questions", question: "status" });
        assert.equal(await fresh.locator("#_questions [data-question] :checked").count(), 0);
      });
    }));
});

describe("copying the link", () => {
  test("copies the address and says so", () =>
    sit({ permissions: ["clipboard-read", "clipboard-write"] }, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      await page.locator("[data-action=copy]").click();
      const said = page.locator(".keep [role=status]");
      await said.locator("[data-copied]").waitFor();
      assert.match(await said.innerText(), /contient vos réponses/);
      assert.equal(await page.evaluate(() => navigator.clipboard.readText()), page.url());
    }));

  test("where it is not permitted, offers the address to be copied by hand", () =>
    sit({}, async (page) => {
      await page.evaluate(() => {
        navigator.clipboard.writeText = () => Promise.reject(new Error("not permitted"));
      });
      await hurryToTheEnd(page, jobseeker.answers);
      await page.locator("[data-action=copy]").click();
      const field = page.locator("[data-address] input");
      await field.waitFor();
      assert.equal(await field.inputValue(), page.url());
      assert.equal(await page.evaluate(() => getSelection().toString() || document.activeElement.value), page.url());
      assert.ok(!(await page.locator("[data-copied]").isVisible()));
    }));
});

describe("the calendar", () => {
  for (const language of ["fr", "en"]) {
    test(`holds the dates to come, as another program reads them, in ${language}`, () =>
      sit({ language }, async (page) => {
        await hurryToTheEnd(page, employee.answers);
        const { name, bytes } = await saved(page, page.locator("[data-save=calendar]"));
        assert.match(name, /\.ics$/);
        const text = bytes.toString("utf8");
        for (const line of text.split("\r\n")) assert.ok(Buffer.byteLength(line) <= 75, line);
        assert.doesNotMatch(text.replaceAll("\r\n", ""), /[\r\n]/, "every line ends as it should");
        const found = new ICAL.Component(ICAL.parse(text));
        const events = found.getAllSubcomponents("vevent").map((event) => new ICAL.Event(event));
        const steps = await shown(page, "[data-list=todo] li").evaluateAll((items) => items.map((item) => item.querySelector("[data-slot=what]").innerText.trim()));
        assert.deepEqual(events.map(({ startDate }) => startDate.toString()), ["2026-12-31", "2027-01-30", "2027-02-14"]);
        assert.deepEqual(events.map(({ endDate }) => endDate.toString()), ["2027-01-01", "2027-01-31", "2027-02-15"]);
        const plain = (words) => words.replace(/[\s\u00a0\u202f]+/g, " ");
        // A calendar shows the first sentence of a step, and what it is about before it.
        const about = { fr: "Bilan : ", en: "Bilan: " }[language];
        for (const [nth, { summary, description }] of events.entries()) {
          assert.ok(plain(summary).startsWith(about), summary);
          assert.ok(steps[nth] && plain(steps[nth]).startsWith(plain(summary).slice(about.length)), summary);
          assert.ok(plain(description).includes(plain(steps[nth])), description);
        }
        for (const { startDate, component, uid } of events) {
          assert.ok(startDate.isDate);
          assert.match(uid, /^cpf\.\w+\.due@/);
          assert.ok(component.getFirstPropertyValue("dtstamp") instanceof ICAL.Time);
          const [alarm] = component.getAllSubcomponents("valarm");
          assert.equal(alarm.getFirstPropertyValue("trigger").toString(), "-P3D");
          assert.ok(!component.getFirstPropertyValue("description").includes("v1."), "no answers in the calendar");
        }
        assert.equal(new Set(events.map(({ uid }) => uid)).size, events.length);
      }));
  }

  test("does not take the place of another person's, and does of one's own", async () => {
    const ids = [];
    const days = ["2026-11-22", "2026-11-23", "2026-11-22"];
    for (const [nth, on] of days.entries()) {
      await sit({ on }, async (page) => {
        await hurryToTheEnd(page, nth < 2 ? employee.answers : { ...employee.answers, price: "1700" });
        const { bytes } = await saved(page, page.locator("[data-save=calendar]"));
        ids.push(bytes.toString("utf8").match(/^UID:.*$/gm).sort());
      });
    }
    const [own, later, other] = ids;
    assert.deepEqual(later, own, "the same answers on another day");
    assert.deepEqual(own.filter((id) => other.includes(id)), []);
  });

  test("is not offered when there is no date to come", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, { ...jobseeker.answers, start_date: "2026-12-01" });
      assert.ok(!(await page.locator("[data-save=calendar]").isVisible()));
    }));
});

describe("the letters", () => {
  for (const language of ["fr", "en"]) {
    test(`come filled in, in French, on the page in ${language}`, () =>
      sit({ language }, async (page) => {
        await hurryToTheEnd(page, employee.answers);
        assert.deepEqual(await shown(page, "[data-of-letter]").evaluateAll((all) => all.map((one) => one.dataset.ofLetter)), ["absence_cpf", "employer_plan"]);
        // From the step to its letter, which opens.
        await page.locator("[data-step=ask_absence] [data-more]").click();
        const letter = page.locator("#_letter-absence_cpf");
        const paper = letter.locator(".paper");
        await paper.waitFor();
        assert.equal(await paper.getAttribute("lang"), "fr");
        const text = await paper.innerText();
        for (const part of ["1er\u00a0mars 2027", "22\u00a0novembre 2026", "14\u00a0", "D6323-4", "30\u00a0jours", "……"]) assert.ok(text.includes(part), `${part} in\n${text}`);
        const { name, bytes } = await saved(page, letter.locator("[data-save=letter]"));
        assert.equal(name.normalize().replace(/[\u00a0\u202f’]/g, "'"), { fr: "Demande d'absence à l'employeur, pour un bilan payé par le CPF.txt", en: "Request to the employer for time off, for a bilan paid by the CPF.txt" }[language]);
        const file = bytes.toString("utf8");
        for (const line of text.split(/\n+/)) assert.ok(file.includes(line.trim()), line);
      }));
  }

  test("of public employees cite their own texts only", () =>
    sit({}, async (page) => {
      const agent = people.find(({ id }) => id === "C13");
      await hurryToTheEnd(page, agent.answers);
      await page.locator("#_letter-public_leave summary").click();
      const text = await page.locator("#_letter-public_leave .paper").innerText();
      assert.ok(text.includes("L422-1") && text.includes("2007-1845"), text);
      assert.ok(!text.includes("2008-824"), text);
      assert.ok(text.includes(euros(180000, "fr")), text);
    }));

  test("are printed alone, and then the page is as it was", () =>
    sit({}, async (page) => {
      await page.evaluate(() => {
        window.print = () => (document.documentElement.dataset.printed = document.body.className);
      });
      await hurryToTheEnd(page, employee.answers);
      await page.locator("#_letter-employer_plan summary").click();
      await page.locator("#_letter-employer_plan [data-action=letter]").click();
      assert.match(await page.locator("html").getAttribute("data-printed"), /one-letter/);
      await page.emulateMedia({ media: "print" });
      const text = await page.locator("body").innerText();
      assert.match(text, /prise en charge/);
      assert.doesNotMatch(text, /Vos financements possibles/);
      await page.evaluate(() => dispatchEvent(new Event("afterprint")));
      assert.match(await page.locator("body").innerText(), /Vos financements possibles/);
    }));
});

describe("the result", () => {
  test("asks for each document once, and only for those of open routes", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, employee.answers);
      const documents = await shown(page, "[data-document]").evaluateAll((all) => all.map((one) => one.dataset.document));
      assert.deepEqual([...documents].sort(), ["contract", "identity", "offer", "qualiopi", "quote", "receipt"]);
    }));

  test("says on which answers a card rests", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, employee.answers);
      const why = page.locator("[data-decision=employer_plan] details.why");
      await why.locator("summary").click();
      const facts = await why.locator("[data-list=facts]").innerText();
      assert.match(facts, /Situation\s: Salarié en CDI/);
      assert.doesNotMatch(facts, /Solde/, "the balance of the CPF plays no part in it");
    }));

  test("is told in the order in which it is needed", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, { ...employee.answers, provider: "qualiopi" });
      const titles = await shown(page, "#_result h2").evaluateAll((all) => all.map((one) => one.id));
      assert.deepEqual(titles.slice(1), [
        "_brief-title", "_answers-title", "_open-title", "_papers-title", "_law-title",
      ]);
    }));

  for (const [language, wanted] of Object.entries({
    fr: ["À partir du 16\u00a0janvier 2027, si seules vos dates changent", "Début du bilan : le 16\u00a0janvier 2027 ou après", "Prix : de 1\u202f500\u00a0€ à 1\u202f600\u00a0€ (selon la suite de vos réponses)", "Accord pendant l’arrêt : Je ne l’ai pas encore ou Je l’ai obtenu"],
    en: ["From 16\u00a0January 2027, if nothing but your dates changes", "Start of the bilan: on 16\u00a0January 2027 or later", "Price: €1,500 to €1,600 (depending on further answers)", "Agreement during sick leave: I do not have it yet or I have obtained it"],
  })) {
    test(`says what would open a closed route, in ${language}`, () =>
      sit({ language }, async (page) => {
        const { answers } = people.find(({ id }) => id === "L02");
        await hurryToTheEnd(page, answers);
        await page.evaluate(async ([change, rules]) => {
          const [{ tellChanges }, { default: program }] = [await import(change), await import(rules)];
          const place = (id) => program.questions.findIndex(([known]) => known === id);
          const day = Date.UTC(2027, 0, 16) / 86400000;
          const counterfactuals = {
            opensOn: day,
            changes: [
              { question: place("start_date"), low: day, sure: true },
              { question: place("price"), low: 150000, high: 160000, sure: false },
              { question: place("medical_agreement"), options: [0, 1], sure: true },
              { question: place("status"), options: [4, 8, 9, 10], sure: true },
              { question: program.reference, low: day, sure: true },
            ],
          };
          document.querySelector("[data-decision=cpf] .change")?.remove();
          tellChanges(document.querySelector("[data-decision=cpf]"), counterfactuals, program.reference);
        }, ["change", "program"].map(site.module));
        const items = await page.locator("[data-decision=cpf] .change li").allInnerTexts();
        assert.deepEqual(items.map((item) => item.replaceAll(/ {2,}/g, " ").trim()), wanted);
      }));
  }

  test("has no button that does nothing", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      const actions = await shown(page, "#_result [data-action]").evaluateAll((buttons) => buttons.map((button) => button.dataset.action));
      assert.deepEqual(actions, ["print", "copy", "restart"]);
    }));

  test("cites the sources of what it says, and only those", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, jobseeker.answers);
      const cited = await shown(page, "#_sources [data-source]").evaluateAll((items) => items.map((item) => item.dataset.source));
      const said = await page
        .locator("#_result [data-outcome]")
        .evaluateAll((all) => all.filter((one) => one.checkVisibility()).flatMap((one) => one.dataset.sources?.split(" ") ?? []));
      assert.deepEqual([...new Set(cited)].sort(), [...new Set(said)].sort());
      assert.ok(cited.length > 3);
    }));

  test("a long list of what is possible is folded, a short one is not", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, { ...employee.answers, working_time: "outside" });
      const open = async () => Object.fromEntries(await shown(page, "[data-possible]").evaluateAll((lists) => lists.map((list) => [list.querySelectorAll("li").length, list.open])));
      assert.deepEqual(await open(), { 2: true });
      await page.locator("[data-action=restart]").click();
      await page.locator("[data-action=start]").click();
      for (;;) {
        const { screen, question } = await where(page);
        if (screen !== "questions") break;
        const unsure = await page.locator(`[id="_q-${question}-unknown"]`).count();
        await fill(page, unsure ? "unknown" : employee.answers[question]);
        await proceed(page);
      }
      await seeResult(page);
      const lists = Object.entries(await open());
      assert.ok(lists.some(([length]) => length > 3));
      for (const [length, opened] of lists) assert.equal(opened, length < 4, `${length} possible ends`);
    }));

  test("asks in full for what is to be found out first", () =>
    sit({}, async (page) => {
      await hurryToTheEnd(page, { ...employee.answers, working_time: "outside", small_firm: "unknown" });
      const asked = await page.locator("#_title-small_firm").textContent();
      assert.ok((await page.locator("[data-find-out]").innerText()).endsWith(asked.trim()));
    }));

  test("a day that has passed is told as one", () =>
    sit({ on: shopkeeper.on }, async (page) => {
      await hurryToTheEnd(page, { ...shopkeeper.answers, start_date: "2026-12-01" });
      const [when] = await shown(page, "[data-list=todo] .when").allInnerTexts();
      assert.equal(when, "C’était à faire au plus tard le 16\u00a0novembre 2026 : cette date est passée");
    }));
});

describe("on paper", () => {
  for (const person of [employee, ...people.filter(({ id }) => ["S01", "C13"].includes(id))]) {
    test(`the plan of ${person.id} and the ways side by side take one sheet, the verdict first, the rest two, without what can only be clicked`, () =>
      sit({ on: person.on }, async (page) => {
        await hurryToTheEnd(page, person.answers);
        const verdict = await page.locator("[data-kind=verdict] h2").innerText();
        const remaining = await shown(page, "#_brief .sum").first().innerText();
        await page.emulateMedia({ media: "print" });
        assert.equal(await shown(page, "button, nav, [data-slot=change], :is(.doing, .why) > summary").count(), 0);
        const text = await page.locator("main").innerText();
        assert.ok(text.trimStart().startsWith(verdict), text.slice(0, 200));
        assert.ok(text.includes(remaining));
        // A sheet is an object of its own in the file, and Chromium does not pack those.
        const sheets = (await page.pdf({ format: "A4", preferCSSPageSize: true })).toString("latin1").match(/\/Type\s*\/Page\b/g);
        assert.ok(sheets.length <= 3, `${sheets.length} sheets`);
        // As wide as the sheet between its margins: the ways one by one begin the second sheet.
        await page.setViewportSize({ width: 688, height: 1047 });
        const { bottom } = await page.locator(".ways").evaluate((table) => table.getBoundingClientRect());
        assert.ok(bottom + (await page.evaluate(() => scrollY)) <= 1047, `${bottom} pixels`);
      }));
  }

  test("every route keeps its state and its reason, and the sheet says whose it is", () =>
    sit({}, async (page) => {
      // An offer outside the frame: every reason holds a link.
      await hurryToTheEnd(page, { ...employee.answers, working_time: "outside", support_hours: "10" });
      await page.emulateMedia({ media: "print" });
      assert.ok(await page.locator("header .name").isVisible());
      const cards = shown(page, "#_result [data-kind=route]");
      assert.ok((await cards.count()) > 1);
      for (const card of await cards.all()) assert.match(await card.locator("[data-outcome]").filter({ visible: true }).innerText(), /\w+ .{20}/s);
    }));
});
