import { createHash } from 'node:crypto';
import { spawnSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf, newId } from '../../src/kernel/index.js';
import { METHOD, waits } from '../draws/draw-room.js';
import { RedrawRoom } from '../draws/redraw-room.js';
import { Site, words } from './site.js';

let site: Site;
beforeAll(async () => {
  site = await Site.open();
});
afterAll(() => site.close());

async function frozen(raffleId: string): Promise<string> {
  const { draws } = site;
  await draws.room.database.transact((tx) => draws.room.raffles.close(tx, raffleId));
  return (await draws.frozen(raffleId)).id;
}

describe('The ticket check', () => {
  it('shows a paid ticket with its numbers, raffle and masked holder, and nothing else about the person', async () => {
    const { code, raffleId } = await site.ticket([7, 45]);
    const response = await site.get(`/t/${code}`);
    expect(response.status).toBe(200);
    expect(response.headers.get('content-type')).toBe('text/html; charset=utf-8');
    const html = await response.clone().text();
    expect(html).toContain('Moto &lt;Italika&gt;');
    expect(html).not.toMatch(/Lucía|Ramos|\+52|<script/);
    const text = await words(response);
    for (const part of [
      'Boletos válidos',
      'Pagado',
      ' 07 ',
      ' 45 ',
      'L••• R•••',
      'Rifas Sota',
      'A la venta',
    ]) {
      expect(text).toContain(part);
    }
    const { id } = await site.draws.mainDraw(raffleId);
    expect(html).toContain(`href="/draws/${id}"`);
  });

  it('reads a code however it is typed', async () => {
    const { code } = await site.ticket([8]);
    const typed = code.toLowerCase().replaceAll('-', '').replaceAll('0', 'o').replaceAll('1', 'l');
    expect((await site.get(`/t/${typed}`)).status).toBe(200);
    expect((await site.get(`/t/${encodeURIComponent(code.replaceAll('-', ' '))}`)).status).toBe(200);
  });

  it('says kindly that a wrong code is none, whatever it looks like', async () => {
    for (const code of ['ABCD-EFGH-JKMN-PQRS', 'x', '..%2f..%2fetc', '%00', 'ñ'.repeat(50)]) {
      const response = await site.get(`/t/${code}`);
      expect(response.status).toBe(404);
      expect(await words(response)).toContain('No encontramos ese código');
    }
  });

  it('gives the place in the list once it is frozen, and what was won once it is drawn', async () => {
    const { code, raffleId } = await site.ticket([7, 45]);
    await site.draws.paid(raffleId, await site.draws.room.person(), [1, 2, 9]);
    const drawId = await frozen(raffleId);
    const list = await words(await site.get(`/t/${code}`));
    expect(list).toMatch(/El 07 es el lugar 3 de 5\. Prueba .* El 45 es el lugar 5 de 5\. Prueba /);
    await site.draws.confirmed(drawId, '00007', '00001');
    await site.draws.draw(raffleId);
    expect(await words(await site.get(`/t/${code}`))).toContain('El 07 ganó: Italika 250Z');
  });

  it('shows a voided ticket as void', async () => {
    const { code, orderId } = await site.ticket([7]);
    await site.draws.room.database.transact((tx) => site.draws.room.orders.toRefundOwed(tx, orderId));
    const text = await words(await site.get(`/t/${code}`));
    expect(text).toContain('Boleto anulado');
    expect(text).toContain('no participan en el sorteo');
    expect(text).not.toContain('válido');
  });

  it('tells browsers to keep, run, frame and pass on nothing', async () => {
    const { headers } = await site.get('/t/ABCD-EFGH-JKMN-PQRS');
    const policy = headers.get('content-security-policy') ?? '';
    expect(policy).toMatch(/^default-src 'none'; style-src 'sha256-[^']+'; /);
    expect(policy).toContain(`frame-ancestors 'none'`);
    expect(headers.get('referrer-policy')).toBe('no-referrer');
    expect(headers.get('cache-control')).toBe('no-store');
    expect(headers.get('x-robots-tag')).toBe('noindex');
    expect(headers.get('x-content-type-options')).toBe('nosniff');
  });
});

