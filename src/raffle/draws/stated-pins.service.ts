import { Injectable } from '@nestjs/common';
import { newId } from '../../kernel/index.js';
import { nowOf, type Transaction } from '../../platform/index.js';
import { announced } from './announced.reader.js';
import { drawById } from './draw.repository.js';
import type { StoredPin } from './pin.js';
import { insertPin } from './pin.repository.js';
import { publicAddress } from './result-source.js';

/** Where a person says the fingerprint was seen. */
export interface StatedPin {
  readonly channel: string;
  readonly at: Date;
  readonly ref: string;
  readonly proofUrl: string | null;
}

export type StateOutcome =
  | { readonly kind: 'stated'; readonly pin: StoredPin }
  /** There is no fingerprint yet. */
  | { readonly kind: 'not_committed' }
  /** It cannot be a pin of this draw; `reason` is a sentence part. */
  | { readonly kind: 'refused'; readonly reason: string }
  | { readonly kind: 'not_found' };

/** Pins that are the organiser's word: a newspaper, a notary, a public group. They are shown as that and prove nothing alone. */
@Injectable()
export class StatedPins {
  async state(tx: Transaction, drawId: string, stated: StatedPin, userId: string): Promise<StateOutcome> {
    const draw = await drawById(tx, drawId);
    if (draw === null) return { kind: 'not_found' };
    if (draw.paper === null || draw.closedAt === null) return { kind: 'not_committed' };
    const address = stated.proofUrl === null ? null : publicAddress(stated.proofUrl);
    if (stated.proofUrl !== null && address === null)
      return { kind: 'refused', reason: 'proofUrl must be a public https address' };
    const at = new Date(Math.floor(stated.at.getTime() / 1_000) * 1_000);
    const { drawAt } = await announced(tx, draw.id);
    const reason = whyNoPin(at, draw.closedAt, await nowOf(tx), drawAt);
    if (reason !== null) return { kind: 'refused', reason };
    const pin = { ...stated, id: newId(), at, proof: null, proofUrl: address };
    await insertPin(tx, { ...pin, drawId, statedBy: userId });
    return { kind: 'stated', pin };
  }
}

function whyNoPin(at: Date, closedAt: Date, now: Date, drawAt: Date): string | null {
  if (at < closedAt) return `at that time the list was not frozen yet (${closedAt.toISOString()})`;
  if (at > now) return 'that time has not come yet';
  return at < drawAt ? null : `the draw was announced for ${drawAt.toISOString()}: a later pin shows nothing`;
}
