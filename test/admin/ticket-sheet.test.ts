import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { LEAF_LENGTH, NUMBER_AT } from '../../src/fair-draw/index.js';
import { fingerprintOf, ticketLabel } from '../../src/kernel/index.js';
import { Blobs } from '../../src/platform/index.js';
import { pdfPages, type PdfText } from '../support/pdf.js';
import { raffleBody } from '../support/raffle.js';
import { setNow } from '../support/time.js';
import { AdminApp } from './app.js';
import { fetchedPayment, hold, openRaffle, sendReceipt, type Raffle } from './story.js';

const HOUR = 3_600_000;
const PER_SHEET = 60;
/** Size of the letters of a number on a slip; nothing else is as large there. */
const NUMBER_SIZE = 24;
const PHONE = '+5215587654321';

let app: AdminApp;
beforeAll(async () => {
  app = await AdminApp.start();
});
afterAll(() => app.stop());

async function sell(raffle: Raffle, numbers: string[]): Promise<void> {
  const order = await hold(app, raffle, numbers, PHONE);
  await sendReceipt(app, order);
  const { id } = await fetchedPayment(app, order);
  await app.expect(200, 'POST', `/payments/${id}/approve`);
}

async function drawOf(raffle: Raffle, ordinal: number): Promise<string> {
  const row = await app.database.first<{ id: string }>(
    'select id from draw where raffle_id = $1 and ordinal = $2',
    [raffle.id, ordinal],
  );
  return row?.id ?? '';
}

async function sheetOf(drawId: string): Promise<PdfText[][]> {
  const response = await app.call('GET', `/draws/${drawId}/ticket-sheet.pdf`);
  expect(response.status).toBe(200);
  return pdfPages(Buffer.from(await response.arrayBuffer()));
}

function numbersOn(sheets: PdfText[][]): string[] {
  return sheets
    .slice(1)
    .flat()
    .filter(({ size }) => size === NUMBER_SIZE)
    .map(({ text }) => text);
}

async function listed(drawId: string, width: number): Promise<string[]> {
  const rows = await app.database.rows<{ number: number }>(
    'select number from draw_list where draw_id = $1 order by number',
    [drawId],
  );
  return rows.map(({ number }) => ticketLabel(number, width));
}

const SOLD = Array.from({ length: 75 }, (_, n) => ticketLabel(n + (n > 20 ? 10 : 0), 2));

describe('the slips of a frozen list', () => {
  let raffle: Raffle;
  let drawId: string;
  let sheets: PdfText[][];
  beforeAll(async () => {
    raffle = await openRaffle(app, { title: 'Rifa del Día de Reyes', maxPerPerson: 100 });
    for (let from = 0; from < SOLD.length; from += 25) await sell(raffle, SOLD.slice(from, from + 25));
    drawId = await drawOf(raffle, 1);
    await app.expect(200, 'POST', `/raffles/${raffle.id}/close`);
    await app.expect(200, 'POST', `/raffles/${raffle.id}/reconcile`);
  });

  it('are not there before the freeze, and the answer says why', async () => {
    const problem = await app.expect(409, 'GET', `/draws/${drawId}/ticket-sheet.pdf`);
    expect(problem).toMatchObject({
      code: 'not_committed',
      detail: 'There are slips once the list is frozen and its fingerprint is published.',
    });
  });

  it('are every number of the list exactly once, in its order', async () => {
    await app.expect(200, 'POST', `/raffles/${raffle.id}/freeze`);
    sheets = await sheetOf(drawId);
    expect(numbersOn(sheets)).toEqual(await listed(drawId, 2));
    expect(numbersOn(sheets)).toEqual(SOLD);
    expect(sheets.map((sheet) => sheet.filter(({ size }) => size === NUMBER_SIZE).length)).toEqual([
      0, 60, 15,
    ]);
  });

  it('say their place, raffle and fingerprint below the number, and stand apart', async () => {
    const { hash } = (await app.database.first<{ hash: Buffer }>(
      'select commitment_hash as hash from draw where id = $1',
      [drawId],
    ))!;
    const fingerprint = fingerprintOf(hash.toString('hex'));
    const slips = sheets.slice(1).flatMap((sheet) => {
      const starts = sheet.flatMap(({ size }, at) => (size === NUMBER_SIZE ? [at] : []));
      return starts.map((at) => sheet.slice(at, at + 4));
    });
    for (const [at, slip] of slips.entries()) {
      const texts = [SOLD[at], `lugar ${at + 1} de 75`, 'Rifa del Día de Reyes', fingerprint.slice(0, 9)];
      expect(slip.map(({ text }) => text)).toEqual(texts);
      const ups = slip.map(({ y }) => y);
      expect(ups).toEqual(ups.toSorted((a, b) => b - a));
    }
    const places = slips.map(([number], at) => `${at < PER_SHEET} ${number?.x} ${number?.y}`);
    expect(new Set(places).size).toBe(slips.length);
    expect(sheets[0]?.map(({ text }) => text)).toContain(fingerprint);
  });

  it('come after a sheet that says what they are; each foot says which sheet it is of how many', () => {
    const cover = sheets[0]?.map(({ text }) => text) ?? [];
    expect(cover).toEqual(
      expect.arrayContaining(['Rifa del Día de Reyes', 'Rifas Sota', '75', '3, con esta']),
    );
    expect(cover.join('')).toContain('deben ser exactamente 75');
    expect(sheets.map((sheet) => sheet.at(-1)?.text)).toEqual(['Hoja 1 de 3', 'Hoja 2 de 3', 'Hoja 3 de 3']);
    expect(sheets.map((sheet) => sheet.at(-2)?.text).slice(1)).toEqual(['Lugares 1 a 60', 'Lugares 61 a 75']);
  });

  it('say nothing of any buyer', () => {
    const said = sheets.flat().map(({ text }) => text.replaceAll(' ', ''));
    expect(said.filter((text) => text.includes(PHONE.slice(-8)))).toEqual([]);
  });

  it('come as a file nobody keeps, to whoever may read', async () => {
    const { key } = await app.keyOf('seller');
    const response = await app.call('GET', `/draws/${drawId}/ticket-sheet.pdf`, { key });
    await response.arrayBuffer();
    expect([response.status, Object.fromEntries(response.headers)]).toMatchObject([
      200,
      {
        'content-type': 'application/pdf',
        'content-disposition': `attachment; filename="ticket-sheet-${drawId}.pdf"`,
        'cache-control': 'private, no-store',
      },
    ]);
    const { key: other } = await app.expect<{ key: string }>(201, 'POST', '/api-keys', {
      body: { name: 'test', scopes: ['draw'] },
    });
    expect((await app.call('GET', `/draws/${drawId}/ticket-sheet.pdf`, { key: other })).status).toBe(403);
  });

  it('are not there for a draw nobody knows', async () => {
    const problem = await app.expect(404, 'GET', `/draws/${raffle.id}/ticket-sheet.pdf`);
    expect(problem).toMatchObject({ detail: 'There is no such draw.' });
    await app.expect(404, 'GET', '/draws/none/ticket-sheet.pdf');
  });
});

