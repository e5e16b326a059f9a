import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { LogHeads } from '../../src/admin/records/log-heads.worker.js';
import { checkBooks, type Head } from '../../src/admin/index.js';
import { readConfig, Ticker, type Reader } from '../../src/platform/index.js';
import { advance } from '../support/time.js';
import { RaffleRoom } from '../raffle/room.js';

let room: RaffleRoom;
let raffleId: string;
let heads: LogHeads;

beforeAll(async () => {
  room = await RaffleRoom.open();
  heads = new LogHeads(room.database, new Ticker(readConfig({ DEMO: '1' })));
  ({ id: raffleId } = await room.raffle());
  await room.paid(raffleId, await room.person(), [1, 2]);
  await room.sequencer.chainWaiting();
  for (const action of ['payment.approved', 'raffle.closed', 'user.created']) await act(action);
  await heads.chainWaiting();
});
afterAll(() => room.close());

const act = (action: string) =>
  room.database.transact((tx) =>
    tx.run(
      `insert into audit_entry (action, target_kind, target_id, detail) values ($1, 'x', 'y', '{"share": 0.5, "of": null}')`,
      [action],
    ),
  );
const findings = (given: readonly Head[] = []) => checkBooks(room.database, given);
const texts = async (given?: readonly Head[]) => (await findings(given)).map(({ text }) => text);

/** Somebody with the whole database in their hands rewrites the past; what is found then, and taken back. */
async function tampered(statement: string): Promise<string[]> {
  const { owner } = room;
  const rows = async <T>(sql: string, values: readonly unknown[] = []): Promise<T[]> =>
    (await owner.query(sql, [...values])).rows;
  const reader: Reader = {
    rows,
    first: async <T>(sql: string, values?: readonly unknown[]) => (await rows<T>(sql, values))[0] ?? null,
  };
  await owner.query('begin');
  try {
    for (const table of ['audit_entry', 'raffle_event'])
      await owner.query(`alter table ${table} disable trigger user`);
    await owner.query(statement);
    const broken = await checkBooks(reader, []);
    return broken.filter(({ holds }) => !holds).map(({ text }) => text);
  } finally {
    await owner.query('rollback');
  }
}

describe('the books', () => {
  it('hold as long as nobody touches them', async () => {
    expect(await findings()).toEqual([
      { holds: true, text: expect.stringMatching(/^audit: 4 entries, head [0-9a-f]{64}$/) },
      { holds: true, text: expect.stringMatching(new RegExp(`^${raffleId}: 3 entries, head [0-9a-f]{64}$`)) },
    ]);
  });

  it.each([
    `action = 'x'`,
    `actor = null, api_key_id = null, target_id = 'z'`,
    `at = at + interval '1 us'`,
    `detail = '{"share": 0.6, "of": null}'`,
    `hash = sha256('')`,
  ])('show which entry somebody changed: %s', async (change) => {
    expect(await tampered(`update audit_entry set ${change} where seq = 1`)).toEqual([
      'audit: entry 1 is not what its hash says',
    ]);
  });

  it('show an entry that is gone from the middle, and one put in', async () => {
    const gone = ['audit: entry 1 is not what its hash says'];
    expect(await tampered('delete from audit_entry where seq = 1')).toEqual(gone);
    expect(
      await tampered(`update audit_entry set seq = seq + 101 where seq > 0; update audit_entry set seq = seq - 100 where seq > 100;
        insert into audit_entry (action, target_kind, target_id, seq, hash) values ('a', 'b', 'c', 1, sha256(''))`),
    ).toEqual(gone);
  });

  it('show a changed entry of a raffle’s log', async () => {
    const changed = `update raffle_event set data = data || '{"numbers": [1, 3]}' where seq = 1 and raffle_id = '${raffleId}'`;
    expect(await tampered(changed)).toEqual([`${raffleId}: entry 1 is not what its hash says`]);
  });

  it.each([
    'audit_entry',
    'raffle_event',
    'log_head',
    'ticket',
    'journal_line',
    'certificate',
    'draw cascade',
  ])('are emptied by nobody, not even the owner of the tables: %s', async (table) => {
    await expect(room.owner.query(`truncate ${table}`)).rejects.toThrow(/is append-only|foreign key/);
  });

  it('are noted once a day, where the chain grew, and show when their end was cut off', async () => {
    await heads.note();
    await heads.note();
    const noted = () =>
      room.database.rows<Head & Record<string, unknown>>(
        `select subject, seq::int as seq, encode(hash, 'hex') as hash from log_head order by day, subject desc`,
      );
    expect(await noted()).toMatchObject([
      { subject: 'audit', seq: 3 },
      { subject: raffleId, seq: 2 },
    ]);
    await act('payment.rejected');
    await heads.chainWaiting();
    await advance(room.owner, 86_400_000);
    await heads.note();
    expect(await noted()).toHaveLength(3);
    const last = (await noted()).at(-1)!;
    const cut = await tampered('delete from audit_entry where seq = 4');
    expect(cut).toEqual([`audit: the head ${last.seq} ${last.hash} was seen and is not in it`]);
  });

  it('are held against heads somebody kept elsewhere', async () => {
    const kept = { subject: raffleId, seq: 2, hash: 'ab'.repeat(32) };
    expect(await texts([kept])).toContain(`${raffleId}: the head 2 ${kept.hash} was seen and is not in it`);
    expect(await texts([{ ...kept, subject: '01936f2a-8c00-7000-8000-00000000dead' }])).toContain(
      '01936f2a-8c00-7000-8000-00000000dead: no such raffle',
    );
  });
});
