// The questionnaire inside a frame of another site: tells its height, takes on the site's
// colour, and opens links beside it.
//
// Runs after `view.mjs` and looks only at what the page shows. `embed.js` is its other
// half on the other site. Without a greeting from a site that may show it, it stays hidden:
// the header `frame-ancestors` does the same, but not every host can send headers.

import "./view.mjs";

const page = document.documentElement;
const hosts = [location.origin, ...page.dataset.hosts.split(" ")];

/** The site that shows the page, once it has been recognised. @type {string | null} */
let host = null;

/** Sites around this one, where the browser says so (Firefox does not in every version). */
const around = [...(location.ancestorOrigins ?? [])];

if (parent === window) show();
else if (around.every((origin) => hosts.includes(origin))) addEventListener("message", greeted);

/** @param {MessageEvent} event */
function greeted({ source, origin, data }) {
  if (source !== parent || !hosts.includes(origin) || data?.type !== "bilan-hello" || host) return;
  host = origin;
  show();
  shiftHeadings(Number(data.heading));
  colour(String(data.accent));
  new ResizeObserver(() => tell("bilan-height")).observe(document.body);
}

function show() {
  page.classList.add("shown");
  openBeside(document.body);
  // A step shows another screen, question or error; the rest needs no scrolling.
  /** @param {MutationRecord} change */
  const step = ({ type, target }) =>
    type === "attributes" && /** @type {Element} */ (target).matches(".screen, fieldset, .errors");
  new MutationObserver((changes) => {
    for (const { addedNodes } of changes) {
      for (const node of addedNodes) if (node instanceof Element) openBeside(node);
    }
    if (host && changes.some(step)) tell("bilan-step");
  }).observe(/** @type {Element} */ (document.getElementById("_questionnaire")), { attributeFilter: ["hidden"], childList: true, subtree: true });
}

/** @param {string} type */
function tell(type) {
  const height = Math.ceil(document.body.getBoundingClientRect().height);
  parent.postMessage({ type, height: Math.min(Math.max(height, 100), 10000) }, /** @type {string} */ (host));
}

/* ── Links ── */

/**
 * Links of the page would show another page in the frame, and the answers would be gone.
 * @param {Element} part
 */
function openBeside(part) {
  const sign = /** @type {HTMLTemplateElement} */ (document.getElementById("_new-tab")).content;
  for (const link of /** @type {HTMLAnchorElement[]} */ ([part, ...part.querySelectorAll("a[href]")])) {
    const leads = link.matches("a[href]:not([href^='#'], [target], [download])");
    if (!leads || !/^https?:$/.test(link.protocol)) continue;
    link.target = "_blank";
    link.append(sign.cloneNode(true));
  }
}

/* ── Headings ── */

/** @param {number} level That of the first heading, as it fits the page around the frame. */
function shiftHeadings(level) {
  if (!Number.isInteger(level) || level < 2 || level > 4) return;
  for (const heading of document.querySelectorAll("h1, h2, h3, h4")) {
    const own = Number(heading.ariaLevel ?? heading.localName.slice(1));
    heading.ariaLevel = String(Math.min(own + level - 1, 6));
  }
}

/* ── Colour ── */

/**
 * Takes on a colour where words in it can be read, in the light and in the dark apart: no
 * colour can be read on both. Elsewhere the theme's own stays.
 * @param {string} accent
 */
function colour(accent) {
  if (!/^#[0-9a-f]{6}$/i.test(accent)) return;
  const dark = matchMedia("(prefers-color-scheme: dark)");
  const take = () => {
    for (const name of ["--accent", "--on-accent", "--tint"]) page.style.removeProperty(name);
    const [words, ...grounds] = [accent, "var(--paper)", "var(--wash)"].map(parts);
    if (!grounds.every((ground) => contrast(words, ground) >= 4.5)) return;
    page.style.setProperty("--accent", accent);
    page.style.setProperty("--on-accent", "var(--paper)");
    page.style.setProperty("--tint", `color-mix(in srgb, ${accent} 14%, var(--paper))`);
  };
  dark.addEventListener("change", take);
  take();
}

/**
 * A colour as three parts from 0 to 255, however it is written.
 * @param {string} colour
 */
function parts(colour) {
  const probe = document.body.appendChild(document.createElement("span"));
  probe.style.color = colour;
  const found = /** @type {string[]} */ (getComputedStyle(probe).color.match(/[\d.]+/g)).slice(0, 3).map(Number);
  probe.remove();
  return found;
}

/**
 * The contrast of WCAG 2.
 * @param {number[]} one
 * @param {number[]} other
 */
function contrast(one, other) {
  const [dark, light] = [luminance(one), luminance(other)].sort((a, b) => a - b);
  return (light + 0.05) / (dark + 0.05);
}

/** @param {number[]} colour */
function luminance(colour) {
  const [red, green, blue] = colour.map((part) => {
    const share = part / 255;
    return share <= 0.04045 ? share / 12.92 : ((share + 0.055) / 1.055) ** 2.4;
  });
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue;
}
