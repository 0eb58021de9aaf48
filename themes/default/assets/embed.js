// Shows the questionnaire inside a page of another site, in a frame that grows with it.
//
// A plain script without words: the title of the frame is that of the link beside it, which
// stays where no script runs or where the site may not show the questionnaire.
// `frame.mjs` is its other half.

(() => {
  /** @type {HTMLScriptElement} */
  // @ts-expect-error A plain script that stands in a page is the current one while it runs.
  const script = document.currentScript;
  const { origin } = new URL(script.src);
  const { lang, accent, heading, title } = script.dataset;
  const before = script.previousElementSibling;
  const link = before?.matches("a") ? before : before?.querySelector("a");
  const language = lang ?? document.documentElement.lang.slice(0, 2);

  const frame = document.createElement("iframe");
  frame.title = title ?? link?.textContent.trim() ?? "";
  frame.loading = "lazy";
  frame.allow = "clipboard-write";
  // On its own site a frame could take its sandbox off, so that it would protect nothing.
  // Without `allow-forms` no browser would tell the questionnaire that an answer was given; its
  // own policy sees to it that no form is sent anywhere.
  if (origin !== location.origin) {
    frame.sandbox =
      "allow-scripts allow-same-origin allow-forms allow-popups allow-popups-to-escape-sandbox allow-modals allow-downloads allow-top-navigation-by-user-activation";
  }
  // No height until the frame tells one: where it may not be shown, nothing is seen but the link.
  Object.assign(frame.style, { display: "block", width: "100%", height: "0", border: "0" });
  frame.src = new URL(language === "en" ? "en/" : "fr/", script.src).href;

  // The frame learns who shows it, and answers only to sites that may.
  frame.addEventListener("load", () => {
    // @ts-expect-error A frame that has loaded has a window.
    frame.contentWindow.postMessage({ type: "bilan-hello", accent, heading }, origin);
  });

  addEventListener("message", (event) => {
    if (event.source !== frame.contentWindow || event.origin !== origin) return;
    const { type, height } = event.data ?? {};
    if (!["bilan-height", "bilan-step"].includes(type)) return;
    if (!Number.isInteger(height) || height < 100 || height > 10000) return;
    frame.style.height = `${height}px`;
    if (link) link.hidden = true;
    if (type === "bilan-step" && frame.getBoundingClientRect().top < 0) frame.scrollIntoView();
  });

  script.before(frame);
})();
