import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import { breakKnownAnswer } from '../support/known-answer.js';
import { DrawRoom } from './draw-room.js';

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());

async function decided(): Promise<{ raffleId: string; drawId: string }> {
  const { raffle } = await draws.sold([[7], [45]]);
  const draw = await draws.frozen(raffle.id);
  await draws.confirmed(draw.id, '00007', '00045');
  return { raffleId: raffle.id, drawId: draw.id };
}

async function certificates(drawId: string): Promise<number> {
  const rows = await draws.room.database.rows('select from certificate where draw_id = $1', [drawId]);
  return rows.length;
}

describe('Drawing', () => {
  it('needs a frozen list, its ledger and a confirmed result', async () => {
    expect(await draws.draw(newId())).toEqual({ kind: 'not_found' });
    const { raffle } = await draws.sold([[7]]);
    expect(await draws.draw(raffle.id)).toEqual({ kind: 'wrong_state', state: 'closed' });
    await draws.reconcile(raffle.id);
    await draws.freeze(raffle.id);
    const { id: drawId } = await draws.mainDraw(raffle.id);
    expect(await draws.draw(raffle.id)).toEqual({ kind: 'not_committed', drawId });
    await draws.ledger.write(drawId);
    expect(await draws.draw(raffle.id)).toEqual({ kind: 'no_result', drawId });
  });

  it('gives the recorded draw again when asked again, to the byte', async () => {
    const { raffleId, drawId } = await decided();
    const first = await draws.draw(raffleId);
    const { certificate } = await draws.files(drawId);
    expect(await draws.draw(raffleId)).toEqual({ ...first, kind: 'already' });
    expect((await draws.files(drawId)).certificate).toEqual(certificate);
    expect(await certificates(drawId)).toBe(1);
  });

  it('signs every certificate of the house with one key, sealed at rest', async () => {
    await draws.draw((await decided()).raffleId);
    await draws.draw((await decided()).raffleId);
    const keys = await draws.room.database.rows<{ kid: string; secret_key: Buffer }>(
      'select kid, secret_key from signing_key',
    );
    expect(keys).toHaveLength(1);
    expect(draws.room.secrets.open(keys[0]!.secret_key)).toHaveLength(32);
  });

  it('stops where the draw code fails its known answer, and draws when it holds again', async () => {
    const { raffleId, drawId } = await decided();
    const mend = breakKnownAnswer();
    const outcome = await draws.draw(raffleId).finally(mend);
    expect(outcome).toEqual({ kind: 'check_failed', error: 'E_KNOWN_ANSWER' });
    expect(await certificates(drawId)).toBe(0);
    expect((await draws.draw(raffleId)).kind).toBe('drawn');
  });

  it.each([
    [
      'another number in its place',
      'overlay(bytes placing $2::bytea from 18 for 4)',
      '0000000f',
      'E_LEDGER_ROOT',
    ],
    ['a leaf cut off', 'substring(bytes for 70) || $2::bytea', '', 'E_LEDGER_ROOT'],
    ['half a leaf', 'substring(bytes for 35) || $2::bytea', '', 'E_LEDGER_FORMAT'],
  ])('stops where the stored ledger has %s', async (_what, change, bytes, error) => {
    const { raffleId, drawId } = await decided();
    const statement = `update blob_chunk set bytes = ${change} where blob_id = (select ledger_blob from draw where id = $1)`;
    const values = [drawId, Buffer.from(bytes, 'hex')];
    await expect(draws.room.owner.query(statement, values)).rejects.toMatchObject({ code: 'TL000' });
    await draws.room.owner.query('alter table blob_chunk disable trigger blob_chunk_append_only'); // only its owner can
    await draws.room.owner.query(statement, values);
    await draws.room.owner.query('alter table blob_chunk enable trigger blob_chunk_append_only');
    expect(await draws.draw(raffleId)).toEqual({ kind: 'check_failed', error });
    expect(await certificates(drawId)).toBe(0);
  });

  it('goes no further in a raffle that was cancelled', async () => {
    const { raffleId } = await decided();
    await draws.room.owner.query(`update raffle set state = 'cancelled' where id = $1`, [raffleId]);
    expect(await draws.draw(raffleId)).toEqual({ kind: 'wrong_state', state: 'cancelled' });
  });
});

describe('What was published cannot be changed, not even by the owner of the database', () => {
  let drawId: string;
  beforeAll(async () => {
    const decision = await decided();
    drawId = decision.drawId;
    await draws.draw(decision.raffleId);
  });

  it.each([
    ['rules', `update draw set rules = '{}' where id = $1`, 'TL040'],
    ['the rules’ hash', `update draw set rules_hash = '\\x00' where id = $1`, 'TL040'],
    ['the commitment', `update draw set commitment = '{}' where id = $1`, 'TL040'],
    ['the closing time', `update draw set closed_at = closed_at - interval '1 day' where id = $1`, 'TL040'],
    ['which ledger it is', `update draw set ledger_blob = null where id = $1`, 'TL040'],
    ['how long the list is', `update draw set ledger_leaves = 1 where id = $1`, 'TL040'],
    ['that it was drawn', `update draw set state = 'committed' where id = $1`, 'TL040'],
    ['that its list was frozen', `update draw set state = 'announced' where id = $1`, 'TL040'],
    [
      'the table somebody confirmed',
      `update raffle set reconciliation = null where id = (select raffle_id from draw where id = $1)`,
      'TL014',
    ],
    [
      'the key that signed',
      `update signing_key set public_key = sha256(public_key) where $1::uuid is not null`,
      'TL045',
    ],
    ['that there is a key', `delete from signing_key where $1::uuid is not null`, 'TL000'],
    ['that there is a draw', `delete from draw where id = $1`, 'TL000'],
    ['a certificate', `update certificate set bytes = '' where draw_id = $1`, 'TL000'],
    ['that there is a certificate', `delete from certificate where draw_id = $1`, 'TL000'],
    ['a winner', `update winner set number = 45 where draw_id = $1`, 'TL000'],
    ['that there is a winner', `delete from winner where draw_id = $1`, 'TL000'],
    [
      'a confirmed result',
      `update lottery_result set results = '{"mayor":"00045","segundo":"00007"}' where draw_id = $1`,
      'TL041',
    ],
    [
      'that a result was confirmed',
      `update lottery_result set state = 'withdrawn' where draw_id = $1`,
      'TL041',
    ],
    ['that there is a result', `delete from lottery_result where draw_id = $1`, 'TL041'],
    [
      'who holds a number of the list',
      `update ticket set status = 'void' where raffle_id = (select raffle_id from draw where id = $1) and number = 7`,
      'TL021',
    ],
    [
      'the log',
      `update raffle_event set data = '{}' where raffle_id = (select raffle_id from draw where id = $1)`,
      'TL000',
    ],
  ])('%s', async (_what, statement, code) => {
    await expect(draws.room.owner.query(statement, [drawId])).rejects.toMatchObject({ code });
  });
});
