import { Injectable } from '@nestjs/common';
import { canonicalize, parseStrictJson } from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import {
  Blobs,
  expectLongWork,
  Jobs,
  Metrics,
  Secrets,
  type Reader,
  type Transaction,
} from '../../platform/index.js';
import { logEvents, MAIN_DRAW, type RaffleState } from '../catalogue/index.js';
import {
  hasPending,
  readCertificate,
  type CertificateContent,
  type DrawEvidence,
} from './certificate-content.js';
import { insertCertificate, latestCertificate, type StoredCertificate } from './certificate.repository.js';
import { certify, type CertifyOutcome } from './certify.js';
import { DrawSelfTest } from './draw-self-test.service.js';
import { DrandChains } from './drand-chains.service.js';
import { publishedEvents } from './disqualification.repository.js';
import { lockDraw, mainDraw, setDrawState } from './draw.repository.js';
import { addEvidencePack } from './evidence-job.js';
import { evidenceOf, valueTime } from './evidence.reader.js';
import { manualRecord } from './manual-record.js';
import { holdersOf } from './notice.repository.js';
import { addNotices } from './notices.worker.js';
import { pinsForCertificate } from './pins.reader.js';
import { signingSecret } from './signing-key.repository.js';
import { drawInLog, type CommittedPaper, type StoredDraw } from './stored-draw.js';
import { utcSeconds } from './utc-seconds.js';
import { insertWinners } from './winner.repository.js';

export type DrawOutcome =
  /** `already`: the same evidence and disqualifications were drawn before; this is that draw. */
  | { kind: 'drawn' | 'already'; drawId: string; issueNo: number; content: CertificateContent }
  /** The deciding value is not known yet, or not confirmed. */
  | { kind: 'no_result'; drawId: string }
  /** The ledger of the frozen list is still being written. */
  | { kind: 'not_committed'; drawId: string }
  | { kind: 'wrong_state'; state: RaffleState }
  /** The draw code failed its own check: nothing was drawn. */
  | Extract<CertifyOutcome, { kind: 'check_failed' }>
  | typeof UNKNOWN_ANSWER
  | { kind: 'not_found' };

/** The draw code does not give the answers known of it. */
const UNKNOWN_ANSWER = { kind: 'check_failed', error: 'E_KNOWN_ANSWER' } as const;

/** Carries a draw out for all prizes and publishes its certificate. What comes out follows from what is stored; nobody chooses anything. */
@Injectable()
export class Drawer {
  constructor(
    private readonly blobs: Blobs,
    private readonly jobs: Jobs,
    private readonly secrets: Secrets,
    private readonly metrics: Metrics,
    private readonly chains: DrandChains,
    private readonly selfTest: DrawSelfTest,
  ) {}

  /** Draws with the results confirmed so far. Calling again, or twenty times at once, gives the one draw there is. */
  async draw(tx: Transaction, raffleId: string): Promise<DrawOutcome> {
    const main = await mainDraw(tx, raffleId);
    if (main !== null) return this.carryOut(tx, main.id);
    const state = await stateOf(tx, raffleId);
    return state === null ? { kind: 'not_found' } : { kind: 'wrong_state', state };
  }

  /** As `draw`, for any draw of a raffle. */
  async carryOut(tx: Transaction, drawId: string): Promise<DrawOutcome> {
    const draw = await lockDraw(tx, drawId);
    const state = draw && (await stateOf(tx, draw.raffleId));
    if (draw === null || state === null) return { kind: 'not_found' };
    const evidence = await evidenceOf(tx, draw);
    const latest = await latestCertificate(tx, drawId);
    const events = await publishedEvents(tx, drawId);
    const content = latest === null ? null : readCertificate(latest.bytes);
    const unchanged =
      evidence === null ||
      (content !== null && same(content.entropy, evidence) && same(content.events, events));
    if (latest !== null && content !== null && unchanged) {
      return { kind: 'already', drawId, issueNo: latest.issueNo, content };
    }
    if (!mayBeDrawn(draw, state, latest !== null)) return { kind: 'wrong_state', state };
    if (draw.paper === null) return { kind: 'not_committed', drawId };
    if (evidence === null) return { kind: 'no_result', drawId };
    return this.issue(tx, draw, draw.paper, { evidence, events }, (latest?.issueNo ?? 0) + 1);
  }

  /** Has everybody told who was not told of the latest issue yet. @returns whether there is one */
  async notify(tx: Transaction, drawId: string): Promise<boolean> {
    const latest = await latestCertificate(tx, drawId);
    if (latest !== null) await addNotices(this.jobs, tx, { drawId, issueNo: latest.issueNo });
    return latest !== null;
  }

