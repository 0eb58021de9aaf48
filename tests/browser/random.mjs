// Chance that can be repeated: the same seed, the same person.

/** Draws numbers below a bound, and answers to questions of the program. */
export function random(seed) {
  let state = (seed + 1) * 0x9e3779b9;
  const below = (bound) => {
    // Mulberry32: small, and good enough to choose answers.
    state = (state + 0x6d2b79f5) | 0;
    let mixed = Math.imul(state ^ (state >>> 15), state | 1);
    mixed ^= mixed + Math.imul(mixed ^ (mixed >>> 7), mixed | 61);
    return ((mixed ^ (mixed >>> 14)) >>> 0) % bound;
  };
  const answer = ([, kind, domain, traits]) => {
    if (traits & 1 && below(4) === 0) return null;
    if (typeof domain[0] === "string") return below(domain.length);
    // Days around the time of the tests; numbers mostly round and small, now and then any.
    if (kind === "date") return 19000 + below(3000);
    const [low, high] = domain;
    const most = below(4) ? Math.min(high, 300000) : high;
    return Math.min(high, Math.max(low, below(4) ? Math.round(below(most + 1) / 100) * 100 : below(most + 1)));
  };
  return { below, answer };
}
