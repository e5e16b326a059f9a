import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DatabaseFault } from '../../src/platform/index.js';
import { RAFFLE_PUBLISH } from '../../src/raffle/index.js';
import { RaffleRoom, USUAL_METHOD, usualTerms } from './room.js';

let room: RaffleRoom;
beforeAll(async () => {
  room = await RaffleRoom.open();
});
afterAll(() => room.close());

const job = { attempt: 1, lastAttempt: false, signal: new AbortController().signal };

describe('a draft', () => {
  it('is refused with everything that is wrong with it at once', async () => {
    const terms = { ...usualTerms(), title: '', emission: 0, width: 9, timeZone: 'Mars/Olympus', prizes: [] };
    const outcome = await room.database.transact((tx) => room.raffles.create(tx, terms));
    expect(outcome.kind).toBe('invalid');
    const fields = outcome.kind === 'invalid' ? outcome.faults.map(({ field }) => field) : [];
    expect(fields).toEqual(['title', 'emission', 'width', 'timeZone', 'prizes']);
  });

  it('that could not be drawn is refused', async () => {
    const outcome = await room.database.transact((tx) =>
      room.raffles.create(tx, { ...usualTerms(), drawMethod: { ...USUAL_METHOD, extractors: [] } }),
    );
    expect(outcome).toMatchObject({ kind: 'invalid', faults: [{ field: 'drawMethod' }] });
  });

  it('cannot take the address of another raffle', async () => {
    const { slug } = await room.draft();
    const outcome = await room.database.transact((tx) => room.raffles.create(tx, { ...usualTerms(), slug }));
    expect(outcome).toEqual({ kind: 'slug_taken' });
  });

  it('can be changed, prizes included', async () => {
    const { id } = await room.draft();
    const prizes = [{ prizeId: 'moto', name: 'Moto', units: 2, extract: ['a'] }];
    const outcome = await room.database.transact((tx) =>
      room.raffles.update(tx, id, { priceMinor: 7_500, prizes }),
    );
    expect(outcome).toMatchObject({
      kind: 'saved',
      raffle: { priceMinor: 7_500, prizes, title: 'Italika 250Z' },
    });
  });
});

describe('publishing', () => {
  const refusals = [
    ['for money in chat without a word about Meta’s permission', { metaPermission: null }, 'metaPermission'],
    [
      'with a granted permission that names no reference',
      { metaPermission: { status: 'granted', acceptedBy: 'Ana', at: '2026-11-22T12:00:00Z' } },
      'metaPermission.ref',
    ],
    ['for money in chat without asking the age', { ageStep: false }, 'ageStep'],
    ['on the public page, which is not there yet', { salesMode: 'web' }, 'salesMode'],
    ['without saying what happens with refunds', { refundPolicy: ' ' }, 'refundPolicy'],
    [
      'without an account to pay into',
      { transferAccount: { bank: '', holder: '', account: '', kind: '' } },
      'transferAccount',
    ],
    ['after the sale’s end', { salesCloseAt: new Date('2026-01-01T00:00:00Z') }, 'salesCloseAt'],
  ] as const;

  it.each(refusals)('%s is refused', async (_why, terms, field) => {
    const { id } = await room.draft(terms);
    expect(await room.publication.publish(id)).toMatchObject({ kind: 'refused', faults: [{ field }] });
    expect(await room.raffles.byId(room.database, id)).toMatchObject({ state: 'draft', publishedAt: null });
  });

  it('makes every number once, the draw with its rules and keys, and says what Meta thinks of it', async () => {
    const { id } = await room.draft({ firstNumber: 1, emission: 60_000, width: 5 });
    const outcome = await room.publication.publish(id);
    expect(outcome).toMatchObject({
      kind: 'open',
      raffle: { state: 'open', progressDone: 60_000, progressTotal: 60_000 },
      advice: expect.arrayContaining([
        expect.stringContaining('gambling'),
        expect.stringContaining('their chances differ'), // 60,000 does not divide a million
      ]),
    });
    const row = await room.database.first(
      `select min(number) as first, max(number) as last, count(*)::int as numbers, count(distinct pick_key) > 59000 as mixed
       from ticket where raffle_id = $1`,
      [id],
    );
    expect(row).toEqual({ first: 1, last: 60_000, numbers: 60_000, mixed: true });
    const draw = await room.database.first('select rules_hash, fairdraw_id from draw where raffle_id = $1', [
      id,
    ]);
    const raffle = await room.raffles.byId(room.database, id);
    expect(draw).toEqual({ rules_hash: raffle?.rulesHash, fairdraw_id: `${id}:1` });
  });

  it('takes the permission with the request', async () => {
    const { id } = await room.draft({ metaPermission: null });
    const permission = {
      status: 'granted',
      ref: 'META-1',
      acceptedBy: 'Ana',
      at: '2026-11-22T12:00:00Z',
    } as const;
    expect(await room.publication.publish(id, permission)).toMatchObject({
      kind: 'open',
      raffle: { metaPermission: permission },
    });
  });

  it('ten times at once gives one raffle with each number once', async () => {
    const { id } = await room.draft({ emission: 1_000, width: 3 });
    const outcomes = await Promise.all(Array.from({ length: 10 }, () => room.publication.publish(id)));
    expect(new Set(outcomes.map(({ kind }) => kind))).toEqual(new Set(['open']));
    expect((await room.tickets.countNow(room.database, id)).free).toBe(1_000);
    expect(await room.database.rows('select from draw where raffle_id = $1', [id])).toHaveLength(1);
  });

  const ways = [
    ['somebody asks again', (id: string) => room.publication.publish(id)],
    ['its job comes', (id: string) => room.tasks.all().get(RAFFLE_PUBLISH)!({ raffleId: id }, job)],
  ] as const;

  it.each(ways)('goes on where a dead process left it when %s', async (_when, goOn) => {
    const { id } = await room.draft({ emission: 1_000, width: 3 });
    await room.owner.query(
      `update raffle set published_at = now(), keys = '\\x00', progress_total = 1000, progress_done = 400 where id = $1`,
      [id],
    );
    await room.owner.query(
      'insert into ticket (raffle_id, number, pick_key) select $1, n, n from generate_series(0, 399) n',
      [id],
    );
    const buyer = await room.person();
    expect(await room.hold(id, buyer, [1])).toEqual({ kind: 'not_selling', reason: 'not_open' });
    await goOn(id);
    expect(await room.raffles.byId(room.database, id)).toMatchObject({ state: 'open', progressDone: 1_000 });
    expect((await room.tickets.countNow(room.database, id)).free).toBe(1_000);
  });

  it('does not wait for a million numbers: it answers with progress and a job goes on', async () => {
    const { id } = await room.draft({ emission: 1_000_000, width: 6 });
    const started = performance.now();
    const outcome = await room.publication.publish(id);
    const firstAnswer = performance.now() - started;
    expect(firstAnswer).toBeLessThan(9_000);
    expect(['open', 'in_progress']).toContain(outcome.kind);
    expect(outcome).toMatchObject({ raffle: { progressDone: expect.any(Number), progressTotal: 1_000_000 } });
    const jobs = await room.database.rows(`select from jobs.jobs where key = 'raffle.publish:' || $1`, [id]);
    expect(jobs).toHaveLength(1);
    while ((await room.publication.publish(id)).kind === 'in_progress')
      expect(performance.now() - started).toBeLessThan(40_000);
    expect(performance.now() - started).toBeLessThan(40_000);
    expect(await room.tickets.countNow(room.database, id)).toMatchObject({ free: 1_000_000 });
  }, 60_000);
});

