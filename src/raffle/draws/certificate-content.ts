import {
  presentSlots,
  type Draw,
  type Evidence,
  type SlotOutcome,
  type Winner,
} from '../../fair-draw/index.js';
import type { PublishedEvent } from './disqualification.js';
import type { ManualEvidence } from './manual-entry.js';

/** What decided a draw. */
export type DrawEvidence = Evidence | ManualEvidence;

/** What came out, in a certificate and in the record of a draw by hand. */
export interface DrawnSlots extends Pick<Draw, 'alternates' | 'replacements' | 'winners'> {
  readonly slots: readonly SlotOutcome[];
}

/** What of a certificate this service reads back. */
export interface CertificateContent {
  readonly draw: DrawnSlots;
  readonly entropy: DrawEvidence;
  /** Disqualifications in their order, with the evidence of fresh draws. */
  readonly events: readonly PublishedEvent[];
}

/** Reads a certificate this service wrote, verified and stored: nobody can have changed it since. */
export function readCertificate(bytes: Buffer): CertificateContent {
  const content: CertificateContent = JSON.parse(bytes.toString('utf8'));
  return content;
}

/** The winners an issue has that the one before had not: who has not been told before. `earlier` is null for the first issue. */
export function newlyWon(content: CertificateContent, earlier: CertificateContent | null): Winner[] {
  const told = new Set(earlier?.draw.winners.map(placeOf));
  return content.draw.winners.filter((winner) => !told.has(placeOf(winner)));
}

/** The disqualifications an issue has that the one before had not. */
export function newlyOut(
  { events }: CertificateContent,
  earlier: CertificateContent | null,
): readonly PublishedEvent[] {
  return events.slice(earlier?.events.length ?? 0);
}

/** True while a prize waits for the next lottery draw, or for the beacon of a disqualification. */
export function hasPending(draw: Pick<DrawnSlots, 'slots' | 'replacements'>): boolean {
  return presentSlots(draw).some(({ status }) => status === 'pending');
}

function placeOf({ prize, unit, number }: Winner): string {
  return `${prize}/${unit}/${number}`;
}
