import { createHash } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EvidencePacks } from '../../src/admin/evidence/evidence-packs.worker.js';
import { packOf } from '../../src/admin/evidence/pack.repository.js';
import { Orders } from '../../src/raffle/index.js';
import { pdfPages } from '../support/pdf.js';
import { raffleBody } from '../support/raffle.js';
import { setNow } from '../support/time.js';
import { unzip } from '../support/unzip.js';
import { until } from '../support/until.js';
import { AdminApp } from './app.js';
import { sell, table } from './evidence-story.js';
import { openRaffle, type Raffle } from './story.js';

const PLACE = 'Salón Ejidal, calle 5';
const METHOD = { mode: 'manual', place: PLACE };
const TERMS = {
  jurisdiction: 'US-ND',
  drawMethod: METHOD,
  prizes: [{ prizeId: 'first', name: 'Moto', units: 1 }],
};
const ACTA = Buffer.from('%PDF-1.7 acta firmada');
const FILE = { mediaType: 'application/pdf', content: ACTA.toString('base64') };
const VIDEO = 'https://videos.example.org/sorteo';

let app: AdminApp;
let raffle: Raffle;
let drawId: string;
let drawAt: Date;
let code: string;

beforeAll(async () => {
  app = await AdminApp.start();
  raffle = await openRaffle(app, { ...TERMS, title: 'Rifa del Día de Reyes' });
  const { won } = await sell(app, raffle);
  drawAt = new Date(Math.ceil(new Date(String(raffle['drawAt'])).getTime() / 1000) * 1000);
  const order = await app.app.get(Orders, { strict: false }).byId(app.database, won.id);
  code = order?.validationCode ?? '';
});
afterAll(() => app.stop());

function result(change: object = {}): { body: object } {
  const winners = [{ prizeId: 'first', number: '18' }];
  const drawnAt = new Date(drawAt.getTime() + 300_000).toISOString();
  return { body: { drawnAt, winners, sourceFile: FILE, sourceUrl: VIDEO, ...change } };
}

async function page(path: string): Promise<string> {
  const response = await fetch(`${app.origin}${path}`);
  expect(response.status).toBe(200);
  return (await response.text()).replaceAll(/\s+/g, ' ');
}

describe('where the law wants no program to draw', () => {
  it('a raffle is drawn by hand or not at all, at a place with a name', async () => {
    for (const [drawMethod, field] of [
      [{ mode: 'drand' }, 'drawMethod'],
      [{ mode: 'manual' }, 'drawMethod.place'],
      [{ mode: 'manual', place: '  ' }, 'drawMethod.place'],
    ]) {
      const problem = await app.expect<{ errors: object[] }>(400, 'POST', '/raffles', {
        body: { ...raffleBody(), ...TERMS, drawMethod },
      });
      expect(problem.errors).toMatchObject([{ field }]);
    }
  });

  it('the preview says that nobody can compute the result, and counts no odds', async () => {
    const preview = await app.expect<object>(200, 'GET', `/raffles/${raffle.id}/draw-preview`);
    expect(preview).toMatchObject({
      method: expect.stringContaining(`drawn by hand at ${PLACE}`),
      warnings: [],
      odds: [],
    });
  });

  it('elsewhere publishing says what is lost by it', async () => {
    const draft = await app.expect<Raffle>(201, 'POST', '/raffles', {
      body: { ...raffleBody(), ...TERMS, jurisdiction: 'MX' },
    });
    const answer = await app.expect<{ advice: string[] }>(200, 'POST', `/raffles/${draft.id}/publish`, {
      body: {},
    });
    expect(answer.advice.join(' ')).toContain('nobody can compute the result again');
  });
});

