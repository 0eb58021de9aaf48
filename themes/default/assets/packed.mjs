// Reads the nodes of the decision diagrams from the text that a program holds them in.
//
// `src/rules/published/encoding.rs` writes that text and says how it is to be read.

/** @import { Node, Test } from "./program.mjs" */

/**
 * @param {string} text
 * @param {number[]} regions how many each variable has
 * @returns {Node[]} the roots
 */
export function unpack(text, regions) {
  /** @type {Test[][]} */
  const named = regions.map(() => []);
  /** @type {Node[]} */
  const roots = [];
  let place = 0;
  const number = () => {
    let leading = 0;
    for (;;) {
      const code = text.charCodeAt(place++);
      const digit = code - (code > 92 ? 36 : 35);
      if (digit < 70) return leading * 70 + digit;
      leading = leading * 20 + digit - 69;
    }
  };
  const ends = number();
  /** @returns {Node} */
  const tell = () => {
    const kind = number();
    if (kind < ends) return -1 - kind;
    const variable = kind - ends;
    const since = number();
    /** @type {Test} */
    const node = since ? named[variable].splice(-since, 1)[0] : { variable, children: [] };
    named[variable].push(node);
    if (!since) {
      const width = regions[variable];
      const places = width > 2 ? Array.from({ length: width }, number) : [0, 1];
      const different = Array.from({ length: Math.max(...places) + 1 }, tell);
      node.children = places.map((nth) => different[nth]);
    }
    return node;
  };
  while (place < text.length) roots.push(tell());
  return roots;
}
