// Pictures, made of attributes alone: the policy of the page permits no style in an element.
//
// What lies beside something is told in hundredths of the width, so that a picture is as wide as
// its place and its words are never shrunk. Its words stand in the page, where all read them.

/** @typedef {Record<string, string | number>} Attributes */

/**
 * @param {string} name
 * @param {Attributes} attributes
 * @param {...(Node | string)} content
 */
export function shape(name, attributes, ...content) {
  const element = document.createElementNS("http://www.w3.org/2000/svg", name);
  for (const [key, value] of Object.entries(attributes)) element.setAttribute(key, String(value));
  element.append(...content);
  return element;
}

/**
 * A picture that is told by words of the page.
 * @param {number} height in pixels
 * @param {string} label the id of its name
 * @param {string} description the id of what says the same
 * @param {Element[]} shapes
 */
export function picture(height, label, description, shapes) {
  return shape("svg", { role: "img", width: "100%", height, "aria-labelledby": label, "aria-describedby": description, "data-copy": "" }, ...shapes);
}

/** A part of the width. @param {number} part @param {number} whole */
export const percent = (part, whole) => `${Math.round((part / whole) * 10000) / 100}%`;
