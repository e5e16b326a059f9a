/** What stands in the place of a value: every JSON type, and texts that have hurt others. */
const STRANGE: readonly unknown[] = [
  null,
  true,
  -1,
  1e300,
  '',
  'x'.repeat(5_000),
  '\u0000',
  '\ud800',
  [],
  ['x', null, 7],
  {},
  { nested: { deeper: ['x'] } },
  JSON.parse('{"__proto__":{"polluted":true},"constructor":{"prototype":{"polluted":true}},"toString":null}'),
];

type Path = readonly (string | number)[];

/** The place of every value inside, the outermost first. */
function pathsOf(value: unknown, path: Path = []): Path[] {
  if (typeof value !== 'object' || value === null) return [path];
  const inner: Path[] = Array.isArray(value)
    ? value.flatMap((one, index) => pathsOf(one, [...path, index]))
    : Object.entries(value).flatMap(([key, one]) => pathsOf(one, [...path, key]));
  return [path, ...inner];
}

/** The same JSON with another value at one place. */
function withValueAt(json: unknown, path: Path, value: unknown): unknown {
  const [step, ...rest] = path;
  if (step === undefined) return value;
  if (Array.isArray(json)) return json.map((one, i) => (i === step ? withValueAt(one, rest, value) : one));
  if (typeof json !== 'object' || json === null) return json;
  return Object.fromEntries(
    Object.entries(json).map(([key, one]) => [key, key === step ? withValueAt(one, rest, value) : one]),
  );
}

/**
 * The JSON with one value replaced, for every place in it: `each` of the strange values per place, others at the next place, so that
 * together all meet all kinds of places.
 */
export function mutantsOf(json: unknown, each: number): unknown[] {
  return pathsOf(json).flatMap((path, place) =>
    Array.from({ length: each }, (_, i) =>
      withValueAt(json, path, STRANGE[(place * each + i) % STRANGE.length]),
    ),
  );
}

/** Repeatable pseudo-random numbers, 0 ≤ n < 1 (mulberry32): a failure comes again. */
export function randomFrom(seed: number): () => number {
  let state = seed;
  return () => {
    state = (state + 0x6d2b79f5) | 0;
    let t = Math.imul(state ^ (state >>> 15), 1 | state);
    t = (t + Math.imul(t ^ (t >>> 7), 61 | t)) ^ t;
    return ((t ^ (t >>> 14)) >>> 0) / 2 ** 32;
  };
}
