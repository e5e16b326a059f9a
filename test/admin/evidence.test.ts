import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvidencePacks } from '../../src/admin/evidence/evidence-packs.worker.js';
import { packOf, type StoredPack } from '../../src/admin/evidence/pack.repository.js';
import {
  headOfLog,
  parseStrictJson,
  verifyCertificateText,
  verifySignature,
  type JsonObject,
} from '../../src/fair-draw/index.js';
import { readVersion } from '../../src/platform/index.js';
import { until } from '../support/until.js';
import { unzip } from '../support/unzip.js';
import { AdminApp } from './app.js';
import { drawn, NAME, PHONES, sell, table, type Sale } from './evidence-story.js';
import { JPEG, openRaffle, type Raffle } from './story.js';

let app: AdminApp;
let raffle: Raffle;
let orders: Sale;
let early: unknown;
let drawId: string;
let zip: Buffer;
let files: Map<string, Buffer>;

beforeAll(async () => {
  app = await AdminApp.start({ ADMIN_EMAIL: 'duena@example.com', ADMIN_PASSWORD: 'a long enough password' });
  raffle = await openRaffle(app, { salesMode: 'chat', title: 'Rifa del Día de Reyes' });
  orders = await sell(app, raffle);
  await app.owner.query('update contact set display_name = $1', [NAME]);
  early = await (await get()).json();
  drawId = await drawn(app, raffle);
  await until('the evidence is written', async () => (await get()).ok);
  zip = Buffer.from(await (await get()).arrayBuffer());
  files = unzip(zip);
});
afterAll(() => app.stop());

function get(headers: Record<string, string> = {}, key?: string): Promise<Response> {
  return app.call('GET', `/raffles/${raffle.id}/evidence.zip`, {
    headers,
    ...(key === undefined ? {} : { key }),
  });
}

function text(path: string): string {
  const bytes = files.get(path);
  if (bytes === undefined) throw new Error(`no ${path}`);
  return bytes.toString('utf8');
}

function rowsOf(path: string): Record<string, string>[] {
  return table(text(path));
}

function sha256(bytes: Buffer): string {
  return createHash('sha256').update(bytes).digest('hex');
}

function stored(): Promise<StoredPack | null> {
  return packOf(app.database, { drawId, issueNo: 1 });
}

