import { Injectable, type OnModuleInit } from '@nestjs/common';
import { parseCommitment, parseStrictJson } from '../../fair-draw/index.js';
import { fingerprintOf, invariant, ticketLabel } from '../../kernel/index.js';
import { Database, Jobs, JobTasks, putNews, type Reader, type Transaction } from '../../platform/index.js';
import { announced, type Announced } from './announced.reader.js';
import { certificateOf } from './certificate.repository.js';
import { readCertificate, type CertificateContent } from './certificate-content.js';
import { readDrawJob, type DrawJob } from './draw-job.js';
import { isByHand } from './draw-rules.js';
import { drawById } from './draw.repository.js';
import {
  LIST_FROZEN,
  deciderOf,
  resultNews,
  wonNews,
  type About,
  type DrawResultNews,
  type ListFrozenNews,
} from './news.js';
import { outNews } from './out-news.js';
import { claimBuyers, claimContacts, hasBegun, holdersOf, type Buyer } from './notice.repository.js';
import { readRules, type StoredDraw } from './stored-draw.js';

const DRAW_NOTIFY = 'draw.notify';
const BUYERS_A_BATCH = 500;

/** Has everybody told, in the transaction that makes it true. */
export function addNotices(jobs: Jobs, tx: Transaction, notice: DrawJob): Promise<void> {
  return jobs.add(tx, DRAW_NOTIFY, notice, { jobKey: `${DRAW_NOTIFY}:${notice.drawId}:${notice.issueNo}` });
}

/**
 * Puts the news of a draw into the buyers' mailboxes: the winners and who lost a prize first, then everybody, each once per issue. A batch, its marks
 * and the job for the next batch are one transaction, so a crash repeats nothing and forgets nobody.
 */
@Injectable()
export class NoticesWorker implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly jobs: Jobs,
    private readonly tasks: JobTasks,
  ) {}

  onModuleInit(): void {
    this.tasks.register(DRAW_NOTIFY, (payload) => this.tellNext(readDrawJob(payload)));
  }

  /** Tells the winners and the next batch of buyers. */
  async tellNext(notice: DrawJob): Promise<void> {
    await this.database.transact(async (tx) => {
      const draw = await drawById(tx, notice.drawId);
      invariant(draw !== null, 'a notice is about a draw');
      const certificate = await this.certificate(tx, notice);
      const earlier = certificate === null ? null : await certificateBefore(tx, notice);
      // All of them come with the first batch: asked again, one who was merged meanwhile would not be known as told.
      if (certificate !== null && !(await hasBegun(tx, notice)))
        await tellHolders(tx, draw, notice, certificate, earlier);
      const buyers = await claimBuyers(tx, notice, BUYERS_A_BATCH);
      const times = await announced(tx, draw.id);
      const news = newsFor(draw, times, notice, certificate, earlier);
      await putNews(
        tx,
        buyers.map((buyer) => ({ contactId: buyer.contactId, news: news(buyer) })),
      );
      if (buyers.length === BUYERS_A_BATCH) await addNotices(this.jobs, tx, notice);
    });
  }

  private async certificate(tx: Transaction, notice: DrawJob): Promise<CertificateContent | null> {
    if (notice.issueNo === LIST_FROZEN) return null;
    const issued = await certificateOf(tx, notice.drawId, notice.issueNo);
    invariant(issued !== null, 'a notice follows its certificate');
    return readCertificate(issued.bytes);
  }
}

async function certificateBefore(
  reader: Reader,
  { drawId, issueNo }: DrawJob,
): Promise<CertificateContent | null> {
  const before = await certificateOf(reader, drawId, issueNo - 1);
  return before && readCertificate(before.bytes);
}

/** Tells those whose prize came or went with this issue: all of it, and instead of what everybody hears. */
async function tellHolders(
  tx: Transaction,
  draw: StoredDraw,
  notice: DrawJob,
  certificate: CertificateContent,
  earlier: CertificateContent | null,
): Promise<void> {
  const rules = readRules(draw);
  const subject = about(draw, notice);
  const out = outNews(rules, certificate, earlier).map(({ number, out: lost }) => ({
    number,
    news: { type: 'draw_out' as const, ...subject, raffleTitle: rules.title, ...lost },
  }));
  const told = [...out, ...wonNews(subject, rules, certificate, earlier)];
  const holders = await holdersOf(
    tx,
    draw.id,
    told.map(({ number }) => number),
  );
  const addressed = told.map(({ number, news }) => {
    const holder = holders.get(number);
    invariant(holder !== undefined, 'a number that won has a holder');
    return { contactId: holder.contactId, news };
  });
  const untold = await claimContacts(
    tx,
    notice,
    addressed.map(({ contactId }) => contactId),
  );
  await putNews(
    tx,
    addressed.filter(({ contactId }) => untold.has(contactId)),
  );
}

/** What one buyer is told who has not (newly) won. */
function newsFor(
  draw: StoredDraw,
  times: Announced,
  notice: DrawJob,
  certificate: CertificateContent | null,
  earlier: CertificateContent | null,
): (buyer: Buyer) => DrawResultNews | ListFrozenNews {
  const rules = readRules(draw);
  if (certificate === null) {
    const frozen = frozenNews(draw, times);
    return () => frozen;
  }
  const result = resultNews(about(draw, notice), rules, certificate, earlier);
  return ({ numbers, inMainDraw }) => ({
    ...result,
    inMainDraw,
    mine: numbers.map((number) => ticketLabel(number, rules.numbers.width)),
  });
}

function frozenNews(draw: StoredDraw, { drawAt, timeZone }: Announced): ListFrozenNews {
  const rules = readRules(draw);
  invariant(draw.paper !== null, 'the list is told when it is committed');
  const { ledger } = parseCommitment(parseStrictJson(draw.paper.commitment));
  return {
    type: 'list_frozen',
    raffleId: draw.raffleId,
    raffleTitle: rules.title,
    drawId: draw.id,
    drawName: draw.name,
    byHand: isByHand(rules),
    size: ledger.size,
    fingerprint: fingerprintOf(draw.paper.commitmentHash.toString('hex')),
    drawAt: drawAt.toISOString(),
    timeZone,
    decidedBy: deciderOf(rules.entropy),
  };
}

function about({ raffleId, name, rules }: StoredDraw, { drawId, issueNo }: DrawJob): About {
  return { raffleId, drawId, drawName: name, byHand: isByHand(readRules({ rules })), issueNo };
}
