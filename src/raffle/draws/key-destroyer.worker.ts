import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Ticker, writeAudit, type Reader, type Transaction } from '../../platform/index.js';
import { claimDaysIn, lockRaffle, logEvents, RaffleSecrets } from '../catalogue/index.js';

const EVERY_MS = 3_600_000;
const DAY_MS = 86_400_000;

// The claim period counts from the last line of the public log: a redraw, a claim or a delivery begins it anew. A draw before the main
// one whose list was not frozen until its time is never drawn, and nothing waits for it.
const DECIDED = `
  select r.id, r.jurisdiction, app_now() as now,
    (select e.at from raffle_event e where e.raffle_id = r.id and e.seq is not null order by e.seq desc limit 1) as "lastAt"
  from raffle r
  where r.keys is not null and (r.state = 'cancelled' or (r.state in ('drawn', 'settled')
    and not exists (select from draw d where d.raffle_id = r.id and d.state <> 'drawn'
      and not (d.closed_at is null and d.ordinal > 1 and d.draw_at <= app_now()))))`;

/**
 * Makes the lists of raffles anonymous once nobody can claim a prize any more, by destroying the two keys that salts and pseudonyms
 * come from. What was published stays and still verifies. The database refuses it before every draw is decided.
 */
@Injectable()
export class KeyDestroyer implements OnApplicationBootstrap {
  private readonly logger = new Logger('KeyDestroyer');

  constructor(
    private readonly database: Database,
    private readonly ticker: Ticker,
    private readonly secrets: RaffleSecrets,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(EVERY_MS, 'destroy keys', () => this.destroyDue());
  }

  /** Destroys the keys of every raffle whose claim period is over. */
  async destroyDue(): Promise<void> {
    for (const raffleId of await dueRaffles(this.database)) {
      const destroyed = await this.database.transact((tx) => destroyKeys(tx, raffleId));
      this.secrets.forget(raffleId);
      if (destroyed) this.logger.log(`the keys of raffle ${raffleId} were destroyed`);
    }
  }
}

async function dueRaffles(reader: Reader, only: string | null = null): Promise<string[]> {
  const rows = await reader.rows<{ id: string; jurisdiction: string; now: Date; lastAt: Date | null }>(
    `${DECIDED} and ($1::uuid is null or r.id = $1) order by r.id`,
    [only],
  );
  return rows.filter((row) => isOver(row)).map(({ id }) => id);
}

function isOver(row: { jurisdiction: string; now: Date; lastAt: Date | null }): boolean {
  if (row.lastAt === null) return false;
  return row.now.getTime() >= row.lastAt.getTime() + claimDaysIn(row.jurisdiction) * DAY_MS;
}

async function destroyKeys(tx: Transaction, raffleId: string): Promise<boolean> {
  await lockRaffle(tx, raffleId);
  if (!(await dueRaffles(tx, raffleId)).includes(raffleId)) return false;
  await tx.run('update raffle set keys = null, keys_destroyed_at = app_now() where id = $1', [raffleId]);
  await logEvents(tx, [{ raffleId, event: 'keys.destroyed', data: {} }]);
  await writeAudit(tx, null, { action: 'raffle.keys_destroyed', targetKind: 'raffle', targetId: raffleId });
  return true;
}