describe('the evidence of a drawn raffle', () => {
  it('comes by itself and holds every paper, each with the sum that SHA256SUMS names', () => {
    expect([...files.keys()]).toEqual([
      'README.txt',
      'SHA256SUMS',
      ...[
        'acta.pdf',
        'acta.pdf.sig',
        'rules.json',
        'commitment.json',
        'ledger.bin',
        'certificate-1.json',
      ].map((name) => `draw-1/${name}`),
      'draw-1/entropy.json',
      'draw-1/source-1-2847.jpg',
      'draw-1/reconciliation.csv',
      ...['draw', 'summary', 'channels', 'voids', 'journal', 'tickets'].map(
        (name) => `draw-1/reports/${name}.csv`,
      ),
      'log.jsonl',
      'exceptions.csv',
      'events.csv',
      'check-draw-alone.mjs',
    ]);
    const sums = new Map(
      text('SHA256SUMS')
        .trimEnd()
        .split('\n')
        .map((line) => [line.slice(66), line.slice(0, 64)]),
    );
    const found = new Map([...files].map(([path, bytes]) => [path, sha256(bytes)]));
    found.delete('SHA256SUMS');
    expect(sums).toEqual(found);
    found.delete('README.txt');
    for (const [path, sum] of found) expect(text('README.txt')).toContain(`${sum}  ${path}`);
  });

  it('has a certificate that verifies with its ledger, and rules and commitment that are the certificate’s', () => {
    const certificate = text('draw-1/certificate-1.json');
    const verification = verifyCertificateText(certificate, files.get('draw-1/ledger.bin')!);
    expect(verification).toMatchObject({
      valid: true,
      certificate: { draw: { winners: [{ prize: 'first', unit: 1, number: 18 }] } },
    });
    const { rules, commitment } = JSON.parse(certificate) as { rules: object; commitment: object };
    expect([JSON.parse(text('draw-1/rules.json')), JSON.parse(text('draw-1/commitment.json'))]).toEqual([
      rules,
      commitment,
    ]);
  });

  it('has the whole log, chained to the head the README names, with the head the commitment names in it', () => {
    const lines = text('log.jsonl').trimEnd().split('\n');
    const head = headOfLog(
      `${raffle.id}:1`,
      lines.map((line) => parseStrictJson(line)),
    );
    expect(text('README.txt')).toContain(`${head?.hash}  (asiento ${head?.seq})`);
    const { log_head: committed } = JSON.parse(text('draw-1/commitment.json')) as { log_head: string };
    expect(lines.some((line) => line.includes(`"prev":"${committed}"`))).toBe(true);
    expect(lines.at(-1)).toContain('"event":"draw.executed"');
  });

  it('has an acta signed by the key of the certificates; a changed byte of it no longer fits', () => {
    const pdf = files.get('draw-1/acta.pdf')!;
    const signature = parseStrictJson(text('draw-1/acta.pdf.sig')) as JsonObject & {
      sha256: string;
      sig: { kid: string };
    };
    expect(verifySignature(signature)).toBe(true);
    expect(signature.sha256).toBe(sha256(pdf));
    const certificate = JSON.parse(text('draw-1/certificate-1.json')) as {
      sig: { kid: string; public_key: string };
    };
    expect(signature.sig).toMatchObject({ kid: certificate.sig.kid, public_key: certificate.sig.public_key });
    const changed = Buffer.from(pdf);
    changed[1000]! ^= 1;
    expect(sha256(changed)).not.toBe(signature.sha256);
    expect(verifySignature({ ...signature, sha256: sha256(changed) })).toBe(false);
  });

  it('has totals that agree to the unit with tickets, orders and the money journal', async () => {
    const summary = Object.fromEntries(
      rowsOf('draw-1/reports/summary.csv').map(({ name, value }) => [name, value]),
    );
    expect(summary).toMatchObject({
      first_number: '00',
      last_number: '99',
      emission: '100',
      price: '50.00',
      currency: 'MXN',
      free: '95',
      held: '0',
      paid: '3',
      void: '2',
      orders: '3',
      gross: '250.00',
      voided: '100.00',
      net: '150.00',
      journal_sales: '150.00',
      difference: '0.00',
    });
    const tickets = rowsOf('draw-1/reports/tickets.csv');
    const cents = (value = '0'): number => Math.round(Number(value) * 100);
    const paid = tickets.filter(({ state }) => state === 'paid');
    expect(paid.map(({ number, order }) => [number, order])).toEqual([
      ['07', orders.won.code],
      ['18', orders.won.code],
      ['30', orders.other.code],
    ]);
    expect(tickets.length).toBe(100);
    expect(paid.reduce((sum, { price }) => sum + cents(price), 0)).toBe(cents(summary['net']));
    const rows = await app.database.rows<{ paid: string; sales: string }>(
      `select (select sum(amount_minor) from raffle_order where raffle_id = $1 and state = 'paid') as paid,
         (select -sum(l.amount_minor) from journal_entry e join journal_line l on l.entry_id = e.id
          where e.raffle_id = $1 and l.account = 'sales') as sales`,
      [raffle.id],
    );
    expect(rows).toEqual([
      { paid: String(cents(summary['net'])), sales: String(cents(summary['journal_sales'])) },
    ]);
    const channels = rowsOf('draw-1/reports/channels.csv');
    expect(channels.at(-1)).toMatchObject({
      origin: 'total',
      orders: '3',
      numbers: '5',
      gross: '250.00',
      net: '150.00',
    });
    const journal = rowsOf('draw-1/reports/journal.csv');
    const sales = journal.filter(({ account }) => account === 'sales');
    expect(sales.reduce((sum, { amount }) => sum - cents(amount), 0)).toBe(cents(summary['net']));
    expect(rowsOf('draw-1/reports/voids.csv').map(({ number, order }) => [number, order])).toEqual([
      ['44', orders.voided.code],
      ['45', orders.voided.code],
    ]);
  });

  it('tells of the outcome, of what went wrong and of who did what', () => {
    expect(rowsOf('draw-1/reports/draw.csv')).toEqual([
      expect.objectContaining({
        prize: 'first',
        status: 'won',
        drawn_number: '18',
        present_number: '18',
        order: orders.won.code,
      }),
    ]);
    // the clock was put forward, which the service may have taken for an outage
    expect(rowsOf('exceptions.csv').filter(({ kind }) => kind !== 'outage')).toEqual([
      expect.objectContaining({
        kind: 'payment_rejected',
        subject: orders.rejected.code,
        numbers: '60',
        amount: '50.00',
      }),
    ]);
    const deeds = rowsOf('events.csv');
    expect(deeds.map(({ action }) => action)).toEqual(
      expect.arrayContaining([
        'raffle.reconciled',
        'raffle.frozen',
        'lottery_result.confirmed',
        'raffle.drawn',
      ]),
    );
    const byItself = new Set(deeds.filter(({ who }) => who === 'el programa').map(({ action }) => action));
    expect(byItself).toEqual(new Set(['raffle.opened', 'order.voided']));
    expect(new Set(deeds.map(({ who }) => who))).toEqual(
      new Set(['el programa', 'titular (duena@example.com)']),
    );
    expect(rowsOf('draw-1/reconciliation.csv')).toHaveLength(6);
    expect(text('draw-1/reconciliation.csv')).toContain('Cuadró a la primera.');
    expect(text('draw-1/entropy.json')).toContain('https://lotenal.example/2847');
    expect(files.get('draw-1/source-1-2847.jpg')).toEqual(JPEG);
  });

  it('names the program, as /version does', async () => {
    const { commit, drawCode } = await readVersion(null);
    expect(await (await fetch(`${app.origin}/version`)).json()).toMatchObject({ commit, drawCode });
    expect(text('README.txt')).toContain(drawCode);
    expect(text('README.txt')).toContain(String(commit));
  });

  it('has no buyer’s name or phone number in any file', () => {
    const secrets = [NAME, 'Guadalupe', ...PHONES.map((phone) => phone.slice(4))];
    for (const [path, bytes] of files)
      expect([path, secrets.filter((secret) => bytes.includes(secret))]).toEqual([path, []]);
  });
});

