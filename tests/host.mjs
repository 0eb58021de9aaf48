// How a strict host publishes a built site: where its files stand, their kinds, their policy.
//
// Shared by the tests in browsers and by the audit, which have packages of their own: so it
// needs none.

import path from "node:path";

/** The kind of a file by its ending. */
export const KINDS = {
  ".html": "text/html; charset=utf-8",
  ".css": "text/css; charset=utf-8",
  ".js": "text/javascript; charset=utf-8",
  ".mjs": "text/javascript; charset=utf-8",
  ".svg": "image/svg+xml",
  ".txt": "text/plain; charset=utf-8",
  ".xml": "application/xml",
};

/** The address of a file of the site. */
export const addressOf = (file) => `/${file.split(path.sep).join("/").replace(/(^|\/)index\.html$/, "$1")}`;

/** The security policy of a page that `ancestors` may frame, and whose scripts may ask `connect`. */
export const policy = (ancestors, connect) =>
  `default-src 'none'; script-src 'self'; style-src 'self'; img-src 'self'; frame-src 'self'; connect-src ${connect}; ` +
  `form-action 'none'; base-uri 'none'; frame-ancestors ${ancestors}; ` +
  "require-trusted-types-for 'script'; trusted-types 'none'";
