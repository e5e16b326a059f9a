import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { verifyBeacon } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import { Alerts, Config, Database, Jobs, JobTasks, Metrics, type Transaction } from '../../platform/index.js';
import { logEvents } from '../catalogue/index.js';
import { readBeaconJob, type BeaconJob } from './beacon-job.js';
import { beaconOf, insertBeacon, raffleOfDraw } from './beacon.repository.js';
import {
  ENOUGH,
  failuresOf,
  judge,
  LATE_AFTER_MS,
  nextTryMs,
  type BeaconVerdict,
  type RelayReport,
} from './beacon-verdict.js';
import type { RelayOutcome, WantedRound } from './drand-answer.js';
import { DrandChains } from './drand-chains.service.js';
import { DrandClient } from './drand.client.js';
import { DRAW_EXECUTE } from './draw-job.js';
import { drawInLog, type StoredDraw } from './stored-draw.js';

/** The job that fetches a beacon. */
export const DRAW_BEACON = 'draw.beacon';

/** Has a draw's beacon fetched from `at` on, the moment of its round, until it is stored. */
export function awaitBeacon(
  jobs: Jobs,
  tx: Transaction,
  { at, ...wanted }: WantedRound & { readonly drawId: string; readonly at: Date },
): Promise<void> {
  return addTry(jobs, tx, { ...wanted, tries: 0, since: null, told: false }, at);
}

function addTry(jobs: Jobs, tx: Transaction, job: BeaconJob, runAt: Date): Promise<void> {
  const jobKey = `${DRAW_BEACON}:${job.drawId}:${job.chainHash}:${job.round}`;
  return jobs.add(tx, DRAW_BEACON, job, { jobKey, runAt });
}

/**
 * Fetches the beacons that decide draws. All relays are asked at once, none is trusted: what counts is the chain's signature over
 * the round, checked before anything is stored. Each try is a job of its own, so the wait ends with no process.
 */