describe('before it', () => {
  it('page and ticket say that it is manual, where it is, and what can be checked', async () => {
    const { items } = await app.expect<{ items: { id: string; manual: boolean }[] }>(
      200,
      'GET',
      `/raffles/${raffle.id}/draws`,
    );
    expect(items).toMatchObject([{ manual: true }]);
    drawId = items[0]!.id;
    const proof = await page(`/draws/${drawId}`);
    expect(proof).toContain('<span class="badge wait">Sorteo manual</span>');
    expect(proof).toContain(`en ${PLACE}, se sacan a mano boletos impresos`);
    expect(proof).not.toMatch(/<script|id="proof"/);
    expect(await page(`/t/${code}`)).toContain('· Sorteo manual');
  });

  it('nothing is entered, and the slips are those of the frozen list', async () => {
    const at = `/draws/${drawId}/manual-results`;
    expect(await app.expect<object>(409, 'POST', at, result())).toMatchObject({ code: 'not_waiting' });
    await app.expect(200, 'POST', `/raffles/${raffle.id}/close`);
    await until(
      'nothing is open',
      async () => (await app.call('POST', `/raffles/${raffle.id}/reconcile`, { body: {} })).ok,
    );
    await app.expect(200, 'POST', `/raffles/${raffle.id}/freeze`);
    expect(await app.expect<object>(409, 'POST', at, result())).toMatchObject({
      code: 'result_refused',
      detail: expect.stringContaining('it lies in the future'),
    });
    expect((await app.call('GET', `/draws/${drawId}/ticket-sheet.pdf`)).status).toBe(200);
  });
});

describe('what came out', () => {
  beforeAll(() => setNow(app.owner, new Date(drawAt.getTime() + 600_000).toISOString()));

  it('is refused with the field or the reason, and nothing is kept of it', async () => {
    const at = `/draws/${drawId}/manual-results`;
    for (const [change, field] of [
      [{ sourceFile: undefined }, 'sourceFile'],
      [{ winners: [{ prizeId: 'first', number: '018' }] }, 'winners.0.number'],
      [{ winners: [{ prizeId: 'first', number: 'x' }] }, 'winners.0.number'],
      [{ sourceUrl: 'http://videos.example.org' }, 'sourceUrl'],
    ] as const) {
      const { errors } = await app.expect<{ errors: object[] }>(400, 'POST', at, result(change));
      expect(errors).toMatchObject([{ field }]);
    }
    const early = { drawnAt: new Date(drawAt.getTime() - 1_000).toISOString() };
    const unsold = { winners: [{ prizeId: 'first', number: '60' }] };
    for (const [change, reason] of [
      [{ winners: [] }, 'a winner is missing of first/1, and slips are left'],
      [early, 'before the announced time'],
      [unsold, '60 is not in the list'],
    ] as const)
      expect(await app.expect<object>(409, 'POST', at, result(change))).toMatchObject({
        code: 'result_refused',
        detail: expect.stringContaining(reason),
      });
    const nowhere = '/draws/01936f2a-8c00-7000-8000-00000000dead/manual-results';
    expect(await app.expect<object>(404, 'POST', nowhere, result())).toMatchObject({ status: 404 });
    const { items } = await app.expect<{ items: object[] }>(200, 'GET', `/draws/${drawId}/lottery-results`);
    expect(items).toEqual([]);
  });

  it('is entered, confirmed and drawn; the answer says that it is manual', async () => {
    const at = `/draws/${drawId}/manual-results`;
    const entered = await app.expect<{ id: string }>(201, 'POST', at, result());
    expect(entered).toMatchObject({ results: { 'first/1': '18' }, source: PLACE, sourceUrl: VIDEO });
    await app.expect(200, 'POST', `/lottery-results/${entered.id}/confirm`);
    const draw = await app.expect<object>(200, 'POST', `/raffles/${raffle.id}/draws`);
    expect(draw).toMatchObject({
      id: drawId,
      manual: true,
      outcome: 'drawn',
      slots: [{ prizeId: 'first', unit: 1, status: 'won', number: '18' }],
    });
    expect(await app.expect<object>(200, 'GET', `/draws/${drawId}/pins`)).toMatchObject({
      standing: 'manual',
    });
  });

  it('is public with the scanned acta, the recording and what nobody can compute', async () => {
    const proof = await page(`/draws/${drawId}`);
    expect(proof).toContain('<span class="badge wait">Sorteo manual</span>');
    expect(proof).toMatch(/<td class="winner">18<\/td>/);
    expect(proof).toContain('Los números se capturaron a mano.');
    expect(proof).toContain(`<a href="${VIDEO}"`);
    expect(proof).toContain('Registro del sorteo manual, emisión 1');
    expect(proof).toContain('Sorteo manual: la huella comprueba quién participa.');
    expect(proof).toContain('data-pinned="false"');
    expect(proof).not.toMatch(/verify-draw|Demostrado|Consistente|lotería|drand|<script/);
    const file = await fetch(`${app.origin}/draws/${drawId}/results/0/source`);
    expect(Buffer.from(await file.arrayBuffer())).toEqual(ACTA);
    const ticket = await page(`/t/${code}`);
    expect(ticket).toContain('El 18 ganó: Moto');
    expect(ticket).toContain('· Sorteo manual');
    expect(ticket).toContain('ningún programa lo puede comprobar');
  });

  it('puts nobody out: no rule says who would follow', async () => {
    const body = { prizeId: 'first', number: '18', reason: 'fraud', scope: 'ticket', comment: 'Falso.' };
    const at = `/draws/${drawId}/disqualifications`;
    expect(await app.expect<object>(409, 'POST', at, { body })).toMatchObject({ code: 'by_hand' });
  });
});

