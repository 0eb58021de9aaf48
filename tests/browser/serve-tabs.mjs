// Opens many tabs of a running preview in Chromium, and sees each of them reload after an edit.
//
//   node serve-tabs.mjs http://127.0.0.1:8000/fr/ content/fr/index.md
//
// The file is one whose text stands on that page; a line is added to it in each round, and taken away at the end.
// ROUNDS (default 5; 50 before a change of server), TABS (default 10), PATIENCE in milliseconds (default 15000).
//
// A browser opens six connections to a host. Ten tabs with an event stream each could not all load: this is the test
// that they do. It is also the test under which tiny_http hung; see `src/serve/server.rs`.

import { readFile, writeFile } from "node:fs/promises";
import { chromium } from "playwright-core";

const [address, file] = process.argv.slice(2);
if (!address || !file) {
  console.error("usage: node serve-tabs.mjs <address of a page> <file of that page>");
  process.exit(2);
}
const number = (name, otherwise) => Number(process.env[name] ?? otherwise);
const rounds = number("ROUNDS", 5);
const tabs = number("TABS", 10);
const patience = number("PATIENCE", 15000);

const original = await readFile(file, "utf8");
const browser = await chromium.launch({
  executablePath: process.env.CHROMIUM ?? "/usr/bin/chromium",
  args: [
    "--no-sandbox",
    "--disable-gpu",
    "--disable-background-networking",
    "--disable-quic",
    "--no-first-run",
    "--disable-component-update",
    "--disable-sync",
  ],
});

/** One round: its faults, and how long the tabs took from the edit to the last one reloaded. */
async function round(name) {
  const faults = [];
  // A context of its own is a network of its own: each round begins without open connections.
  const context = await browser.newContext();
  const pages = await Promise.all(Array.from({ length: tabs }, () => context.newPage()));
  for (const page of pages) {
    page.on("console", (message) => {
      // Browsers ask for an icon whether there is one or not.
      const icon = message.location().url.endsWith("/favicon.ico");
      if (message.type() === "error" && !icon) faults.push(`console: ${message.text()}`);
    });
    page.on("pageerror", (error) => faults.push(`script: ${line(error)}`));
  }

  /** Does the job in every tab that is open, and notes the tabs where it fails. */
  const everywhere = (what, job) =>
    Promise.all(
      pages.map((page, tab) =>
        page.isClosed() ? null : job(page).catch((error) => faults.push(`${what}, tab ${tab}: ${line(error)}`)),
      ),
    );
  const edit = async (mark) => {
    const edited = Date.now();
    await writeFile(file, `${original}\n${mark}\n`);
    await everywhere(mark, async (page) => {
      await page.getByText(mark).first().waitFor({ state: "attached", timeout: patience });
      await page.waitForLoadState("load", { timeout: patience });
    });
    return Date.now() - edited;
  };

  await everywhere("load", (page) => page.goto(address, { waitUntil: "load", timeout: patience }));
  // The marks are unlikely to stand on a page already.
  const took = await edit(`edit ${name} ${Date.now()}`);
  // One of the tabs listens for all. Half of them go, and it may be among them: another must take its place.
  const half = pages.slice(name % 2 ? 0 : tabs / 2).slice(0, tabs / 2);
  await Promise.all(half.map((page) => page.close()));
  await edit(`edit ${name} after closing ${Date.now()}`);

  await context.close();
  return { faults, took };
}

const line = (error) => String(error.message ?? error).split("\n")[0];

let bad = 0;
const times = [];
try {
  for (let name = 1; name <= rounds; name += 1) {
    const { faults, took } = await round(name);
    times.push(took);
    if (faults.length > 0) {
      bad += 1;
      console.log(`round ${name}: ${faults.length} faults in ${took} ms; ${faults.slice(0, 3).join(" | ")}`);
    }
  }
} finally {
  await writeFile(file, original);
  await browser.close();
}
times.sort((one, other) => one - other);
console.log(
  `${bad} of ${rounds} rounds failed; ${tabs} tabs; edit to last tab reloaded: ` +
    `median ${times[times.length >> 1]} ms, longest ${times.at(-1)} ms`,
);
process.exitCode = bad > 0 ? 1 : 0;
