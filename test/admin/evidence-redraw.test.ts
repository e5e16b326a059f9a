import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvidencePacks } from '../../src/admin/evidence/evidence-packs.worker.js';
import { insertPack, latestPack, packOf } from '../../src/admin/evidence/pack.repository.js';
import { fingerprintOf } from '../../src/kernel/index.js';
import { pdfPages } from '../support/pdf.js';
import { until } from '../support/until.js';
import { unzip } from '../support/unzip.js';
import { AdminApp } from './app.js';
import { drawn, sell, table } from './evidence-story.js';
import { openRaffle, type Raffle } from './story.js';

let app: AdminApp;
let raffle: Raffle;
let drawId: string;
let out: { id: string };
let first: Buffer;
let second: Buffer;
let between: Response;

beforeAll(async () => {
  app = await AdminApp.start({ ADMIN_EMAIL: 'duena@example.com', ADMIN_PASSWORD: 'a long enough password' });
  raffle = await openRaffle(app, { salesMode: 'chat' });
  await sell(app, raffle);
  drawId = await drawn(app, raffle);
  first = await evidence(1);
  const body = {
    prizeId: 'first',
    number: '18',
    reason: 'unclaimed',
    scope: 'ticket',
    comment: 'Nadie vino.',
  };
  out = await app.expect(201, 'POST', `/draws/${drawId}/disqualifications`, { body });
  await whileNoneIsWritten(async () => {
    await app.expect(200, 'POST', `/disqualifications/${out.id}/confirm`);
    await until(
      'the second certificate is issued',
      async () => (await fetch(`${app.origin}/draws/${drawId}/certificate.json?issue=2`)).ok,
    );
    between = await app.call('GET', `/raffles/${raffle.id}/evidence.zip`);
  });
  second = await evidence(2);
});
afterAll(() => app.stop());

/** The evidence of an issue, once it is written. */
async function evidence(issueNo: number): Promise<Buffer> {
  const written = async (): Promise<boolean> => (await packOf(app.database, { drawId, issueNo })) !== null;
  await until(`the evidence of issue ${issueNo} is written`, written);
  const response = await app.call('GET', `/raffles/${raffle.id}/evidence.zip`);
  return Buffer.from(await response.arrayBuffer());
}

/** Holds what the job takes before it writes. */
async function whileNoneIsWritten(work: () => Promise<void>): Promise<void> {
  const LOCK = 'hashtextextended($1, 24)';
  await app.owner.query(`select pg_advisory_lock(${LOCK})`, [drawId]);
  await work();
  await app.owner.query(`select pg_advisory_unlock(${LOCK})`, [drawId]);
}

async function remade(issueNo: number): Promise<Buffer> {
  const pack = await packOf(app.database, { drawId, issueNo });
  const chunks: Buffer[] = [];
  await app.database.transact(async (tx) => {
    for await (const chunk of app.app.get(EvidencePacks, { strict: false }).remake(tx, pack!))
      chunks.push(chunk);
  });
  return Buffer.concat(chunks);
}

/** What was done to a disqualification, by the file. */
function deeds(zip: Buffer): Record<string, string>[] {
  const lines = table(unzip(zip).get('events.csv')?.toString('utf8') ?? '');
  return lines.filter(({ action = '' }) => action.startsWith('disqualification.'));
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

describe('the evidence after a winner was put out', () => {
  it('says who proposed it and who confirmed it; the file before knew nothing of it', () => {
    const [who, target] = ['titular (duena@example.com)', out.id];
    expect(deeds(second)).toMatchObject([
      { action: 'disqualification.proposed', who, target },
      { action: 'disqualification.confirmed', who, target },
    ]);
    expect(deeds(first)).toEqual([]);
  });

  it('names the list by the fingerprint buyers were told, which the file itself gives', async () => {
    const told = await app.database.first<{ fingerprint: string }>(
      `select news->>'fingerprint' as fingerprint from inbox where news->>'type' = 'list_frozen' limit 1`,
    );
    const files = unzip(second);
    const acta = pdfPages(files.get('draw-1/acta.pdf')!)
      .flat()
      .map(({ text }) => text)
      .join(' ');
    expect(acta).toContain(`Huella de la lista ${told?.fingerprint}`);
    const hash = createHash('sha256').update('fairdraw/1/commitment\0');
    hash.update(files.get('draw-1/commitment.json')!);
    expect(fingerprintOf(hash.digest('hex'))).toBe(told?.fingerprint);
  });

  it('is the same bytes when it is made again, and so is the file before', async () => {
    expect(sha256(await remade(2))).toBe(sha256(second));
    expect(sha256(await remade(1))).toBe(sha256(first));
  });

  it('is not there while it is written, and the file of the result before is not given out for it', async () => {
    expect(between.status).toBe(409);
    expect(await between.json()).toMatchObject({ code: 'evidence_in_progress' });
  });

  it('is the one that read most of the log, also where an older one was stored last', async () => {
    const [newest, older] = [
      await packOf(app.database, { drawId, issueNo: 2 }),
      await packOf(app.database, { drawId, issueNo: 1 }),
    ];
    await app.owner.query(
      `insert into certificate (draw_id, issue_no, bytes, cert_hash) select draw_id, 3, bytes, cert_hash from certificate
       where draw_id = $1 and issue_no = 2`,
      [drawId],
    );
    await app.database.transact((tx) => insertPack(tx, { ...older!, issueNo: 3 }));
    expect(await latestPack(app.database, raffle.id)).toEqual(newest);
  });
});
