import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  Database,
  Jobs,
  JobTasks,
  nowOf,
  Secrets,
  writeAudit,
  type Transaction,
} from '../../platform/index.js';
import type { Fault } from './fault.js';
import { policyAdvice } from './jurisdiction.js';
import { publishFaults } from './publish-faults.js';
import { PublishHook } from './publish-hook.port.js';
import { newRaffleKeys } from './raffle-keys.js';
import type { RaffleState } from './raffle-state.js';
import type { MetaPermission, RaffleView } from './raffle-view.js';
import { knownRaffle } from './raffle.reader.js';
import { lockRaffleRow, makeNumbers, setRaffleState, startPublishing } from './raffle.repository.js';

/** The job that makes the numbers a request did not wait for, or a dead process left over. */
export const RAFFLE_PUBLISH = 'raffle.publish';

export type PublishOutcome =
  /** `in_progress`: numbers are still being made, see progressDone of progressTotal. `advice`: sentences on law, Meta's policy and the draw. */
  | { readonly kind: 'open' | 'in_progress'; readonly raffle: RaffleView; readonly advice: readonly string[] }
  | { readonly kind: 'refused'; readonly faults: readonly Fault[] }
  | { readonly kind: 'wrong_state'; readonly state: RaffleState }
  | { readonly kind: 'not_found' };

const NUMBERS_A_TRANSACTION = 50_000;
/** A request waits this long before it answers that it goes on. */
const REQUEST_MS = 5_000;
/** A job leaves before its own limit of 50 s and comes again. */
const JOB_MS = 30_000;

/**
 * Makes a draft sellable: checks everything, locks the terms, makes one row per number and opens. Each step can be repeated and
 * can run beside itself, so request, job and restart after a crash all do the same.
 */
@Injectable()
export class Publication implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly secrets: Secrets,
    private readonly jobs: Jobs,
    private readonly tasks: JobTasks,
    private readonly hook: PublishHook,
  ) {}

  onModuleInit(): void {
    this.tasks.register(RAFFLE_PUBLISH, (payload) => this.runJob(payload));
  }

  /** @param permission what the organiser states about Meta's permission, if not already in the draft */
  async publish(raffleId: string, permission?: MetaPermission): Promise<PublishOutcome> {
    const refusal = await this.database.transact((tx) => this.start(tx, raffleId, permission));
    if (refusal !== null) return refusal;
    const done = await this.goOn(raffleId, REQUEST_MS);
    const raffle = await knownRaffle(this.database, raffleId);
    const { jurisdiction, priceMinor, metaPermission } = raffle;
    const policy = policyAdvice({ jurisdiction, priceMinor, permission: metaPermission?.status ?? null });
    const advice = [...policy, ...this.hook.advice(raffle)];
    return { kind: done ? 'open' : 'in_progress', raffle, advice };
  }

  private async start(
    tx: Transaction,
    raffleId: string,
    permission: MetaPermission | undefined,
  ): Promise<PublishOutcome | null> {
    const row = await lockRaffleRow(tx, raffleId);
    if (row === null) return { kind: 'not_found' };
    if (row.state === 'open' || (row.state === 'draft' && row.publishedAt !== null)) return null;
    if (row.state !== 'draft') return { kind: 'wrong_state', state: row.state };
    const raffle = await knownRaffle(tx, raffleId);
    const terms = { ...raffle, metaPermission: permission ?? raffle.metaPermission };
    const faults = [...publishFaults(terms, await nowOf(tx)), ...this.hook.faults(terms)];
    if (faults.length > 0) return { kind: 'refused', faults };
    await startPublishing(tx, raffleId, this.secrets.seal(newRaffleKeys()), terms.metaPermission);
    await this.enqueue(tx, raffleId, REQUEST_MS + 1_000);
    return null;
  }

  /** Makes numbers and opens, for about `budgetMs`. @returns whether the raffle is open */
  private async goOn(raffleId: string, budgetMs: number): Promise<boolean> {
    const end = performance.now() + budgetMs;
    while (performance.now() < end) {
      const left = await this.database.transact((tx) => makeNumbers(tx, raffleId, NUMBERS_A_TRANSACTION));
      if (left > 0) continue;
      await this.database.transact((tx) => this.open(tx, raffleId));
      return true;
    }
    return false;
  }

  private async open(tx: Transaction, raffleId: string): Promise<void> {
    const row = await lockRaffleRow(tx, raffleId);
    if (row?.state !== 'draft') return;
    await this.hook.beforeOpen(tx, await knownRaffle(tx, raffleId));
    await setRaffleState(tx, raffleId, 'open');
    await writeAudit(tx, null, { action: 'raffle.opened', targetKind: 'raffle', targetId: raffleId });
  }

  private async runJob(payload: unknown): Promise<void> {
    if (typeof payload !== 'object' || payload === null || !('raffleId' in payload)) return;
    const { raffleId } = payload;
    if (typeof raffleId !== 'string' || (await this.goOn(raffleId, JOB_MS))) return;
    await this.database.transact((tx) => this.enqueue(tx, raffleId, 0));
  }

  private enqueue(tx: Transaction, raffleId: string, delayMs: number): Promise<void> {
    const runAt = new Date(Date.now() + delayMs); // the job queue's own clock, not business time
    return this.jobs.add(
      tx,
      RAFFLE_PUBLISH,
      { raffleId },
      { jobKey: `${RAFFLE_PUBLISH}:${raffleId}`, runAt },
    );
  }
}
