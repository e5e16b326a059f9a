import { Injectable } from '@nestjs/common';
import {
  Ledger,
  issueCertificate,
  parseStrictJson,
  verifyCertificateText,
  type ErrorCode,
} from '../../fair-draw/index.js';
import { invariant } from '../../kernel/index.js';
import { Blobs, Jobs, Metrics, Secrets, type Transaction } from '../../platform/index.js';
import { logEvents, type RaffleState } from '../catalogue/index.js';
import { hasPending, readCertificate, type CertificateContent } from './certificate-content.js';
import { insertCertificate, latestCertificate, type StoredCertificate } from './certificate.repository.js';
import { lockDraw, mainDraw, setDrawState } from './draw.repository.js';
import { knownAnswerHolds } from './known-answer.js';
import { evidenceOf, standingResults } from './lottery-result.repository.js';
import { holdersOf } from './notice.repository.js';
import { addNotices } from './notices.worker.js';
import { signingSecret } from './signing-key.repository.js';
import { readRules, type CommittedPaper, type StoredDraw } from './stored-draw.js';
import { utcSeconds } from './utc-seconds.js';
import { insertWinners } from './winner.repository.js';

export type DrawOutcome =
  /** `already`: the same evidence was drawn before; this is that draw. */
  | { kind: 'drawn' | 'already'; drawId: string; issueNo: number; content: CertificateContent }
  /** No confirmed result says anything yet. */
  | { kind: 'no_result'; drawId: string }
  /** The ledger of the frozen list is still being written. */
  | { kind: 'not_committed'; drawId: string }
  | { kind: 'wrong_state'; state: RaffleState }
  /** The draw code does not give the known answer, or its certificate does not verify: nothing was drawn. */
  | { kind: 'check_failed'; error: ErrorCode | 'E_KNOWN_ANSWER' }
  | { kind: 'not_found' };

/** Carries a draw out for all prizes and publishes its certificate. The outcome follows from what is stored; nobody chooses anything. */
@Injectable()
export class Drawer {
  constructor(
    private readonly blobs: Blobs,
    private readonly jobs: Jobs,
    private readonly secrets: Secrets,
    private readonly metrics: Metrics,
  ) {}

  /** Draws with the results confirmed so far. Calling again, or twenty times at once, gives the one draw there is. */
  async draw(tx: Transaction, raffleId: string): Promise<DrawOutcome> {
    const found = await mainDraw(tx, raffleId);
    const draw = found && (await lockDraw(tx, found.id));
    const raffle = await tx.first<{ state: RaffleState }>('select state from raffle where id = $1', [
      raffleId,
    ]);
    if (raffle === null) return { kind: 'not_found' };
    if (draw === null || draw.closedAt === null) return { kind: 'wrong_state', state: raffle.state };
    const evidence = evidenceOf(await standingResults(tx, draw.id));
    const latest = await latestCertificate(tx, draw.id);
    const before = latest && { issueNo: latest.issueNo, content: readCertificate(latest.bytes) };
    if (before !== null && before.content.entropy.draws.length === evidence.length) {
      return { kind: 'already', drawId: draw.id, ...before };
    }
    if (raffle.state !== 'frozen') return { kind: 'wrong_state', state: raffle.state };
    if (draw.paper === null) return { kind: 'not_committed', drawId: draw.id };
    if (evidence.length === 0) return { kind: 'no_result', drawId: draw.id };
    const issued = await this.issue(
      tx,
      draw,
      draw.paper,
      { kind: 'lottery', draws: evidence },
      (latest?.issueNo ?? 0) + 1,
    );
    if ('error' in issued) {
      this.metrics.count('draw_check_failed');
      return { kind: 'check_failed', error: issued.error };
    }
    const content = readCertificate(issued.bytes);
    await this.record(tx, draw, issued, content);
    return { kind: 'drawn', drawId: draw.id, issueNo: issued.issueNo, content };
  }

  /** Has everybody told again who was not told of the latest issue. @returns whether there is one */
  async notify(tx: Transaction, drawId: string): Promise<boolean> {
    const latest = await latestCertificate(tx, drawId);
    if (latest !== null) await addNotices(this.jobs, tx, { drawId, issueNo: latest.issueNo });
    return latest !== null;
  }

  /** A signed certificate that was verified against the stored ledger as any outsider would. */
  private async issue(
    tx: Transaction,
    draw: StoredDraw,
    paper: CommittedPaper,
    evidence: CertificateContent['entropy'],
    issueNo: number,
  ): Promise<StoredCertificate | { error: ErrorCode | 'E_KNOWN_ANSWER' }> {
    if (!knownAnswerHolds()) return { error: 'E_KNOWN_ANSWER' };
    const rules = readRules(draw);
    const bytes = await collect(this.blobs.read(tx, paper.ledgerBlob));
    const row = await tx.first<{ issuedAt: Date }>(`select date_trunc('second', app_now()) as "issuedAt"`);
    invariant(row !== null, 'the database tells the time');
    const certificate = issueCertificate({
      rules: parseStrictJson(draw.rules),
      commitment: parseStrictJson(paper.commitment),
      ledger: new Ledger(bytes, rules.raffle_id, rules.numbers),
      evidence,
      pins: [],
      issuedAt: utcSeconds(row.issuedAt),
      secret: await signingSecret(tx, this.secrets),
    });
    const verification = verifyCertificateText(certificate.json, bytes);
    if (!verification.valid) return { error: verification.error };
    const hash = Buffer.from(certificate.hash, 'hex');
    return { issueNo, bytes: Buffer.from(certificate.json, 'utf8'), hash, issuedAt: row.issuedAt };
  }

  private async record(
    tx: Transaction,
    draw: StoredDraw,
    issued: StoredCertificate,
    content: CertificateContent,
  ): Promise<void> {
    const { winners } = content.draw;
    const pending = hasPending(content.draw);
    await insertCertificate(tx, draw.id, issued);
    const holders = await holdersOf(
      tx,
      draw.raffleId,
      winners.map(({ number }) => number),
    );
    await insertWinners(tx, draw.id, winners, holders);
    await setDrawState(tx, draw.id, pending ? 'pending' : 'drawn');
    if (!pending)
      await tx.run(`update raffle set state = 'drawn' where id = $1 and state = 'frozen'`, [draw.raffleId]);
    const data = { issue: issued.issueNo, cert_hash: issued.hash.toString('hex'), winners };
    await logEvents(tx, [{ raffleId: draw.raffleId, event: 'draw.executed', data }]);
    await addNotices(this.jobs, tx, { drawId: draw.id, issueNo: issued.issueNo });
  }
}

async function collect(chunks: AsyncIterable<Buffer>): Promise<Buffer> {
  const all: Buffer[] = [];
  for await (const chunk of chunks) all.push(chunk);
  return Buffer.concat(all);
}
