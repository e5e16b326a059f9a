import {
  type BeaconCheck,
  beaconEntropy,
  type BeaconTarget,
  checkBeacon,
  checkTarget,
  parseBeacon,
  PINNED,
  secondsOf,
} from './drand.js';
import { refuse } from './errors.js';
import type { CheckOptions } from './evidence.js';
import { drandSourceOf, type Rules } from './rules.js';
import * as read from './schema.js';

const SCOPES = ['ticket', 'holder'] as const;
const REASONS = ['unclaimed', 'ineligible', 'declined', 'fraud', 'other'] as const;

/** A disqualification (B8), checked but for who holds the slot. */
export interface DrawEvent {
  readonly seq: number;
  /** `<prize>/<unit>` or `alternate/<rank>` */
  readonly slot: string;
  readonly number: number;
  readonly scope: (typeof SCOPES)[number];
  readonly reason: (typeof REASONS)[number];
  readonly at: string;
  /** For `redraw: fresh`: the event names the beacon that decides, and its E once there is evidence. */
  readonly fresh: { readonly e: Uint8Array | undefined } | undefined;
  /** The event as published, without evidence: what a fresh draw is bound to. */
  readonly published: read.Members;
}

/** Reads events and checks beacons of fresh draws (B11 step 9). Throws `E_SCHEMA`, `E_EVENT` and the codes of a beacon. */
export function checkEvents(
  rules: Pick<Rules, 'entropy' | 'redraw'>,
  values: readonly unknown[],
  { bls = true, chains = PINNED }: CheckOptions = {},
): readonly DrawEvent[] {
  return values.map((value, index) => {
    const source = read.object(value, 'an event');
    const event = {
      seq: read.integer(source, 'seq'),
      slot: read.text(source, 'slot'),
      number: read.integer(source, 'number'),
      scope: oneOf(source, 'scope', SCOPES),
      reason: oneOf(source, 'reason', REASONS),
      at: read.time(source, 'at'),
      fresh: checkFresh(rules, source, { bls, chains }),
      published: Object.fromEntries(Object.entries(source).filter(([name]) => name !== 'evidence')),
    };
    return event.seq === index + 1 ? event : refuse('E_EVENT', 'events are not numbered 1, 2, 3 and so on');
  });
}

function oneOf<T extends string>(source: read.Members, name: string, allowed: readonly T[]): T {
  const value = read.text(source, name);
  return (
    allowed.find((item) => item === value) ?? refuse('E_EVENT', `the ${name} of an event is not a known one`)
  );
}

function checkFresh(
  rules: Pick<Rules, 'entropy' | 'redraw'>,
  source: read.Members,
  check: BeaconCheck,
): DrawEvent['fresh'] {
  const [named, given] = [read.has(source, 'target'), read.has(source, 'evidence')];
  if (!named && !given) return undefined;
  if (rules.redraw !== 'fresh' || !named)
    refuse('E_EVENT', 'an event has a beacon that its rules do not ask for');
  const target = parseTarget(rules, source, check);
  if (!given) return { e: undefined };
  const evidence = read.child(source, 'evidence');
  if (read.text(evidence, 'kind') !== 'drand') refuse('E_ENTROPY_KIND', 'a fresh draw needs a beacon');
  const beacon = parseBeacon(evidence);
  checkBeacon(beacon, target, check);
  return { e: beaconEntropy(beacon) };
}

/** The beacon an event names: of the rules' chain, their lead after the event. */
function parseTarget(
  { entropy }: Pick<Rules, 'entropy'>,
  source: read.Members,
  { chains }: BeaconCheck,
): BeaconTarget {
  const named = read.child(source, 'target');
  const target = {
    chain_hash: read.hash(named, 'chain_hash'),
    round: read.integer(named, 'round'),
    lead: read.integer(named, 'min_lead_s'),
  };
  const drand = drandSourceOf(entropy) ?? refuse('E_RULES', 'a fresh redraw needs a drand source');
  const notBefore = secondsOf(read.time(source, 'at')) + drand.min_lead_s;
  const beacon = { chain_hash: target.chain_hash, round: target.round, notBefore, earliest: notBefore };
  checkTarget(beacon, chains);
  if (target.lead !== drand.min_lead_s || target.chain_hash !== drand.chain_hash)
    refuse('E_DRAND_ROUND', 'an event names another lead or chain than the rules');
  return beacon;
}