describe('a published raffle', () => {
  const locked = [
    ['price', 'price_minor = 1'],
    ['numbers', 'emission = 5'],
    ['draw method', `draw_method = '{}'`],
    ['limit per person', 'max_per_person = 500'],
    ['refund policy', `refund_policy = 'none'`],
  ];

  it.each(locked)(
    'has its %s locked in the database, also for the owner of the tables',
    async (_what, change) => {
      const { id } = await room.raffle({ emission: 10, width: 1 });
      await expect(room.owner.query(`update raffle set ${change} where id = $1`, [id])).rejects.toMatchObject(
        { code: 'TL010' },
      );
    },
  );

  it('has its prizes locked', async () => {
    const { id } = await room.raffle({ emission: 10, width: 1 });
    await expect(
      room.owner.query(`update prize set name = 'Bici' where raffle_id = $1`, [id]),
    ).rejects.toMatchObject({
      code: 'TL010',
    });
  });

  it('is drawn later if need be, never earlier', async () => {
    const { id } = await room.raffle({ emission: 10, width: 1 });
    await room.owner.query(`update raffle set draw_at = draw_at + interval '1 day' where id = $1`, [id]);
    await expect(
      room.owner.query(`update raffle set draw_at = draw_at - interval '2 hours' where id = $1`, [id]),
    ).rejects.toMatchObject({ code: 'TL011' });
  });

  it('gets no further numbers', async () => {
    const { id } = await room.raffle({ emission: 10, width: 1 });
    await expect(
      room.owner.query('insert into ticket (raffle_id, number, pick_key) values ($1, 77, 1)', [id]),
    ).rejects.toMatchObject({ code: 'TL024' });
  });

  it('is not a draft any more', async () => {
    const { id } = await room.raffle({ emission: 10, width: 1 });
    const outcome = await room.database.transact((tx) => room.raffles.update(tx, id, { priceMinor: 1 }));
    expect(outcome).toEqual({ kind: 'wrong_state', state: 'open' });
  });
});

describe('the role the service runs as', () => {
  it('owns nothing', async () => {
    const owned = await room.database.rows(
      `select relname from pg_class where relowner = current_user::regrole
       union all select proname from pg_proc where proowner = current_user::regrole`,
    );
    expect(owned).toEqual([]);
  });

  it.each(['ticket', 'raffle', 'raffle_order', 'raffle_event', 'purchase_limit'])(
    'cannot delete from %s',
    async (table) => {
      const fault = await room.database.rows(`delete from ${table}`).catch((error: unknown) => error);
      expect(fault).toBeInstanceOf(DatabaseFault);
      expect(fault).toMatchObject({ code: '42501' });
    },
  );

  it('cannot switch a guard off', async () => {
    const fault = await room.database
      .rows('alter table ticket disable trigger ticket_guard')
      .catch((error: unknown) => error);
    expect(fault).toMatchObject({ code: '42501' });
  });
});
