import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { seedHash, verifyCertificateText } from '../../src/fair-draw/index.js';
import { newId } from '../../src/kernel/index.js';
import type { DrawMethod, RaffleTerms, RevealOutcome } from '../../src/raffle/index.js';
import { advance } from '../support/time.js';
import { DrawRoom, METHOD, waits } from './draw-room.js';

const PAID = [[3], [17, 18], [42], [77]];
const { source, firstDraw, consecutive, positions } = METHOD;
const LOTTERY = { source, firstDraw, consecutive: consecutive === true, positions };

let draws: DrawRoom;

beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());

/** Sold, closed and frozen under a method whose numbers all can win. */
async function frozen(drawMethod: DrawMethod, terms: Partial<RaffleTerms> = {}) {
  const { raffle } = await draws.sold(PAID, { drawMethod, ...terms });
  return { raffle, draw: await draws.frozen(raffle.id) };
}

async function checked(drawId: string) {
  const { certificate, ledger } = await draws.files(drawId);
  const verification = verifyCertificateText(certificate, ledger);
  if (!verification.valid) throw new Error(verification.error);
  return verification;
}

function reveal(drawId: string, seed: Buffer): Promise<RevealOutcome> {
  return draws.room.database.transact((tx) => draws.seeds.reveal(tx, drawId, seed, draws.actor));
}

describe('Digits of several lottery draws', () => {
  it('decide together: none of them alone, and all winners hold sold numbers', async () => {
    const { raffle, draw } = await frozen({ mode: 'lottery_seeded', ...LOTTERY, draws: 2 });
    await draws.confirmed(draw.id, '12345', '00042', '2862');
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'no_result' });
    await draws.confirmed(draw.id, '54321', '00007', '2863');
    const extra = await draws.enter(await draws.result(draw.id, '11111', '22222', '2864'));
    expect(extra.kind).toBe('one_stands');
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'drawn' });
    const { certificate, warnings } = await checked(draw.id);
    expect(warnings).not.toContain('W_LOW_ENTROPY');
    expect(certificate.draw.winners).toHaveLength(2);
    for (const { number } of certificate.draw.winners) expect(PAID.flat()).toContain(number);
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'already', issueNo: 1 });
    expect((await draws.room.raffles.byId(draws.room.database, raffle.id))?.state).toBe('drawn');
  });

  it('of too few outcomes are said to be so', async () => {
    const { raffle, draw } = await frozen({ mode: 'lottery_seeded', ...LOTTERY, draws: 1 });
    await draws.confirmed(draw.id, '12345', '00042');
    await draws.draw(raffle.id);
    expect((await checked(draw.id)).warnings).toContain('W_LOW_ENTROPY');
  });
});

describe('Seeds of witnesses', () => {
  const seeds = [randomBytes(32), randomBytes(32)];

  /** A raffle can be named in a promise once it has its id: the method is written into the draft afterwards. */
  async function witnessed(external: Extract<DrawMethod, { mode: 'commit_reveal' }>['external']) {
    const { room } = draws;
    const draft = await room.draft();
    const promised = seeds.map((seed, at) => ({
      party: `Testigo ${at + 1}`,
      seedHash: seedHash(`${draft.id}:1`, seed),
    }));
    const drawMethod: DrawMethod = { mode: 'commit_reveal', seeds: promised, external };
    await room.database.transact((tx) => room.raffles.update(tx, draft.id, { drawMethod }));
    await room.publication.publish(draft.id);
    const [person] = await room.people(1);
    await draws.paid(draft.id, person!, [5, 6, 7]);
    await room.database.transact((tx) => room.raffles.close(tx, draft.id));
    return draft.id;
  }

  it('are taken after the freeze only, each by its own promise, and decide when all are there', async () => {
    const raffleId = await witnessed({ kind: 'none' });
    const { id } = await draws.mainDraw(raffleId);
    expect(await reveal(id, seeds[0]!)).toEqual({ kind: 'not_waiting', state: 'announced' });
    await draws.frozen(raffleId);
    expect(await reveal(id, randomBytes(32))).toEqual({ kind: 'unknown_seed' });
    expect(await reveal(id, seeds[1]!)).toEqual({
      kind: 'revealed',
      party: 'Testigo 2',
      missing: ['Testigo 1'],
    });
    expect(await reveal(id, seeds[1]!)).toMatchObject({ kind: 'already' });
    expect(await draws.draw(raffleId)).toMatchObject({ kind: 'no_result' });
    expect(await reveal(id, seeds[0]!)).toMatchObject({ kind: 'revealed', missing: [] });
    expect(await draws.draw(raffleId)).toMatchObject({ kind: 'drawn' });
    expect((await checked(id)).warnings).toContain('W_NO_EXTERNAL');
  });

  it('wait for the lottery that is mixed with them', async () => {
    const raffleId = await witnessed({ kind: 'lottery', ...LOTTERY, draws: 1 });
    const { id } = await draws.frozen(raffleId);
    for (const seed of seeds) await reveal(id, seed);
    expect(await draws.draw(raffleId)).toMatchObject({ kind: 'no_result' });
    await draws.confirmed(id, '12345', '00042');
    expect(await draws.draw(raffleId)).toMatchObject({ kind: 'drawn' });
    expect((await checked(id)).warnings).not.toContain('W_NO_EXTERNAL');
  });

  it('can neither be changed nor emptied', async () => {
    const { owner } = draws.room;
    for (const text of [
      'update revealed_seed set party = 5',
      'delete from revealed_seed',
      'truncate revealed_seed',
    ])
      await expect(owner.query(text)).rejects.toMatchObject({ code: 'TL000' });
  });

  it('have no place in other draws', async () => {
    const { draw } = await frozen(METHOD);
    expect(await reveal(draw.id, seeds[0]!)).toEqual({ kind: 'no_seeds' });
    expect(await reveal(newId(), seeds[0]!)).toEqual({ kind: 'not_found' });
  });
});

describe('A number nobody bought', () => {
  it.each([
    ['next_up', 77],
    ['next_down', 42],
    ['nearest', 42],
  ] as const)('goes by %s to a neighbour, and the neighbour is told', async (policy, winner) => {
    const { raffle, draw } = await frozen({ ...METHOD, onMiss: { policy } });
    await draws.confirmed(draw.id, '00050', '00017');
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'drawn' });
    const { certificate, warnings } = await checked(draw.id);
    expect(certificate.draw.winners[0]).toMatchObject({ prize: 'moto', number: winner });
    expect(warnings).toContain('W_BIASED_FALLBACK');
    await draws.tellAll(draw.id, 1);
    const told = await draws.room.database.rows<{ number: string }>(
      `select news ->> 'number' as number from inbox where news ->> 'type' = 'draw_won' and news ->> 'drawId' = $1`,
      [draw.id],
    );
    expect(new Set(told.map(({ number }) => Number(number)))).toEqual(new Set([17, winner]));
  });

  it('goes after the last lottery draw to whom the same digits choose at random', async () => {
    const { raffle, draw } = await frozen({ ...METHOD, onMiss: waits(2, 'seeded') });
    await draws.confirmed(draw.id, '00050', '00051');
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'drawn', issueNo: 1 });
    await advance(draws.room.owner, 5_000);
    await draws.confirmed(draw.id, '00060', '00061', '2863');
    expect(await draws.draw(raffle.id)).toMatchObject({ kind: 'drawn', issueNo: 2 });
    const { certificate } = await checked(draw.id);
    expect(certificate.draw.slots.map((slot) => slot.status === 'won' && slot.via)).toEqual([
      'seeded',
      'seeded',
    ]);
  });
});