  private async issue(
    tx: Transaction,
    draw: StoredDraw,
    paper: CommittedPaper,
    { evidence, events }: { evidence: DrawEvidence; events: readonly object[] },
    issueNo: number,
  ): Promise<DrawOutcome> {
    // Of what people drew there is nothing to compute, and so nothing a wrong program could spoil.
    if (evidence.kind !== 'manual' && !this.selfTest.holds()) return this.failed(UNKNOWN_ANSWER);
    const { issuedAt } =
      (await tx.first<{ issuedAt: Date }>(`select date_trunc('second', app_now()) as "issuedAt"`)) ?? {};
    invariant(issuedAt !== undefined, 'the database tells the time');
    const papers = {
      pins: await pinsForCertificate(tx, draw, paper, await valueTime(tx, draw, evidence)),
      issuedAt: utcSeconds(issuedAt),
      secret: await signingSecret(tx, this.secrets),
    };
    const made =
      evidence.kind === 'manual'
        ? manualRecord({ ...papers, rules: draw.rules, commitment: paper.commitment, evidence })
        : await this.certified(tx, draw, paper, { ...papers, evidence, events });
    if (made.kind === 'check_failed') return this.failed(made);
    const bytes = Buffer.from(made.json, 'utf8');
    const content = readCertificate(bytes);
    await this.record(tx, draw, { issueNo, bytes, hash: Buffer.from(made.hash, 'hex'), issuedAt }, content);
    return { kind: 'drawn', drawId: draw.id, issueNo, content };
  }

  private async certified(
    tx: Transaction,
    draw: StoredDraw,
    paper: CommittedPaper,
    given: Pick<Parameters<typeof certify>[0], 'evidence' | 'events' | 'pins' | 'issuedAt' | 'secret'>,
  ): Promise<CertifyOutcome> {
    await expectLongWork(tx);
    return certify({
      ...given,
      rules: parseStrictJson(draw.rules),
      commitment: parseStrictJson(paper.commitment),
      ledger: await this.blobs.whole(tx, paper.ledgerBlob),
      chains: this.chains.accepted,
    });
  }

  private failed<T extends Extract<DrawOutcome, { kind: 'check_failed' }>>(outcome: T): T {
    this.metrics.count('draw_check_failed');
    return outcome;
  }

  private async record(
    tx: Transaction,
    draw: StoredDraw,
    issued: StoredCertificate,
    content: CertificateContent,
  ): Promise<void> {
    const { id, raffleId } = draw;
    const { winners } = content.draw;
    await insertCertificate(tx, id, issued);
    const numbers = winners.map(({ number }) => number);
    await insertWinners(tx, id, winners, await holdersOf(tx, id, numbers));
    const pending = hasPending(content.draw);
    await setDrawState(tx, id, pending ? 'pending' : 'drawn');
    if (!pending && draw.ordinal === MAIN_DRAW)
      await tx.run(`update raffle set state = 'drawn' where id = $1 and state = 'frozen'`, [raffleId]);
    const cert_hash = issued.hash.toString('hex');
    const manual = content.entropy.kind === 'manual' ? { manual: true } : {};
    const data = { issue: issued.issueNo, cert_hash, winners, ...manual, ...drawInLog(draw) };
    await logEvents(tx, [{ raffleId, event: 'draw.executed', data }]);
    await addNotices(this.jobs, tx, { drawId: id, issueNo: issued.issueNo });
    if (!pending) await addEvidencePack(this.jobs, tx, { drawId: id, issueNo: issued.issueNo });
  }
}

/** Whether both say the same: then the draw has been made. */
function same(one: DrawEvidence | readonly object[], other: DrawEvidence | readonly object[]): boolean {
  return canonicalize(one) === canonicalize(other);
}

/** The main draw needs the raffle's numbers to stand still; a draw before it has a list of its own, and waits for no sale. */
function mayBeDrawn({ ordinal, closedAt }: StoredDraw, state: RaffleState, again: boolean): boolean {
  // A drawn raffle is drawn on: a winner was disqualified, or a prize that became free waits for the next value.
  if (ordinal === MAIN_DRAW) return state === 'frozen' || (state === 'drawn' && again);
  return closedAt !== null && state !== 'cancelled' && state !== 'settled';
}

async function stateOf(reader: Reader, raffleId: string): Promise<RaffleState | null> {
  const row = await reader.first<{ state: RaffleState }>('select state from raffle where id = $1', [
    raffleId,
  ]);
  return row?.state ?? null;
}
