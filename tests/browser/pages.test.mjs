// Every page of a built site: valid, quiet, and where its links say.

import assert from "node:assert/strict";
import { after, before, test } from "node:test";
import { open, some, visit } from "./site.mjs";

const site = await open();
after(() => site.close());

test("there are pages in both languages, and a questionnaire in each", () => {
  assert.ok(site.pages.length > 2);
  assert.deepEqual(Object.keys(site.asking).sort(), ["en", "fr"]);
});

for (const address of site.pages) {
  test(`${address} has one main heading, and no style or script inside`, async () => {
    const html = await site.source(address);
    assert.equal(html.match(/<h1[ >]/g)?.length, 1, "one main heading");
    assert.doesNotMatch(html, /<style|\sstyle="|\son[a-z]+="/i, "no style or script inside");
    for (const [tag] of html.matchAll(/<script[^>]*>/g)) assert.match(tag, / src="\/| type="application\/ld\+json"/);
  });
}

test("every page loads without a fault or a request to elsewhere", async () => {
  for (const address of site.pages) {
    const { faults, close } = await visit(site, address, { shared: true });
    assert.deepEqual(faults, [], address);
    await close();
  }
});

test("the other language leads to the same page there, and back", async () => {
  const { page, close } = await visit(site, site.pages[0]);
  for (const address of some(site.pages, 3)) {
    const here = site.origin + address;
    const response = await page.goto(here);
    // The choice of a language, and the page for lost addresses, are one for all; a frame has no head.
    if (address === "/" || address.endsWith("404.html") || address.startsWith("/embed/")) continue;
    assert.equal(response.status(), 200, address);
    const twins = await page.locator("link[rel=alternate][hreflang]").evaluateAll((links) => links.map((link) => link.hreflang));
    const language = await page.locator("html").getAttribute("lang");
    await page.locator("a.language").click();
    assert.notEqual(page.url(), here, address);
    assert.notEqual(await page.locator("html").getAttribute("lang"), language, address);
    if (twins.length) assert.ok(twins.includes("fr") && twins.includes("en"), address);
    await page.locator("a.language").click();
    assert.equal(page.url(), here, address);
  }
  await close();
});

test("an address that leads nowhere says so in the language of the address", async () => {
  for (const language of ["fr", "en"]) {
    const { page, close } = await visit(site, `/${language}/`);
    const response = await page.goto(`${site.origin}/${language}/nowhere/`);
    assert.equal(response.status(), 404);
    assert.equal(await page.locator("html").getAttribute("lang"), language);
    assert.equal(await page.locator("h1").count(), 1);
    await close();
  }
});

test("on paper there is no navigation", async () => {
  const { page, close } = await visit(site, site.pages[0]);
  await page.emulateMedia({ media: "print" });
  for (const address of some(site.pages, 3, 1)) {
    await page.goto(site.origin + address);
    assert.ok(await page.locator("h1").first().isVisible(), address);
    for (const part of await page.locator("nav, .skip, a.language").all()) {
      assert.ok(!(await part.isVisible()), `${address}: ${await part.getAttribute("class")}`);
    }
  }
  await close();
});