@Injectable()
export class BeaconWorker implements OnModuleInit {
  private readonly logger = new Logger('Beacon');

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly tasks: JobTasks,
    private readonly chains: DrandChains,
    private readonly client: DrandClient,
    private readonly alerts: Alerts,
    private readonly metrics: Metrics,
  ) {}

  onModuleInit(): void {
    this.tasks.register(DRAW_BEACON, (payload, { signal }) => this.fetch(readBeaconJob(payload), signal));
  }

  /** One try; leaves the beacon, or the job for the next try. Does nothing where the beacon is stored or nobody waits for it. */
  async fetch(job: BeaconJob, signal: AbortSignal): Promise<void> {
    const raffle = await raffleOfDraw(this.database, job.drawId);
    invariant(raffle !== null, 'a beacon is awaited for a draw');
    if (raffle.state === 'cancelled' || raffle.state === 'settled') return;
    if ((await beaconOf(this.database, job.drawId, job)) !== null) return;
    const since = job.since ?? raffle.now.getTime();
    const waitedMs = raffle.now.getTime() - since;
    const reports = this.chains.find(job.chainHash) === null ? null : await this.ask(job, signal);
    const verdict = judge(reports ?? [], waitedMs);
    this.report(job, reports ?? []);
    if (verdict.kind === 'store') return this.store(job, raffle, verdict, reports ?? []);
    const late = reports === null || waitedMs >= LATE_AFTER_MS;
    await this.tryAgain({ ...job, since, tries: job.tries + 1 }, late ? lateText(job, reports) : null);
  }

  /** Asks all relays at once and checks what they say; once two agree the others are waited for no longer. */
  private async ask(wanted: WantedRound, signal: AbortSignal): Promise<readonly RelayReport[]> {
    const enough = new AbortController();
    const until = AbortSignal.any([signal, enough.signal]);
    const known = new Map<string, boolean>();
    let agreeing = 0;
    return Promise.all(
      this.config.drand.relays.map(async (relay) => {
        const answer = await this.client.ask(relay, wanted, until);
        const outcome = this.checked(answer, wanted, known);
        if (outcome.kind === 'signed' && ++agreeing >= ENOUGH) enough.abort();
        const unawaited = outcome.kind === 'timed_out' && enough.signal.aborted;
        return { relay, outcome: unawaited ? { kind: 'not_awaited' as const } : outcome };
      }),
    );
  }

  /** A check takes some 30 ms and a round has one signature, so each is checked once. */
  private checked(
    outcome: RelayOutcome,
    { chainHash, round }: WantedRound,
    known: Map<string, boolean>,
  ): RelayOutcome {
    if (outcome.kind !== 'signed') return outcome;
    const { signature } = outcome;
    const holds =
      known.get(signature) ?? verifyBeacon({ chain_hash: chainHash, round, signature }, this.chains.accepted);
    known.set(signature, holds);
    return holds ? outcome : { kind: 'bad_signature' };
  }

  private report({ round, tries }: BeaconJob, reports: readonly RelayReport[]): void {
    const failures = failuresOf(reports);
    for (const { host: relay, reason } of failures)
      this.metrics.count('beacon_relay_failures', { relay, reason });
    // That a round is a moment late everywhere is usual.
    const odd = failures.filter(({ reason }) => reason !== 'too_early' || tries >= 3);
    if (odd.length > 0) this.logger.warn(`round ${round}: ${listed(odd)}`);
  }

  private async store(
    job: BeaconJob,
    { raffleId, ordinal }: Pick<StoredDraw, 'raffleId' | 'ordinal'>,
    { signature, relays, alone }: Extract<BeaconVerdict, { kind: 'store' }>,
    reports: readonly RelayReport[],
  ): Promise<void> {
    const { drawId, chainHash, round } = job;
    await this.database.transact(async (tx) => {
      if (!(await insertBeacon(tx, drawId, { chainHash, round, signature, relays }))) return;
      const beacon = await beaconOf(tx, drawId, job);
      invariant(beacon !== null, 'what was stored can be read');
      const data = { ...beacon, ...drawInLog({ ordinal }) };
      await logEvents(tx, [{ raffleId, event: 'entropy.received', data }]);
      await this.jobs.add(tx, DRAW_EXECUTE, { drawId }, { jobKey: `${DRAW_EXECUTE}:${drawId}` });
      if (alone) await this.alert(tx, 'beacon_one_relay', aloneText(job, relays, reports));
    });
  }

  /** `late`: what people are told, once; null while it is not late. The queue has a clock of its own, which is no business time. */
  private async tryAgain(job: BeaconJob, late: string | null): Promise<void> {
    const runAt = new Date(Date.now() + nextTryMs(job.tries));
    await this.database.transact(async (tx) => {
      if (late !== null && !job.told) await this.alert(tx, 'beacon_late', late);
      await addTry(this.jobs, tx, { ...job, told: job.told || late !== null }, runAt);
    });
  }

  private alert(tx: Transaction, kind: 'beacon_one_relay' | 'beacon_late', message: string): Promise<void> {
    const severity = kind === 'beacon_late' ? 'critical' : 'warning';
    return this.alerts.raise(tx, { kind, severity, channelId: null, message });
  }
}

function lateText({ drawId, round }: BeaconJob, reports: readonly RelayReport[] | null): string {
  const waits = `Draw ${drawId} waits for round ${round} of its beacon`;
  if (reports === null) return `${waits}, whose chain this service does not accept: see DRAND_TEST_CHAIN`;
  const missing = listed(failuresOf(reports));
  return `${waits} for more than ten minutes (${missing}). It is tried every 30 seconds: look at DRAND_RELAYS and at your own way out`;
}

function aloneText(
  { drawId, round }: BeaconJob,
  relays: readonly string[],
  reports: readonly RelayReport[],
): string {
  const missing = listed(failuresOf(reports));
  return `Round ${round} for draw ${drawId} came from ${relays.join(', ')} alone; its signature is right. The others: ${missing || 'none'}`;
}

function listed(failures: readonly { host: string; reason: string }[]): string {
  return failures.map(({ host, reason }) => `${host} ${reason}`).join(', ');
}
