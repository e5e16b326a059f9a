import type { Pin } from '../../fair-draw/index.js';
import { fingerprintOf } from '../../kernel/index.js';
import { utcSeconds } from './utc-seconds.js';

/** The channel of time stamps this service asked for and verified. */
export const TIME_STAMP = 'rfc3161';
/** The channel of the messages to the buyers. */
export const MESSAGES = 'whatsapp';

/** A place where the commitment's hash was seen. */
export interface StoredPin {
  readonly id: string;
  readonly channel: string;
  readonly at: Date;
  readonly ref: string;
  /** A verified time stamp; null for what the organiser states. */
  readonly proof: Buffer | null;
  readonly proofUrl: string | null;
}

/** How many buyers have the fingerprint. */
export interface Reach {
  /** When the value that decides came to be, or as announced. Only what was before counts. */
  readonly valueAt: Date;
  readonly buyers: number;
  /** To how many it was sent: Meta took the message. */
  readonly sent: number;
  /** How many had it: Meta says it was delivered or read. */
  readonly had: number;
  /** When the last of those got it. */
  readonly lastAt: Date | null;
}

/** `manual`: people drew it; pins vouch for the list alone. */
export type Standing = 'proven' | 'consistent' | 'manual';

/**
 * What may be said of a draw that verifies. The organiser's own messages and statements are his word: only a time stamp somebody
 * independent signed before the value existed shows that the list was not made to fit it.
 */
export function standing(pins: readonly Pick<StoredPin, 'channel' | 'proof'>[]): Standing {
  return pins.some(({ channel, proof }) => channel === TIME_STAMP && proof !== null)
    ? 'proven'
    : 'consistent';
}

/** Pins from before the value. A stamp from after it shows nothing. */
export function pinsBefore<P extends Pick<StoredPin, 'at'>>(pins: readonly P[], valueAt: Date): P[] {
  return pins.filter(({ at }) => at < valueAt);
}

/** What a certificate lists, oldest first (fairdraw/1, B4). */
export function certificatePins(pins: readonly StoredPin[], reach: Reach, commitmentHash: string): Pin[] {
  const listed = pinsBefore(pins, reach.valueAt).map(({ channel, at, ref, proof, proofUrl }) => ({
    channel,
    at: utcSeconds(at),
    ref: proofUrl === null ? ref : `${ref} ${proofUrl}`,
    ...(proof === null ? {} : { proof: proof.toString('base64') }),
  }));
  const told = messagesPin(reach, commitmentHash);
  const all = told === null ? listed : [...listed, told];
  return all.toSorted((one, other) => (one.at < other.at ? -1 : one.at > other.at ? 1 : 0));
}

/** Null where nobody had it in time. */
function messagesPin({ had, buyers, lastAt }: Reach, commitmentHash: string): Pin | null {
  if (lastAt === null) return null;
  const ref = `${had} of ${buyers} buyers had fingerprint ${fingerprintOf(commitmentHash)}`;
  return { channel: MESSAGES, at: utcSeconds(lastAt), ref };
}
