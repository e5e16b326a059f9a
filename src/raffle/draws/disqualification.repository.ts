import { newId } from '../../kernel/index.js';
import type { Reader, Transaction } from '../../platform/index.js';
import { beaconOf } from './beacon.repository.js';
import type {
  DisqualificationReason,
  DisqualificationScope,
  HeldPrize,
  PublishedEvent,
} from './disqualification.js';
import { drawById } from './draw.repository.js';
import type { StoredDraw } from './stored-draw.js';

/** Who is to be put out of a draw, and why. */
export interface DisqualificationInput extends HeldPrize {
  readonly drawId: string;
  readonly scope: DisqualificationScope;
  readonly reason: DisqualificationReason;
  /** What happened, for the organiser and whoever confirms: it may name people, so it is never published. */
  readonly comment: string;
  /** Where it can be seen, also unpublished. */
  readonly sourceUrl: string | null;
}

/** A disqualification and who vouches for it. */
export interface Disqualification extends DisqualificationInput {
  readonly id: string;
  readonly state: 'proposed' | 'confirmed' | 'withdrawn';
  readonly proposedBy: string;
  readonly proposedAt: Date;
  readonly confirmedBy: string | null;
  readonly confirmedAt: Date | null;
  readonly twoPerson: boolean | null;
  /** As published; null until confirmed. */
  readonly event: PublishedEvent | null;
}

const COLUMNS = `id, draw_id as "drawId", prize_id as "prizeId", unit, number, scope, reason, comment, source_url as "sourceUrl",
  state, proposed_by as "proposedBy", proposed_at as "proposedAt", confirmed_by as "confirmedBy", confirmed_at as "confirmedAt",
  two_person as "twoPerson", event::json as event`;

export function disqualificationById(reader: Reader, id: string): Promise<Disqualification | null> {
  return reader.first<Disqualification>(`select ${COLUMNS} from disqualification where id = $1`, [id]);
}

/** The draw a disqualification is about; null where there is none. */
export async function drawOfDisqualification(reader: Reader, id: string): Promise<StoredDraw | null> {
  const found = await disqualificationById(reader, id);
  return found && drawById(reader, found.drawId);
}

/** All of a draw, oldest first, withdrawn ones too. */
export function disqualificationsOf(reader: Reader, drawId: string): Promise<Disqualification[]> {
  return reader.rows<Disqualification>(
    `select ${COLUMNS} from disqualification where draw_id = $1 order by proposed_at, id`,
    [drawId],
  );
}

export async function insertDisqualification(
  tx: Transaction,
  input: DisqualificationInput,
  proposedBy: string,
): Promise<string> {
  const id = newId();
  const { drawId, prizeId, unit, number, scope, reason, comment, sourceUrl } = input;
  await tx.run(
    `insert into disqualification (id, draw_id, prize_id, unit, number, scope, reason, comment, source_url, proposed_by)
     values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)`,
    [id, drawId, prizeId, unit, number, scope, reason, comment, sourceUrl, proposedBy],
  );
  return id;
}

export async function confirmDisqualification(
  tx: Transaction,
  id: string,
  confirmed: { by: string; twoPerson: boolean; seq: number; event: string },
): Promise<void> {
  await tx.run(
    `update disqualification set state = 'confirmed', confirmed_by = $2, confirmed_at = app_now(), two_person = $3, seq = $4, event = $5
     where id = $1`,
    [id, confirmed.by, confirmed.twoPerson, confirmed.seq, confirmed.event],
  );
}

export async function withdrawDisqualification(tx: Transaction, id: string): Promise<void> {
  await tx.run(`update disqualification set state = 'withdrawn' where id = $1`, [id]);
}

/** The confirmed disqualifications of a draw as a certificate lists them: in their order, with the beacon of each as far as it is stored. */
export async function publishedEvents(reader: Reader, drawId: string): Promise<object[]> {
  const rows = await reader.rows<{ event: PublishedEvent }>(
    `select event::json as event from disqualification where draw_id = $1 and state = 'confirmed' order by seq`,
    [drawId],
  );
  const events: object[] = [];
  for (const { event } of rows) {
    const { target } = event;
    const evidence =
      target && (await beaconOf(reader, drawId, { chainHash: target.chain_hash, round: target.round }));
    events.push(evidence ? { ...event, evidence } : event);
  }
  return events;
}
