import type { Pin } from '../../fair-draw/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import { announced } from './announced.reader.js';
import { isByHand } from './draw-rules.js';
import { certificatePins, pinsBefore, standing, type Reach, type Standing, type StoredPin } from './pin.js';
import { countReach, keepReach, keptReach, pinsOf } from './pin.repository.js';
import { readRules, type CommittedPaper, type StoredDraw } from './stored-draw.js';

/** Who saw a commitment before the value existed. */
export interface DrawPins {
  readonly standing: Standing;
  readonly reach: Reach;
  /** Whether the count stands: the draw was carried out. */
  readonly final: boolean;
  readonly pins: readonly StoredPin[];
  /** How buyers reach the organiser besides the chat. */
  readonly contact: string | null;
}

/** The pins of a draw as everybody may see them; null until the list is frozen. @param count `ReachCounts.count` where many may look */
export async function drawPins(
  reader: Reader,
  draw: StoredDraw,
  count: typeof countReach = countReach,
): Promise<DrawPins | null> {
  if (draw.paper === null) return null;
  const kept = await keptReach(reader, draw.id);
  const { drawAt, contact } = await announced(reader, draw.id);
  const reach = kept ?? (await count(reader, draw.id, drawAt));
  const pins = pinsBefore(await pinsOf(reader, draw.id), reach.valueAt);
  return {
    standing: isByHand(readRules(draw)) ? 'manual' : standing(pins),
    reach,
    final: kept !== null,
    pins,
    contact,
  };
}

/**
 * What the certificate lists. The count of buyers is taken with the first certificate and kept: what is delivered after the value
 * exists, or told later, changes nothing any more.
 */
export async function pinsForCertificate(
  tx: Transaction,
  draw: StoredDraw,
  paper: CommittedPaper,
  valueAt: Date,
): Promise<Pin[]> {
  const kept = await keptReach(tx, draw.id);
  const reach = kept ?? (await countReach(tx, draw.id, valueAt));
  if (kept === null) await keepReach(tx, draw.id, reach);
  return certificatePins(await pinsOf(tx, draw.id), reach, paper.commitmentHash.toString('hex'));
}
