import { Injectable, type OnApplicationBootstrap, type OnModuleInit } from '@nestjs/common';
import { Database, type Transaction } from '../database/index.js';
import { JobTasks, Jobs } from '../jobs/index.js';
import { Metrics } from '../metrics/index.js';
import { Ticker } from '../timers/index.js';

/** How a room lets go of what is old: in pages, so that no statement holds many rows for long. */
export interface Pruner {
  /** A table of ours: label of the metric. */
  readonly what: string;
  /** Days something is kept; null: for good. */
  readonly days: number | null;
  /**
   * One page, passing over rows somebody holds. Takes $1 after which row number to begin, $2 the days, $3 how many rows to look at;
   * gives `pruned`, how many went, and `next`, the row number to go on from, null where nothing more is old enough.
   */
  readonly sql: string;
  readonly rows: number;
}

/** Older than $2 days, in the SQL of a pruner. */
export const OLDER = `< (select app_now()) - $2::int * interval '1 day'`;

const TASK = 'retention';
/** Where a table begins: positions are row numbers. */
const START = '0';
const EVERY_MS = 3_600_000;
/** A job ends within 50 s: after this time it hands the rest to its next part. */
const PART_MS = 20_000;

interface Position {
  readonly what: string;
  readonly after: string;
}

/** Lets go of what is older than the configuration wants it kept: an hourly job, one at a time whatever the number of copies. */
@Injectable()
export class Retention implements OnModuleInit, OnApplicationBootstrap {
  private readonly pruners: Pruner[] = [];

  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly tasks: JobTasks,
    private readonly ticker: Ticker,
    private readonly metrics: Metrics,
  ) {}

  /** Rooms register in `onModuleInit`. */
  register(pruner: Pruner): void {
    this.pruners.push(pruner);
  }

  onModuleInit(): void {
    this.tasks.register(TASK, (payload) => this.part(payload));
  }

  onApplicationBootstrap(): void {
    this.ticker.every(EVERY_MS, 'retention', () => this.database.transact((tx) => this.begin(tx)));
  }

  /** A run under way, or one that waits to be tried again, is left alone. */
  private async begin(tx: Transaction): Promise<void> {
    const waiting = await tx.first('select from jobs.jobs where key = $1 and attempts < max_attempts', [
      TASK,
    ]);
    if (waiting === null) await this.jobs.add(tx, TASK, {}, { jobKey: TASK, maxAttempts: 3 });
  }

  private async part(payload: unknown): Promise<void> {
    const rest = await this.run(readPosition(payload), performance.now() + PART_MS);
    if (rest === null) return;
    await this.database.transact((tx) => this.jobs.add(tx, TASK, rest, { jobKey: TASK, maxAttempts: 3 }));
  }

  /**
   * Everything that is old, a page per transaction.
   * @param from where an earlier part stopped; null: the beginning
   * @param deadline of the monotonic clock
   * @returns where to go on; null when done
   */
  async run(from: Position | null = null, deadline = Infinity): Promise<Position | null> {
    const first = from === null ? 0 : this.pruners.findIndex(({ what }) => what === from.what);
    for (const [n, pruner] of this.pruners.slice(Math.max(0, first)).entries()) {
      let after: string | null = n === 0 && from !== null ? from.after : START;
      while (after !== null) {
        if (performance.now() > deadline) return { what: pruner.what, after };
        after = await this.page(pruner, after);
      }
    }
    return null;
  }

  private async page({ what, days, sql, rows }: Pruner, after: string): Promise<string | null> {
    if (days === null) return null;
    const page = await this.database.transact((tx) =>
      tx.first<{ pruned: number; next: string | null }>(sql, [after, days, rows]),
    );
    if (page !== null && page.pruned > 0) {
      this.metrics.count('retention_rows_pruned', { what }, page.pruned);
    }
    return page?.next ?? null;
  }
}

function readPosition(payload: unknown): Position | null {
  if (typeof payload !== 'object' || payload === null || !('what' in payload) || !('after' in payload))
    return null;
  const { what, after } = payload;
  return typeof what === 'string' && typeof after === 'string' ? { what, after } : null;
}
