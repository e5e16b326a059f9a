import { createHmac } from 'node:crypto';

/** What is one machine's own, and may differ between copies that run together. */
const PER_MACHINE = new Set(['host', 'port', 'dataDir', 'demoOutputDir']);

/** By the name of a setting. */
export type Fingerprints = Readonly<Record<string, string>>;

export interface ChangedSetting {
  readonly setting: string;
  readonly before: string | null;
  readonly after: string | null;
}

/** Every setting as a keyed hash: equal values are seen to be equal, and no secret can be guessed from one without the key. */
export function fingerprintsOf(config: object, key: Buffer): Fingerprints {
  const shared = Object.entries(config).filter(([name]) => !PER_MACHINE.has(name));
  return Object.fromEntries(
    shared
      .toSorted(([a], [b]) => (a < b ? -1 : 1))
      .map(([name, value]) => [name, fingerprint(name, value, key)]),
  );
}

/** Settings that differ, by name; null where there was, or is, no such setting. */
export function changedSettings(before: Fingerprints, after: Fingerprints): ChangedSetting[] {
  const names = [...new Set([...Object.keys(before), ...Object.keys(after)])].toSorted();
  return names
    .map((setting) => ({ setting, before: before[setting] ?? null, after: after[setting] ?? null }))
    .filter((one) => one.before !== one.after);
}

function fingerprint(name: string, value: unknown, key: Buffer): string {
  return createHmac('sha256', key)
    .update(JSON.stringify([name, value ?? null]))
    .digest('hex')
    .slice(0, 16);
}
