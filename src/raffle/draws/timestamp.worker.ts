import { Injectable, type OnModuleInit } from '@nestjs/common';
import { invariant, newId } from '../../kernel/index.js';
import { Alerts, Database, Jobs, JobTasks, nowOf, type Transaction } from '../../platform/index.js';
import { announced } from './announced.reader.js';
import { readDrawJob } from './draw-job.js';
import { drawById } from './draw.repository.js';
import { TIME_STAMP } from './pin.js';
import { hasTimestamp, insertPin } from './pin.repository.js';
import type { StoredDraw } from './stored-draw.js';
import { TimestampAuthority, TimestampRefused, type Timestamp } from './timestamp.port.js';

const DRAW_TIMESTAMP = 'draw.timestamp';
const FIRST_WAIT_MS = 5_000;
const LONGEST_WAIT_MS = 10 * 60_000;
/** Failures an authority may have before somebody is told. */
const PATIENCE = 3;

/** Has the commitment stamped, in the transaction that makes it. `tries` were made before. */
export function addTimestamp(
  jobs: Jobs,
  tx: Transaction,
  drawId: string,
  tries = 0,
  runAt?: Date,
): Promise<void> {
  const options = { jobKey: `${DRAW_TIMESTAMP}:${drawId}`, ...(runAt && { runAt }) };
  return jobs.add(tx, DRAW_TIMESTAMP, { drawId, tries }, options);
}

/**
 * Gets an independent time stamp for a commitment, as long as it can show anything: until the value that decides may exist. The
 * authority is asked outside of any transaction, since its answer may take seconds.
 */
@Injectable()
export class TimestampWorker implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly tasks: JobTasks,
    private readonly alerts: Alerts,
    private readonly authority: TimestampAuthority,
  ) {}

  onModuleInit(): void {
    this.tasks.register(DRAW_TIMESTAMP, (payload, { signal }) =>
      this.stamp(readDrawJob(payload).drawId, triesOf(payload), signal),
    );
  }

  /** One attempt; a failed one leaves the next. */
  async stamp(drawId: string, tries: number, signal: AbortSignal): Promise<void> {
    const draw = await drawById(this.database, drawId);
    invariant(draw !== null && draw.paper !== null, 'a commitment is stamped, not a plan');
    if (await hasTimestamp(this.database, drawId)) return;
    const { drawAt: valueAt } = await announced(this.database, draw.id);
    try {
      const timestamp = await this.authority.stamp(draw.paper.commitmentHash, signal);
      if (timestamp === null) return;
      checkTime(timestamp, draw, valueAt);
      await this.database.transact((tx) => store(tx, drawId, timestamp));
    } catch (error) {
      if (!(error instanceof TimestampRefused)) throw error;
      await this.database.transact((tx) => this.goOn(tx, draw, tries + 1, valueAt, error.message));
    }
  }

  private async goOn(
    tx: Transaction,
    draw: StoredDraw,
    tries: number,
    valueAt: Date,
    why: string,
  ): Promise<void> {
    const { id, raffleId } = draw;
    const wait = Math.min(FIRST_WAIT_MS * 2 ** (tries - 1), LONGEST_WAIT_MS);
    const next = new Date((await nowOf(tx)).getTime() + wait);
    const alert = { kind: 'timestamp_failed', severity: 'warning', channelId: null } as const;
    if (next >= valueAt) {
      const message = `the draw of raffle ${raffleId} has no time stamp and can get none any more: its page says "consistent", not "proven". Last failure: ${why}`;
      return this.alerts.raise(tx, { ...alert, message });
    }
    if (tries >= PATIENCE) {
      const message = `no time stamp yet for the draw of raffle ${raffleId}: ${why}. It is tried again until the time of the draw; look at TIMESTAMP_URL and TIMESTAMP_CA_FILE`;
      await this.alerts.raise(tx, { ...alert, message });
    }
    return addTimestamp(this.jobs, tx, id, tries, next);
  }
}

/** A stamp from before the list was closed is about something else; one from when the value may exist shows nothing. */
function checkTime({ at, latest }: Timestamp, { closedAt }: StoredDraw, valueAt: Date): void {
  if (closedAt === null || at < closedAt) throw new TimestampRefused('its time is before the freeze');
  if (latest >= valueAt || at >= valueAt) throw new TimestampRefused('its time is not before the draw');
}

async function store(tx: Transaction, drawId: string, { at, authority, proof }: Timestamp): Promise<void> {
  const pin = { id: newId(), channel: TIME_STAMP, at, ref: authority, proof, proofUrl: null, statedBy: null };
  await insertPin(tx, { ...pin, drawId });
}

function triesOf(payload: unknown): number {
  if (typeof payload !== 'object' || payload === null || !('tries' in payload)) return 0;
  return typeof payload.tries === 'number' ? payload.tries : 0;
}
