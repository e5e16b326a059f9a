import { hostOf, type RelayOutcome } from './drand-answer.js';

/** What one relay answered, its signature checked. */
export interface RelayReport {
  readonly relay: string;
  readonly outcome: RelayOutcome;
}

export type BeaconVerdict =
  /** `relays`: who gave this signature. `alone`: no second one did for two minutes. */
  | {
      readonly kind: 'store';
      readonly signature: string;
      readonly relays: readonly string[];
      readonly alone: boolean;
    }
  | { readonly kind: 'again' };

/** So many that agree are waited for. */
export const ENOUGH = 2;
/** After so long a single one is taken: its signature proves it, a second relay only shows that they are well. */
const ALONE_AFTER_MS = 2 * 60_000;
/** After so long without a beacon a person has to hear of it. */
export const LATE_AFTER_MS = 10 * 60_000;

const STEPS_S = [1, 2, 5, 10] as const;
const SLOWEST_S = 30;

/** What to do with the answers of one try; `waitedMs` since the first. Signatures that were checked are alike: a round has one only. */
export function judge(reports: readonly RelayReport[], waitedMs: number): BeaconVerdict {
  const signed = reports.flatMap(({ relay, outcome }) =>
    outcome.kind === 'signed' ? [{ relay, signature: outcome.signature }] : [],
  );
  const first = signed[0];
  const enough = signed.length >= ENOUGH || waitedMs >= ALONE_AFTER_MS;
  if (first === undefined || !enough) return { kind: 'again' };
  const relays = signed.map(({ relay }) => hostOf(relay));
  return { kind: 'store', signature: first.signature, relays, alone: signed.length < ENOUGH };
}

/** How long to wait after `tries` tries, in ms. */
export function nextTryMs(tries: number): number {
  return (STEPS_S[tries - 1] ?? SLOWEST_S) * 1000;
}

/** Those that gave no beacon, and why, for people; empty where all gave it. */
export function failuresOf(reports: readonly RelayReport[]): { host: string; reason: string }[] {
  return reports.flatMap(({ relay, outcome: { kind } }) =>
    kind === 'signed' || kind === 'not_awaited' ? [] : [{ host: hostOf(relay), reason: kind }],
  );
}
