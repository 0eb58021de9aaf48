// The page of the questionnaire, and small things done with it.

/** Everything of the questionnaire stands below this element; its `data-` attributes are words. */
export const root = /** @type {HTMLElement} */ (document.getElementById("_questionnaire"));
export const words = /** @type {Record<string, string>} */ (root.dataset);
export const language = /** @type {"fr" | "en"} */ (document.documentElement.lang);

/**
 * An element that the page promises to have; who says that it may be null has to look.
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} within
 */
export const one = (selector, within = root) => /** @type {E} */ (within.querySelector(selector));

/**
 * @template {Element} [E=HTMLElement]
 * @param {string} selector
 * @param {ParentNode} within
 */
export const all = (selector, within = root) => /** @type {E[]} */ ([...within.querySelectorAll(selector)]);

/**
 * Hides a section of the result, or shows it; rules that have nothing for it leave it out.
 * @param {string} name
 * @param {boolean} hidden
 */
export function section(name, hidden) {
  for (const part of all(`[data-section=${name}]`)) part.hidden = hidden;
}

/** A new copy of what a <template> holds. @param {string} id */
export const row = (id) => {
  const { content } = /** @type {HTMLTemplateElement} */ (document.getElementById(id));
  return /** @type {HTMLElement} */ (one("*", content).cloneNode(true));
};

/**
 * A row of a list of facts.
 * @param {...(Node | string)} content
 */
export function fact(...content) {
  const item = row("_fact-row");
  item.append(...content);
  return item;
}

/**
 * Words of the page, with what `tell` says in the place of each name in braces.
 * @param {string} words
 * @param {(name: string) => string} tell
 */
export const filled = (words, tell) => words.replace(/\{(\w+)\}/g, (_, name) => tell(name));

/**
 * @param {ParentNode} within
 * @param {string} name
 * @param {...(Node | string)} content
 */
export function slot(within, name, ...content) {
  one(`[data-slot=${name}]`, within).replaceChildren(...content);
}

/**
 * A copy of what an element shows.
 * @param {Element} element
 * @returns {ChildNode[]}
 */
export function inside(element) {
  const copy = /** @type {Element} */ (element.cloneNode(true));
  for (const part of all("[hidden]", copy)) part.remove();
  return [...copy.childNodes];
}

/**
 * What an element says to a reader.
 * @param {Element} element
 */
export function text(element) {
  return plain(inside(element));
}

/**
 * What nodes say. Spaces that do not break are part of the words.
 * @param {Node[]} nodes
 */
export function plain(nodes) {
  return nodes.map((node) => node.textContent).join("").replace(/[ \n\t]+/g, " ").trim();
}

/** @param {Element} element */
export function seen(element) {
  return !element.closest("[hidden]");
}

/** The address of this page for others: not that of the frame in which it may stand. */
export function home() {
  /** @type {HTMLAnchorElement | null} */
  const own = one(".framed link[rel=canonical], .elsewhere a", document);
  return (own ?? location).href.split("#")[0];
}

/** @type {Map<HTMLAnchorElement, string>} */
const files = new Map();

/**
 * Lets a link save a file that is made here; without one, the link goes.
 * @param {HTMLAnchorElement} link
 * @param {string} type
 * @param {string | undefined} content
 */
export function offer(link, type, content) {
  URL.revokeObjectURL(files.get(link) ?? "");
  link.hidden = content === undefined;
  if (content === undefined) return;
  link.href = URL.createObjectURL(new Blob([content], { type: `${type};charset=utf-8` }));
  files.set(link, link.href);
}
