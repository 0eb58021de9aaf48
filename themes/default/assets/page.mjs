// The page of the questionnaire, and small things done with it.

/** Everything of the questionnaire stands below this element; its `data-` attributes are words. */
export const root = document.getElementById("_questionnaire");
export const words = root.dataset;
export const language = /** @type {"fr" | "en"} */ (document.documentElement.lang);

export const one = (selector, within = root) => within.querySelector(selector);
export const all = (selector, within = root) => [...within.querySelectorAll(selector)];

/** A new copy of what a <template> holds. */
export const row = (id) => document.getElementById(id).content.firstElementChild.cloneNode(true);

/** A row of a list of facts. */
export function fact(...content) {
  const item = row("_fact-row");
  item.append(...content);
  return item;
}

/** Words of the page, with what `tell` says in the place of each name in braces. */
export const filled = (words, tell) => words.replace(/\{(\w+)\}/g, (_, name) => tell(name));

export function slot(within, name, ...content) {
  one(`[data-slot=${name}]`, within).replaceChildren(...content);
}

/** A copy of what an element shows. */
export function inside(element) {
  const copy = element.cloneNode(true);
  for (const part of all("[hidden]", copy)) part.remove();
  return [...copy.childNodes];
}

/** What an element says to a reader. */
export function text(element) {
  return plain(inside(element));
}

/** What nodes say. Spaces that do not break are part of the words. */
export function plain(nodes) {
  return nodes.map((node) => node.textContent).join("").replace(/[ \n\t]+/g, " ").trim();
}

export function seen(element) {
  return !element.closest("[hidden]");
}

/** The address of this page for others: not that of the frame in which it may stand. */
export function home() {
  const own = one(".framed link[rel=canonical], .elsewhere a", document) ?? location;
  return own.href.split("#")[0];
}

const files = new Map();

/** Lets a link save a file that is made here; without one, the link goes. */
export function offer(link, type, content) {
  URL.revokeObjectURL(files.get(link));
  link.hidden = content === undefined;
  if (link.hidden) return;
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  files.set(link, link.href);
}