describe('The proof of a draw', () => {
  it('explains before the sale ends what will decide', async () => {
    const raffle = await site.draws.raffle({ drawMethod: { ...METHOD, onMiss: waits(3) } });
    const draw = await site.draws.mainDraw(raffle.id);
    const response = await site.get(`/draws/${draw.id}`);
    const text = await words(response);
    expect(response.status).toBe(200);
    for (const part of [
      'Decide el sorteo 2862 de LN',
      'Italika 250Z: las 2 últimas cifras de «mayor».',
      'decide el siguiente sorteo de la misma lotería, hasta 3 sorteos en total',
      'Una misma persona gana un premio como máximo.',
      draw.rulesHash.toString('hex'),
    ]) {
      expect(text).toContain(part);
    }
    expect((await site.get(`/draws/${draw.id}/ledger.bin`)).status).toBe(404);
    expect((await site.get(`/draws/${draw.id}/certificate.json`)).status).toBe(404);
  });

  it('shows list, fingerprint, result, winners and both files after the draw', async () => {
    const { raffleId } = await site.ticket([7]);
    const drawId = await frozen(raffleId);
    await site.draws.confirmed(drawId, '59807', '00045');
    await site.draws.draw(raffleId);
    const { paper } = await site.draws.mainDraw(raffleId);
    const response = await site.get(`/draws/${drawId}`);
    const html = await response.clone().text();
    const text = await words(response);
    for (const part of [
      fingerprintOf(paper!.commitmentHash.toString('hex')),
      'Italika 250Z 07',
      'Casco Desierto',
      'mayor 59807',
      'segundo 00045',
      'Ya se sorteó',
    ]) {
      expect(text).toContain(part);
    }
    expect(text).toContain('aquí no se exigía una segunda');
    expect(html).toContain(`/draws/${drawId}/certificate.json?issue=1`);
    expect(html).toContain(`/draws/${drawId}/ledger.bin`);
  });

  it('says where a result was read, and gives its picture as it was uploaded', async () => {
    const raffle = await site.draws.raffle({ drawMethod: { ...METHOD, onMiss: waits(3) } });
    await site.draws.paid(raffle.id, await site.draws.room.person(), [7]);
    const drawId = await frozen(raffle.id);
    const bytes = Buffer.concat([Buffer.from('%PDF-1.7\n'), Buffer.alloc(2_000_000, 1)]);
    const file = { mediaType: 'application/pdf', bytes };
    const address = `/draws/${drawId}/results/0/source`;
    expect((await site.get(address)).status).toBe(404);
    const url = 'https://loteria.example.mx/?a=1&b="2"';
    await site.draws.confirmed(drawId, '59807', '00045', '2862', { url, file });
    const page = await (await site.get(`/draws/${drawId}`)).text();
    expect(page).toContain('href="https://loteria.example.mx/?a=1&amp;b=%222%22" rel="noopener nofollow');
    expect(page).toContain(`href="${address}"`);
    expect(page).toContain(createHash('sha256').update(bytes).digest('hex'));
    const answer = await site.get(address);
    expect(answer.headers.get('content-type')).toBe('application/pdf');
    expect(answer.headers.get('content-disposition')).toContain('attachment');
    expect(answer.headers.get('content-security-policy')).toContain("default-src 'none'; sandbox");
    expect(answer.headers.get('x-content-type-options')).toBe('nosniff');
    expect(answer.headers.get('cache-control')).toContain('immutable');
    expect(bytes.equals(Buffer.from(await answer.arrayBuffer()))).toBe(true);
    const etag = answer.headers.get('etag') ?? '';
    expect((await site.get(address, { 'if-none-match': etag })).status).toBe(304);
    for (const position of ['1', '00', '-1', 'x', '%00', '9'.repeat(40)])
      expect((await site.get(`/draws/${drawId}/results/${position}/source`)).status).toBe(404);
  });

  it('says of a result that one person alone typed and confirmed it, or that two did', async () => {
    const { room } = site.draws;
    const { raffleId } = await site.ticket([7]);
    const drawId = await frozen(raffleId);
    await room.owner.query(`insert into app_user (id, role) values ($1, 'owner'), ($2, 'owner')`, [
      newId(),
      newId(),
    ]);
    const entered = await site.draws.enter(await site.draws.result(drawId, '59807', '00045'));
    if (entered.kind !== 'entered') throw new Error(entered.kind);
    expect(await words(await site.get(`/draws/${drawId}`))).toContain('lo confirma otra distinta');
    const other = { userId: newId(), viaKey: false };
    await room.database.transact((tx) => site.draws.results.confirm(tx, entered.result.id, other));
    await room.owner.query('delete from app_user');
    const text = await words(await site.get(`/draws/${drawId}`));
    expect(text).toContain('Una persona lo capturó y otra distinta lo confirmó.');
    expect(text).toContain('no se guardó dónde se publicó');
  });

  it('is a kind page where there is no such draw', async () => {
    for (const id of [newId(), 'x', '%00', `${newId()}'`]) {
      const response = await site.get(`/draws/${id}`);
      expect(response.status).toBe(404);
      expect(await words(response)).toContain('No encontramos ese sorteo');
    }
  });
});

