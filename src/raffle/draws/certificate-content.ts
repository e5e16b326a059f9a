import type { Draw, LotteryEvidence, Slot } from '../../fair-draw/index.js';

/** What of a certificate this service reads back. */
export interface CertificateContent {
  readonly draw: Draw;
  readonly entropy: LotteryEvidence;
}

export type WonSlot = Extract<Slot, { status: 'won' }>;

/** Reads a certificate this service wrote, verified and stored: nobody can have changed it since. */
export function readCertificate(bytes: Buffer): CertificateContent {
  const content: CertificateContent = JSON.parse(bytes.toString('utf8'));
  return content;
}

/** The prize units its last lottery draw decided: who won them has not been told before. */
export function newlyWon({ draw, entropy }: CertificateContent): WonSlot[] {
  const last = entropy.draws.length - 1;
  return draw.slots
    .filter((slot) => slot.status === 'won')
    .filter((slot) => slot.via === 'candidate' && slot.draw === last);
}

/** True while a prize waits for the next lottery draw. */
export function hasPending({ slots }: Draw): boolean {
  return slots.some(({ status }) => status === 'pending');
}