it('the slips of a draw before the main one are those of its own list, whatever is sold after', async () => {
  const hours = (later: number): Date => new Date(Math.floor(Date.now() / 1000 + later * 3_600) * 1000);
  const { drawMethod } = raffleBody() as { drawMethod: object };
  const raffle = await openRaffle(app, {
    emission: 1_000,
    drawMethod,
    prizes: [{ prizeId: 'first', name: 'Moto', units: 1, extract: ['last3'] }],
    preDraws: [
      {
        name: 'Presorteo de marzo',
        listClosesAt: hours(24),
        drawAt: hours(48),
        drawMethod,
        prizes: [{ prizeId: 'tele', name: 'Televisor', units: 1, extract: ['last3'] }],
      },
    ],
  });
  const drawId = await drawOf(raffle, 2);
  await sell(raffle, ['018', '300']);
  await app.expect(409, 'GET', `/draws/${drawId}/ticket-sheet.pdf`);
  await setNow(app.owner, new Date(hours(24).getTime() + HOUR).toISOString());
  await app.expect(200, 'POST', `/draws/${drawId}/freeze`);
  await sell(raffle, ['019']);
  const sheets = await sheetOf(drawId);
  expect(numbersOn(sheets)).toEqual(['018', '300']);
  expect(sheets[0]?.map(({ text }) => text)).toContain('Presorteo de marzo · Rifa de la moto');
});

describe('a list of 100,000 numbers', () => {
  const SIZE = 100_000;
  const BATCHES = Math.ceil(SIZE / 1_920);
  let path: string;
  beforeAll(async () => {
    const drawId = await drawOf(await openRaffle(app), 1);
    await commit(drawId, SIZE);
    path = `/draws/${drawId}/ticket-sheet.pdf`;
  });

  /** A ledger of the first numbers, put straight into the tables. */
  async function commit(drawId: string, leaves: number): Promise<void> {
    const ledger = Buffer.alloc(leaves * LEAF_LENGTH);
    for (let number = 0; number < leaves; number++)
      ledger.writeUInt32BE(number, number * LEAF_LENGTH + NUMBER_AT);
    const blobs = app.app.get(Blobs, { strict: false });
    await app.database.transact(async (tx) => {
      const { id, sha256 } = await blobs.put(tx, { mediaType: 'application/octet-stream', bytes: ledger });
      await tx.run(
        `update draw set state = 'committed', commitment = '{}', commitment_hash = $2, ledger_blob = $3, ledger_leaves = $4,
           closed_at = date_trunc('second', app_now()) where id = $1`,
        [drawId, sha256, id, leaves],
      );
    });
  }

  it('is written in little memory, every number once', async () => {
    const before = process.memoryUsage().rss;
    let most = before;
    const pieces: Uint8Array[] = [];
    const response = await app.call('GET', path);
    for await (const piece of response.body ?? []) {
      pieces.push(piece);
      most = Math.max(most, process.memoryUsage().rss);
    }
    expect((most - before) / 2 ** 20).toBeLessThan(300);
    const sheets = pdfPages(Buffer.concat(pieces));
    expect(sheets.length).toBe(1 + Math.ceil(SIZE / PER_SHEET));
    expect(sheets.at(-1)?.at(-1)?.text).toBe('Hoja 1,668 de 1,668');
    const wanted = Array.from({ length: SIZE }, (_, number) => ticketLabel(number, 2));
    expect(numbersOn(sheets).join(' ')).toBe(wanted.join(' '));
  });

  it('is read no further once the client has gone', async () => {
    const reads = vi.spyOn(app.app.get(Blobs, { strict: false }), 'part');
    const gone = new AbortController();
    const { key } = await app.keyOf('owner');
    const response = await fetch(`${app.origin}/api/v1${path}`, {
      headers: { authorization: `Bearer ${key}` },
      signal: gone.signal,
    });
    await response.body?.getReader().read();
    gone.abort();
    await vi.waitFor(async () => {
      const read = reads.mock.calls.length;
      await new Promise((resolve) => setTimeout(resolve, 200));
      expect(reads.mock.calls.length).toBe(read);
    }, 10_000);
    expect(reads.mock.calls.length).toBeLessThan(BATCHES / 2);
    reads.mockRestore();
  });
});
