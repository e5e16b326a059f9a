import { Injectable } from '@nestjs/common';
import { randomInt } from 'node:crypto';
import type { Reader } from '../../platform/index.js';
import { freshFor } from './fresh-for.js';
import { similarNumbers } from './similar-numbers.js';
import type { TicketStatus } from './ticket.repository.js';

export type TicketCounts = Readonly<Record<TicketStatus, number>>;

/** Starts anywhere in the random order and goes round once; the second branch only runs if the first finds too few. */
const PICK = `
  select number from (
    (select number from ticket where raffle_id = $1 and status = 'free' and pick_key >= $2 order by pick_key limit $3)
    union all
    (select number from ticket where raffle_id = $1 and status = 'free' and pick_key < $2 order by pick_key limit $3)
  ) picked limit $3`;

const AVAILABILITY = `
  select number, status = 'free' as free from ticket where raffle_id = $1 and number = any($2::int[]) order by number`;

const COUNT = `
  select count(*) filter (where status = 'free')::int as free, count(*) filter (where status = 'held')::int as held,
    count(*) filter (where status = 'in_review')::int as in_review, count(*) filter (where status = 'paid')::int as paid,
    count(*) filter (where status = 'void')::int as void
  from ticket where raffle_id = $1`;

/** A count that takes longer than this is started again by somebody else. */
const COUNTING_MS = 5_000;

/** Who holds which number, for those who only look: nothing here takes a lock. */
@Injectable()
export class Tickets {
  private readonly counted = new Map<string, { readonly until: number; readonly counts: TicketCounts }>();

  /** Free numbers at random, at most `count`; the asker does not hold them. Costs the same in an empty and in a full raffle. */
  async pickRandom(reader: Reader, raffleId: string, count: number): Promise<number[]> {
    const start = randomInt(2 ** 32) - 2 ** 31;
    const rows = await reader.rows<{ number: number }>(PICK, [raffleId, start, count]);
    return rows.map(({ number }) => number);
  }

  /** Which of these numbers are free now, ascending; those the raffle does not have are in neither list. */
  async availability(
    reader: Reader,
    raffleId: string,
    numbers: readonly number[],
  ): Promise<{ free: number[]; taken: number[] }> {
    const rows = await reader.rows<{ number: number; free: boolean }>(AVAILABILITY, [raffleId, numbers]);
    const having = (free: boolean): number[] =>
      rows.filter((row) => row.free === free).map(({ number }) => number);
    return { free: having(true), taken: having(false) };
  }

  /** Free numbers to offer in place of taken ones, best first: near, of the same ending, else any. */
  async neighbours(
    reader: Reader,
    raffleId: string,
    wanted: readonly number[],
    count: number,
  ): Promise<number[]> {
    const candidates = similarNumbers(wanted);
    const free = new Set((await this.availability(reader, raffleId, candidates)).free);
    const near = candidates.filter((number) => free.has(number)).slice(0, count);
    if (near.length === count) return near;
    const any = await this.pickRandom(reader, raffleId, count + wanted.length);
    const others = any.filter((number) => !near.includes(number) && !wanted.includes(number));
    return [...near, ...others].slice(0, count);
  }

  /**
   * How many numbers are in each state, up to a few seconds old (see `freshFor`). Counted now and then instead of kept: a running
   * total would be one row that every sale waits for.
   */
  async counts(reader: Reader, raffleId: string): Promise<TicketCounts> {
    const started = performance.now();
    const known = this.counted.get(raffleId);
    if (known !== undefined && known.until > started) return known.counts;
    // one counts, the others go on with what was known
    if (known !== undefined) this.counted.set(raffleId, { ...known, until: started + COUNTING_MS });
    const counts = await this.countNow(reader, raffleId);
    const finished = performance.now();
    this.counted.set(raffleId, { counts, until: finished + freshFor(finished - started) });
    return counts;
  }

  /** The same, exact: reads every number of the raffle. */
  async countNow(reader: Reader, raffleId: string): Promise<TicketCounts> {
    const counts = await reader.first<{
      free: number;
      held: number;
      in_review: number;
      paid: number;
      void: number;
    }>(COUNT, [raffleId]);
    return counts ?? { free: 0, held: 0, in_review: 0, paid: 0, void: 0 };
  }
}