describe('its evidence', () => {
  let zip: Buffer;
  let files: Map<string, Buffer>;
  beforeAll(async () => {
    const get = (): Promise<Response> => app.call('GET', `/raffles/${raffle.id}/evidence.zip`);
    await until('the evidence is written', async () => (await get()).ok);
    zip = Buffer.from(await (await get()).arrayBuffer());
    files = unzip(zip);
  });

  it('has the record and the scanned acta in place of a certificate, and nothing that pretends to check it', () => {
    const text = (path: string): string => files.get(path)?.toString('utf8') ?? '';
    expect([...files.keys()]).toEqual(
      expect.arrayContaining(['draw-1/record-1.json', 'draw-1/ledger.bin', 'draw-1/source-1-manual.pdf']),
    );
    expect([...files.keys()].filter((path) => /certificate|check-draw-alone/.test(path))).toEqual([]);
    expect(files.get('draw-1/source-1-manual.pdf')).toEqual(ACTA);
    expect(JSON.parse(text('draw-1/record-1.json'))).toMatchObject({ type: 'manual-record' });
    expect(text('README.txt')).toContain('ningún programa lo puede recalcular');
    expect(text('README.txt')).not.toMatch(/verify-draw|lo que publicó la propia fuente/);
    expect(text('README.txt')).toMatch(/^5\. La firma del acta/m);
    expect(table(text('draw-1/reports/draw.csv'))).toMatchObject([{ prize: 'first', present_number: '18' }]);
    const acta = pdfPages(files.get('draw-1/acta.pdf')!)
      .flat()
      .map(({ text: line }) => line)
      .join(' ');
    expect(acta).toContain('Acta del sorteo manual');
    expect(acta).toContain(PLACE);
    expect(acta).toContain('ninguno puede comprobarlos');
    expect(acta).not.toContain('recalculó el sorteo completo');
  });

  it('is made again to the byte', async () => {
    const pack = await packOf(app.database, { drawId, issueNo: 1 });
    const again: Buffer[] = [];
    await app.database.transact(async (tx) => {
      for await (const chunk of app.app.get(EvidencePacks, { strict: false }).remake(tx, pack!))
        again.push(chunk);
    });
    const sum = (bytes: Buffer): string => createHash('sha256').update(bytes).digest('hex');
    expect(sum(Buffer.concat(again))).toBe(sum(zip));
  });
});
