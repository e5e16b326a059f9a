import {
  Injectable,
  Logger,
  type BeforeApplicationShutdown,
  type OnApplicationBootstrap,
} from '@nestjs/common';
import { Config } from '../config/index.js';
import { Database, isPassingFault, type Transaction } from '../database/index.js';
import { Metrics } from '../metrics/index.js';
import { sleep } from '../timers/index.js';
import { ChangeHandler } from './change-handler.port.js';
import { InboxHint } from './inbox-hint.service.js';
import { InboxRepository } from './inbox.repository.js';
import type { Lane, LaneItem, LaneResult } from './lane.js';
import { LaneHandler } from './lane-handler.port.js';
import { afterFailedTry } from './retry.js';

const LANES_PER_BATCH = 32;
const BATCH_MS = 200;
/** For changes, which come one by one, until people who write have their turn again. */
const CHANGES_MS = 100;
const POLL_MS = 50;
const LOOPS = 2;

/** Takes lanes that have something to do, a batch per transaction; a batch that fails is repeated lane by lane. */
@Injectable()
export class InboxWorker implements OnApplicationBootstrap, BeforeApplicationShutdown {
  private readonly logger = new Logger('Inbox');
  private readonly loops: Promise<void>[] = [];
  private stopping = false;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly inbox: InboxRepository,
    private readonly handler: LaneHandler,
    private readonly changes: ChangeHandler,
    private readonly hint: InboxHint,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    if (this.config.role === 'web') return;
    for (let i = 0; i < LOOPS; i++) this.loops.push(this.loop());
  }

  async beforeApplicationShutdown(): Promise<void> {
    this.stopping = true;
    this.hint.raise();
    await Promise.all(this.loops);
  }

  private async loop(): Promise<void> {
    while (!this.stopping) {
      try {
        if ((await this.batch()) === 0) await this.hint.wait(POLL_MS);
      } catch (error) {
        this.logger.error(`the inbox worker cannot work: ${messageOf(error)}`);
        await sleep(500);
      }
    }
  }

  /** One batch; the number of lanes it took. */
  async batch(): Promise<number> {
    const claimed: string[] = [];
    const results: LaneResult[] = [];
    let again: string[];
    try {
      again = await this.database.transact(async (tx) => {
        claimed.push(...(await this.inbox.claim(tx, LANES_PER_BATCH)));
        if (claimed.length === 0) return [];
        await this.inbox.forwardMerged(tx, claimed);
        const lanes = await this.inbox.pending(tx, claimed);
        const { contact = [], channel = [] } = Object.groupBy(lanes, ({ kind }) => kind);
        const mode = { alone: false, deadline: performance.now() + BATCH_MS };
        results.push(...(await this.handler.handle(tx, contact, mode)));
        await this.inbox.finish(
          tx,
          results.flatMap((r) => r.handled),
          results.flatMap((r) => r.ignored),
          results.flatMap((r) => r.decisions ?? []),
        );
        await this.inbox.wakeRemaining(tx, claimed);
        return [
          ...results.filter((result) => result.again).map((result) => result.laneId),
          ...channel.map(({ id }) => id), // a change may touch many contacts: it holds no lane but its own
        ];
      });
    } catch (error) {
      if (claimed.length === 0 || isPassingFault(error)) throw error;
      this.metrics.count('inbox_batches_repeated');
      again = claimed;
      results.length = 0;
    }
    if (claimed.length > 0) this.handler.committed(results);
    const end = performance.now() + CHANGES_MS;
    for (const laneId of again) {
      let more = await this.alone(laneId);
      while (more && performance.now() < end) more = await this.alone(laneId); // cheaper than another batch
    }
    return claimed.length;
  }

  /** One lane in a transaction of its own, so that its fault is nobody else's. @returns true after a change: more may wait */
  private async alone(laneId: string): Promise<boolean> {
    let item: LaneItem | undefined;
    try {
      const results = await this.database.transact(async (tx) => {
        if (!(await this.inbox.claimOne(tx, laneId))) return [];
        const [lane] = await this.inbox.pending(tx, [laneId]);
        item = lane?.items[0];
        if (lane === undefined || item === undefined) return [];
        const handled = await this.first(tx, lane, item);
        await this.inbox.wakeRemaining(tx, [laneId]);
        return handled;
      });
      this.handler.committed(results);
      return item?.kind === 'change';
    } catch (error) {
      if (item === undefined || isPassingFault(error)) throw error;
      await this.failed(item, error);
      return false;
    }
  }

  private async first(tx: Transaction, lane: Lane, item: LaneItem): Promise<LaneResult[]> {
    if (item.kind === 'change') {
      const { acted, heard } = await this.changes.handle(tx, item);
      const decisions =
        heard.length === 0 ? [] : [{ itemId: item.id, decision: { heard: heard.join(', ') } }];
      await this.inbox.finish(tx, acted ? [item.id] : [], acted ? [] : [item.id], decisions);
      return [];
    }
    const results = await this.handler.handle(tx, [{ ...lane, items: [item] }], {
      alone: true,
      deadline: performance.now() + BATCH_MS,
    });
    const [result] = results;
    await this.inbox.finish(tx, result?.handled ?? [], result?.ignored ?? [], result?.decisions ?? []);
    if (result?.postponed !== undefined) await this.inbox.postpone(tx, item, result.postponed);
    return results;
  }

  private async failed(item: LaneItem, error: unknown): Promise<void> {
    const fault = messageOf(error);
    this.logger.error(
      `inbox row ${item.id} failed (try ${item.tries + 1}): ${fault}`,
      error instanceof Error ? error.stack : undefined,
    );
    const next = afterFailedTry(item.tries + 1);
    await this.database.transact(async (tx) => {
      if (!(await this.inbox.claimOne(tx, item.laneId))) return; // whoever holds the lane now meets the same row
      if (next.kind === 'again') {
        await this.inbox.retryLater(tx, item, next.afterSeconds, fault);
      } else if (await this.inbox.park(tx, item, fault)) {
        await (item.kind === 'change' ? this.changes : this.handler).giveUp(tx, item);
        this.metrics.count('inbox_rows_parked');
      }
      await this.inbox.wakeRemaining(tx, [item.laneId]); // the claim took the lane's wake-ups
    });
  }
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message.slice(0, 300) : 'unknown fault';
}
