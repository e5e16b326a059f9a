import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { QUICKNET, roundTime, verifyCertificateText } from '../../src/fair-draw/index.js';
import { DRAW_BEACON, insertBeacon, type DrawMethod } from '../../src/raffle/index.js';
import { advance, setNow } from '../support/time.js';
import { DrawRoom } from './draw-room.js';

const FILE = join(import.meta.dirname, '../vectors/drand-quicknet-rounds.json');
const { rounds } = JSON.parse(readFileSync(FILE, 'utf8')) as {
  rounds: { round: number; signature: string }[];
};
/** A real round of quicknet, of 31 August 2026: what decides here was decided by nobody here. */
const REAL = rounds.find(({ round }) => round === 31_799_517)!;
const DRAW_AT = new Date(roundTime(QUICKNET, REAL.round) * 1000);
const METHOD: DrawMethod = { mode: 'drand', minLeadS: 3_600 };
const TERMS = {
  drawMethod: METHOD,
  drawAt: DRAW_AT,
  salesCloseAt: new Date(DRAW_AT.getTime() - 86_400_000),
  disputeMinutes: 0,
};
const PAID = [[3], [17, 18], [42], [77]];

let draws: DrawRoom;

beforeAll(async () => {
  draws = await DrawRoom.open();
});
beforeEach(() => setNow(draws.room.owner, new Date(DRAW_AT.getTime() - 2 * 86_400_000).toISOString()));
afterAll(() => draws.close());

function before(ms: number): Promise<void> {
  return setNow(draws.room.owner, new Date(DRAW_AT.getTime() - ms).toISOString());
}

async function frozen() {
  const { raffle } = await draws.sold(PAID, TERMS);
  await before(2 * 3_600_000);
  return { raffle, draw: await draws.frozen(raffle.id) };
}

function beacon(drawId: string, signature = REAL.signature): Promise<boolean> {
  const stored = { chainHash: QUICKNET.hash, round: REAL.round, signature, relays: ['a', 'b'] };
  return draws.room.database.transact((tx) => insertBeacon(tx, drawId, stored));
}

describe('A raffle drawn by a beacon', () => {
  it('names its round before the first sale, and has it fetched once the list is published', async () => {
    const { draw } = await frozen();
    expect(JSON.parse(draw.rules)).toMatchObject({
      redraw: 'fresh',
      entropy: { mode: 'drand', round: REAL.round, min_lead_s: 3_600 },
    });
    const jobs = await draws.room.owner.query(
      `select run_at from jobs.jobs where task_identifier = $1 and key like $2`,
      [DRAW_BEACON, `%${draw.id}%`],
    );
    expect(jobs.rows).toEqual([{ run_at: DRAW_AT }]);
  });

  it('is drawn once, by itself, however many carry it out, and anybody can verify it', async () => {
    const { raffle, draw } = await frozen();
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'no_result' });
    await before(-60_000);
    await beacon(draw.id);
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => draws.execution.execute(draw.id)));
    expect(outcomes.filter(({ kind }) => kind === 'drawn')).toHaveLength(1);
    expect(outcomes.filter(({ kind }) => kind === 'already')).toHaveLength(19);
    const { certificate, ledger } = await draws.files(draw.id);
    const verification = verifyCertificateText(certificate, ledger);
    expect(verification).toMatchObject({ valid: true });
    const winners = verification.valid ? verification.certificate.draw.winners : [];
    expect(winners.map(({ prize }) => prize)).toEqual(['moto', 'casco']);
    for (const { number } of winners) expect(PAID.flat()).toContain(number);
    expect((await draws.room.raffles.byId(draws.room.database, raffle.id))?.state).toBe('drawn');
  });

  it('is not frozen so late that the round would be too near', async () => {
    const { raffle } = await draws.sold(PAID, TERMS);
    await before(3_600_000 - 1_000);
    await draws.reconcile(raffle.id);
    expect(await draws.freeze(raffle.id)).toEqual({
      kind: 'window_gone',
      drawAt: DRAW_AT,
      disputeMinutes: 60,
      until: new Date(DRAW_AT.getTime() - 3_600_000),
    });
  });

  it('is not drawn where the stored value is not the chain’s: people are told, nothing is published', async () => {
    const { raffle, draw } = await frozen();
    await before(-60_000);
    await beacon(draw.id, `${REAL.signature.slice(0, -1)}0`);
    await expect(draws.execution.execute(draw.id)).rejects.toThrow(/E_DRAND_SIG/);
    expect(await draws.room.database.rows('select from certificate where draw_id = $1', [draw.id])).toEqual(
      [],
    );
    expect((await draws.room.raffles.byId(draws.room.database, raffle.id))?.state).toBe('frozen');
    const alerts = await draws.room.database.rows<{ message: string }>(
      `select message from alert where kind = 'draw_check_failed'`,
    );
    expect(alerts).toHaveLength(1);
    await advance(draws.room.owner, 1_000);
  });
});