describe('A disqualification', () => {
  it('is told to whoever looks, and the result before it is still served as it was', async () => {
    const { draws } = site;
    const { code, raffleId } = await site.ticket([7]);
    const drawId = await frozen(raffleId);
    await draws.confirmed(drawId, '59807', '00045');
    await draws.draw(raffleId);
    const before = await (await site.get(`/draws/${drawId}/certificate.json`)).text();
    const redraws = RedrawRoom.around(draws);
    await redraws.confirm(await redraws.proposed(drawId, { number: 7, reason: 'declined' }));
    expect(await words(await site.get(`/draws/${drawId}`))).toContain('se publica en un momento');
    await draws.execution.execute(drawId);
    const page = await words(await site.get(`/draws/${drawId}`));
    expect(page).toContain('El 07 quedó fuera de Italika 250Z');
    expect(page).toContain('Nadie lo sustituye');
    expect(page).toContain('Desierto: quien ganó quedó descalificado');
    expect(page).not.toContain('Ana Pérez');
    expect(await (await site.get(`/draws/${drawId}/certificate.json?issue=1`)).text()).toBe(before);
    expect(await (await site.get(`/draws/${drawId}/certificate.json`)).json()).toMatchObject({
      events: [{ seq: 1, slot: 'moto/1', number: 7, reason: 'declined' }],
    });
    const text = await words(await site.get(`/t/${code}`));
    expect(text).toContain('El 07 había ganado Italika 250Z y quedó descalificado');
    expect(text).not.toContain('Esta vez ninguno');
  });
});