describe('the stored file', () => {
  it('is what its facts and the books give at any time, also after more was written and people changed', async () => {
    await app.owner.query(`update app_user set email = 'otra@example.com'`);
    await app.owner.query(`update raffle set organiser = '{"name": "Otra"}' where id = $1`, [raffle.id]);
    await app.expect(200, 'POST', `/raffles/${raffle.id}/draws`);
    await app.owner.query(
      `insert into raffle_event (raffle_id, event, data) values ($1, 'prize.claimed', '{}')`,
      [raffle.id],
    );
    const pack = await stored();
    const again: Buffer[] = [];
    await app.database.transact(async (tx) => {
      for await (const chunk of app.app.get(EvidencePacks, { strict: false }).remake(tx, pack!))
        again.push(chunk);
    });
    expect(sha256(Buffer.concat(again))).toBe(sha256(zip));
    expect(pack?.sha256.toString('hex')).toBe(sha256(zip));
  });

  it('is made once, however often its job runs', async () => {
    const packs = app.app.get(EvidencePacks, { strict: false });
    await Promise.all([1, 2, 3].map(() => packs.make({ drawId, issueNo: 1 })));
    const { rows } = await app.owner.query<{ n: number }>('select count(*)::int as n from evidence_pack');
    expect(rows).toEqual([{ n: 1 }]);
    expect(Buffer.from(await (await get()).arrayBuffer()).equals(zip)).toBe(true);
  });

  it('cannot be changed, deleted or emptied', async () => {
    for (const sql of [
      'update evidence_pack set issue_no = 2',
      'delete from evidence_pack',
      'truncate evidence_pack',
    ])
      await expect(app.owner.query(sql)).rejects.toMatchObject({ code: 'TL000' });
  });

  it('is handed out as a download with its hash as tag, which saves the second one', async () => {
    const response = await get();
    const tag = `"${sha256(zip)}"`;
    expect(Object.fromEntries(response.headers)).toMatchObject({
      'content-type': 'application/zip',
      'content-length': String(zip.length),
      'content-disposition': `attachment; filename="evidence-${raffle.id}-${(await stored())?.facts.log.seq}.zip"`,
      etag: tag,
    });
    expect((await get({ 'if-none-match': tag })).status).toBe(304);
    expect((await get({ 'if-none-match': '"another"' })).status).toBe(200);
  });

  it('is not there before the draw, and the answer says why', () => {
    expect(early).toMatchObject({ status: 409, code: 'not_drawn', state: 'open' });
  });

  it('is for owners and auditors', async () => {
    const { key: auditor } = await app.keyOf('auditor');
    const { key: cashier } = await app.keyOf('cashier');
    expect((await get({}, auditor)).status).toBe(200);
    expect(await (await get({}, cashier)).json()).toMatchObject({ status: 403, code: 'missing_scope' });
  });

  it('is not there for a raffle nobody knows', async () => {
    const response = await app.call('GET', '/raffles/01936f2a-8c00-7000-8000-00000000dead/evidence.zip');
    expect([response.status, response.headers.get('content-type')]).toEqual([
      404,
      'application/problem+json',
    ]);
  });
});
