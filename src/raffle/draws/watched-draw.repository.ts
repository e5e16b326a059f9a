import type { Reader, Transaction } from '../../platform/index.js';
import type { RaffleState } from '../catalogue/index.js';
import type { DrawAlertKind } from './draw-watch.js';
import type { KnownSoFar } from './draw-watch-words.js';
import { evidenceOf } from './evidence.reader.js';
import { standingResults } from './lottery-result.repository.js';
import { revealedSeeds } from './seed.repository.js';
import type { DrawState } from './stored-draw.js';

/** A draw whose list is closed for the sale and which is not drawn. */
export interface UndrawnDraw {
  readonly id: string;
  readonly ordinal: number;
  readonly name: string | null;
  readonly title: string;
  readonly rules: string;
  readonly state: DrawState;
  readonly raffleState: RaffleState;
  readonly closedAt: Date | null;
  readonly committed: boolean;
  readonly listClosesAt: Date;
  readonly drawAt: Date;
  readonly disputeMinutes: number;
  readonly told: readonly DrawAlertKind[];
  readonly now: Date;
}

// What a draw's times are: see announced.reader.ts. The index draw_undecided serves the states named here.
const UNDRAWN = `
  select d.id, d.ordinal, d.name, r.title, d.rules, d.state, r.state as "raffleState", d.closed_at as "closedAt",
    d.commitment is not null as committed, coalesce(d.list_closes_at, r.sales_close_at) as "listClosesAt",
    coalesce(d.draw_at, r.draw_at) as "drawAt", coalesce(d.dispute_minutes, r.dispute_minutes) as "disputeMinutes",
    array(select a.kind from draw_alert a where a.draw_id = d.id) as told, clock.now
  from draw d join raffle r on r.id = d.raffle_id, (select app_now() as now) clock
  where d.state in ('announced', 'committed') and r.state not in ('cancelled', 'settled')
    and (coalesce(d.list_closes_at, r.sales_close_at) <= clock.now or r.state in ('closed', 'reconciled'))
    and not exists (select from draw_alert a where a.draw_id = d.id and a.kind = 'draw_late')
  order by d.id`;

/** The draws somebody may have to hear of. Nothing comes after the alert that one is late. */
export function undrawn(reader: Reader): Promise<UndrawnDraw[]> {
  return reader.rows<UndrawnDraw & Record<string, unknown>>(UNDRAWN);
}

/** How far a draw has come. */
export async function knownSoFar(reader: Reader, draw: UndrawnDraw): Promise<KnownSoFar> {
  const results = await standingResults(reader, draw.id);
  const seeds = await revealedSeeds(reader, draw.id);
  return {
    frozen: draw.closedAt !== null,
    committed: draw.committed,
    decided: (await evidenceOf(reader, draw)) !== null,
    entered: results.find(({ state }) => state === 'entered')?.lotteryDrawId ?? null,
    confirmed: results.filter(({ state }) => state === 'confirmed').length,
    revealed: seeds.map(({ party }) => party),
  };
}

/** Notes that people are told. @returns false where they were before: copies of the service that come at once wait for each other */
export async function noteTold(tx: Transaction, drawId: string, kind: DrawAlertKind): Promise<boolean> {
  const noted = await tx.run(
    'insert into draw_alert (draw_id, kind) values ($1, $2) on conflict do nothing',
    [drawId, kind],
  );
  return noted > 0;
}