describe('The files of a draw', () => {
  let drawId: string;
  let raffleId: string;
  beforeAll(async () => {
    const raffle = await site.draws.raffle({ drawMethod: { ...METHOD, onMiss: waits(3) } });
    raffleId = raffle.id;
    await site.draws.paid(raffleId, await site.draws.room.person(), [7, 45]);
    drawId = await frozen(raffleId);
    await site.draws.confirmed(drawId, '00007', '00099');
    await site.draws.draw(raffleId);
    await site.draws.confirmed(drawId, '00001', '00045', '2863');
    await site.draws.draw(raffleId);
  });

  it('verify with the stand-alone program, as downloaded', async () => {
    const directory = mkdtempSync(join(tmpdir(), 'talonario-proof-'));
    try {
      for (const name of ['certificate.json', 'ledger.bin']) {
        const response = await site.get(`/draws/${drawId}/${name}`);
        writeFileSync(join(directory, name), Buffer.from(await response.arrayBuffer()));
      }
      const files = ['certificate.json', 'ledger.bin'].map((name) => join(directory, name));
      const script = join(import.meta.dirname, '../../scripts/verify-draw.mjs');
      const { status, stderr } = spawnSync(process.execPath, [script, ...files], { encoding: 'utf8' });
      expect({ status, stderr }).toEqual({ status: 0, stderr: '' });
    } finally {
      rmSync(directory, { recursive: true });
    }
  });

  it('are the stored bytes, with their length and a tag that saves the next download', async () => {
    const response = await site.get(`/draws/${drawId}/ledger.bin`);
    const bytes = Buffer.from(await response.arrayBuffer());
    expect(bytes).toEqual(await site.draws.ledgerBytes(drawId));
    expect(response.headers.get('content-length')).toBe(String(bytes.length));
    const etag = response.headers.get('etag')!;
    expect(etag).toBe(`"${createHash('sha256').update(bytes).digest('hex')}"`);
    expect((await site.get(`/draws/${drawId}/ledger.bin`, { 'if-none-match': etag })).status).toBe(304);
  });

  it('give the latest certificate, and every earlier one by its issue', async () => {
    const issueOf = async (query: string): Promise<number> => {
      const certificate = (await (await site.get(`/draws/${drawId}/certificate.json${query}`)).json()) as {
        entropy: { draws: unknown[] };
      };
      return certificate.entropy.draws.length;
    };
    expect([await issueOf(''), await issueOf('?issue=1'), await issueOf('?issue=2')]).toEqual([2, 1, 2]);
    for (const issue of ['3', '0', '-1', 'x', '1.5', '99999999999999', '1&issue=2']) {
      expect((await site.get(`/draws/${drawId}/certificate.json?issue=${issue}`)).status).toBe(404);
    }
  });

  it('may be read by other people’s checking pages', async () => {
    const { headers } = await site.get(`/draws/${drawId}/certificate.json`);
    expect(headers.get('access-control-allow-origin')).toBe('*');
    expect(headers.get('content-type')).toBe('application/json; charset=utf-8');
  });
});

describe('The papers before the result', () => {
  it('are the stored bytes whose hashes were announced, each from its moment on', async () => {
    const raffle = await site.draws.raffle();
    const { id, rules } = await site.draws.mainDraw(raffle.id);
    const early = await site.get(`/draws/${id}/rules.json`);
    expect(await early.text()).toBe(rules);
    expect(early.headers.get('cache-control')).toContain('immutable');
    expect((await site.get(`/draws/${id}/commitment.json`)).status).toBe(404);
    await site.draws.paid(raffle.id, await site.draws.room.person(), [7]);
    await frozen(raffle.id);
    const { paper } = await site.draws.mainDraw(raffle.id);
    const late = await site.get(`/draws/${id}/commitment.json`);
    expect(await late.text()).toBe(paper!.commitment);
    const etag = late.headers.get('etag')!;
    expect(etag).toBe(`"${paper!.commitmentHash.toString('hex')}"`);
    expect((await site.get(`/draws/${id}/commitment.json`, { 'if-none-match': etag })).status).toBe(304);
    for (const other of [newId(), 'x', '%00'])
      for (const name of ['rules.json', 'commitment.json'])
        expect((await site.get(`/draws/${other}/${name}`)).status).toBe(404);
  });

  it('have no script under a name that is not the built one’s', async () => {
    for (const name of ['proof.js', 'proof-0000000000000000.js', '..%2fproof.js', '%00'])
      expect((await site.get(`/assets/${name}`)).status).toBe(404);
  });
});

describe('Guessing codes', () => {
  it('is stopped after some tries a minute', async () => {
    const answers = await Promise.all(Array.from({ length: 40 }, () => site.get('/t/ABCD-EFGH-JKMN-PQRS')));
    const limited = answers.filter(({ status }) => status === 429);
    expect(limited.length).toBeGreaterThan(0);
    expect(Number(limited[0]?.headers.get('retry-after'))).toBeGreaterThan(0);
    expect(await words(limited[0]!)).toContain('Demasiadas consultas');
  });
});
