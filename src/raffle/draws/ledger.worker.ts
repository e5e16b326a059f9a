import { Injectable, type OnModuleInit } from '@nestjs/common';
import {
  LedgerWriter,
  VERSION,
  canonicalize,
  commitmentHash,
  roundTime,
  type DrandSource,
  type LedgerSummary,
} from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import { Blobs, Database, Jobs, JobTasks, type Transaction } from '../../platform/index.js';
import { chainAll, logEvents, MAIN_DRAW, RaffleSecrets } from '../catalogue/index.js';
import { awaitBeacon } from './beacon.worker.js';
import { DrandChains } from './drand-chains.service.js';
import { fixLogHead, lockDraw, writePaper } from './draw.repository.js';
import { beaconSourceOf } from './draw-rules.js';
import { entryList } from './entry-list.repository.js';
import { readDrawJob } from './draw-job.js';
import { ledgerTicket } from './ledger-ticket.js';
import { addNotices } from './notices.worker.js';
import { LIST_FROZEN } from './news.js';
import { drawInLog, readRules, type StoredDraw } from './stored-draw.js';
import { addTimestamp } from './timestamp.worker.js';
import { utcSeconds } from './utc-seconds.js';

/** The job that writes ledger and commitment of a frozen raffle. */
export const DRAW_FREEZE = 'draw.freeze';

/** Numbers between two reports of progress. */
const SHOW_EVERY = 20_000;

/**
 * Writes what the freeze promised: `ledger.bin` and the commitment. What goes into them was fixed before (closing time, numbers,
 * then the log's head), so an attempt that died anywhere leaves nothing behind and the next one writes the same bytes.
 */
@Injectable()
export class LedgerWorker implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    private readonly jobs: Jobs,
    private readonly tasks: JobTasks,
    private readonly secrets: RaffleSecrets,
    private readonly chains: DrandChains,
  ) {}

  onModuleInit(): void {
    this.tasks.register(DRAW_FREEZE, (payload) => this.write(readDrawJob(payload).drawId));
  }

  /** Brings a frozen draw to its commitment; does nothing where there is one. */
  async write(drawId: string): Promise<void> {
    await this.database.transact((tx) => this.fixLog(tx, drawId));
    await this.database.transact((tx) => this.commit(tx, drawId));
  }

  private async fixLog(tx: Transaction, drawId: string): Promise<void> {
    const draw = await lockDraw(tx, drawId);
    invariant(draw !== null && draw.closedAt !== null, 'only a frozen draw gets a ledger');
    if (draw.logHead !== null) return;
    const head = await chainAll(tx, draw.raffleId);
    invariant(head !== undefined, 'the log of a published raffle is not empty');
    await fixLogHead(tx, drawId, Buffer.from(head.hash, 'hex'));
  }

  private async commit(tx: Transaction, drawId: string): Promise<void> {
    const draw = await lockDraw(tx, drawId);
    invariant(draw !== null && draw.closedAt !== null && draw.logHead !== null, 'the log was fixed before');
    if (draw.paper !== null) return;
    const writer = new LedgerWriter(draw.fairdrawId, readRules(draw).numbers);
    const bytes = this.ledgerBytes(tx, draw, writer);
    const blob = await this.blobs.put(tx, { mediaType: 'application/octet-stream', bytes });
    const ledger = writer.summary();
    const commitment = {
      v: VERSION,
      type: 'commitment',
      raffle_id: draw.fairdrawId,
      rules_hash: draw.rulesHash.toString('hex'),
      ledger,
      closed_at: utcSeconds(draw.closedAt),
      log_head: draw.logHead.toString('hex'),
    };
    const hash = commitmentHash(commitment);
    await writePaper(tx, drawId, {
      commitment: canonicalize(commitment),
      commitmentHash: Buffer.from(hash, 'hex'),
      ledgerBlob: blob.id,
      leaves: ledger.size,
    });
    await this.publish(tx, draw, ledger, hash);
  }

  /** Batch by batch, so that a million numbers fit in little memory and others get their turn in between. */
  private async *ledgerBytes(
    tx: Transaction,
    draw: StoredDraw,
    writer: LedgerWriter,
  ): AsyncGenerator<Buffer> {
    const secrets = await this.secrets.keysOf(tx, draw.raffleId);
    const context = { fairdrawId: draw.fairdrawId, onePrizePerHolder: readRules(draw).one_prize_per_holder };
    let [done, shown] = [0, 0];
    for await (const batch of entryList(tx, draw)) {
      yield Buffer.concat(batch.map((paid) => writer.add(ledgerTicket(context, secrets, paid))));
      done += batch.length;
      if (done < shown + SHOW_EVERY) continue;
      await this.showProgress(draw, done);
      shown = done;
    }
    await this.showProgress(draw, done);
  }

  private async awaitRound(tx: Transaction, drawId: string, source: DrandSource): Promise<void> {
    const { chain_hash: chainHash, round } = source;
    const chain = this.chains.find(chainHash);
    const at = chain === null ? new Date(source.draw_at) : new Date(roundTime(chain, round) * 1000);
    await awaitBeacon(this.jobs, tx, { drawId, chainHash, round, at });
  }

  /** In a transaction of its own: the one that writes the ledger shows nothing before its end. */
  private async showProgress({ raffleId, ordinal }: StoredDraw, done: number): Promise<void> {
    if (ordinal !== MAIN_DRAW) return; // the sale goes on: the raffle shows nothing of this list
    await this.database.transact((tx) =>
      tx.run('update raffle set progress_done = $2 where id = $1', [raffleId, done]),
    );
  }

  private async publish(
    tx: Transaction,
    draw: StoredDraw,
    ledger: LedgerSummary,
    hash: string,
  ): Promise<void> {
    const data = { commitment_hash: hash, ...ledger, ...drawInLog(draw) };
    await logEvents(tx, [{ raffleId: draw.raffleId, event: 'commitment.published', data }]);
    await addNotices(this.jobs, tx, { drawId: draw.id, issueNo: LIST_FROZEN });
    const source = beaconSourceOf(readRules(draw).entropy);
    if (source !== undefined) await this.awaitRound(tx, draw.id, source);
    await addTimestamp(this.jobs, tx, draw.id);
  }
}
