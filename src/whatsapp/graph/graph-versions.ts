const DAY_MS = 24 * 60 * 60_000;
const WARN_DAYS = 90;

/**
 * Versions of the Graph API whose shapes we read, with the day each lives until; null where Meta has not said it (page "Graph API
 * changelog", as of September 2026).
 */
const LIVES_UNTIL: ReadonlyMap<string, string | null> = new Map([
  ['v23.0', '2027-10-08'],
  ['v24.0', '2028-02-18'],
  ['v25.0', '2028-07-29'],
  ['v26.0', null],
]);

/** What is to be said about the configured version, 90 days before its end and later; null if nothing is. */
export function graphVersionWarning(version: string, now: Date): string | null {
  const end = LIVES_UNTIL.get(version);
  const known = [...LIVES_UNTIL.keys()];
  if (end === undefined)
    return `GRAPH_API_VERSION ${version} is not one this build knows: ${known.join(', ')}`;
  if (end === null) return null;
  const daysLeft = Math.ceil((Date.parse(end) - now.getTime()) / DAY_MS);
  if (daysLeft > WARN_DAYS) return null;
  const newest = known.at(-1);
  return daysLeft >= 0
    ? `GRAPH_API_VERSION ${version} ends on ${end}: set a later one, up to ${newest}`
    : `GRAPH_API_VERSION ${version} ended on ${end} and Meta answers with another: set a later one, up to ${newest}`;
}
