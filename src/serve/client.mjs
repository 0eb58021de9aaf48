// Reloads the page when the author saves. Only `bilan serve` hands this out; a published site never has it.
//
// A browser opens at most six connections to one HTTP/1 host, all tabs together. If every tab held its own
// event stream, the seventh tab would never load. So the tabs elect one (a web lock goes to one holder, and
// passes on when that tab is closed); it alone listens to the server, and tells the others through a
// broadcast channel. Web locks need a secure context, which loopback is; a browser without them gets one
// stream a tab, which is right for up to five tabs.

const events = new URL("events", import.meta.url);

/** This run of the server, and the edition of the site that this page was made from. */
const [, , run, edition] = events.pathname.split("/");
const mine = Number(edition);

const tabs = new BroadcastChannel(`bilan ${run}`);
let leaving = false;

function reload() {
  if (leaving) return;
  leaving = true;
  location.reload();
}

// A message is the newest edition its sender has heard of. Every tab says its own as soon as it can listen,
// and hears back if it is behind: whichever of two tabs comes last, the older page learns of the newer.
tabs.addEventListener("message", ({ data: theirs }) => {
  if (theirs > mine) reload();
  else if (theirs < mine && !leaving) tabs.postMessage(mine);
});
tabs.postMessage(mine);

function listen() {
  const stream = new EventSource(events);
  stream.addEventListener("reload", () => {
    stream.close();
    tabs.postMessage(mine + 1);
    reload();
  });
  // After a lost connection most browsers try again by themselves; `CLOSED` means that this one will not.
  stream.addEventListener("error", () => {
    if (stream.readyState === EventSource.CLOSED) setTimeout(ask, 1000);
  });
}

/** Asks whether this run is still there. A refusal means that a new one has its place, and a new address. */
async function ask() {
  try {
    const answer = await fetch(events, { method: "HEAD" });
    if (answer.ok) return listen();
    tabs.postMessage(Infinity);
    reload();
  } catch {
    setTimeout(ask, 1000);
  }
}

// The lock is held as long as the tab lives: the promise given back never settles.
const held = () => new Promise(listen);
if (navigator.locks) navigator.locks.request(`bilan ${run}`, held).catch(listen);
else listen();

// A page that comes back from the browser's memory has missed what was said meanwhile.
addEventListener("pageshow", ({ persisted }) => persisted && reload());
