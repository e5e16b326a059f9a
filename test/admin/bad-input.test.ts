import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { raffleBody } from '../support/raffle.js';
import { AdminApp } from './app.js';
import { hold, openRaffle, somePhone, type Raffle } from './story.js';

let app: AdminApp;
let raffle: Raffle;

beforeAll(async () => {
  app = await AdminApp.start();
  raffle = await openRaffle(app);
});
afterAll(() => app.stop());

interface Problem {
  status: number;
  title: string;
  detail: string;
  code?: string;
  errors?: { field: string; message: string }[];
}

async function refusal(response: Promise<Response>): Promise<Problem> {
  const got = await response;
  expect(got.headers.get('content-type')).toBe('application/problem+json');
  const problem = (await got.json()) as Problem;
  expect(problem.status).toBe(got.status);
  return problem;
}

function create(changes: object): Promise<Response> {
  return app.call('POST', '/raffles', { body: { ...raffleBody(), ...changes } });
}

/** JSON written by hand: numbers a JavaScript program would not write. */
function createRaw(amount: string): Promise<Response> {
  const body = JSON.stringify(raffleBody()).replace('"amountMinor":5000', `"amountMinor":${amount}`);
  expect(body).toContain(amount);
  return app.call('POST', '/raffles', { body });
}

describe('a body', () => {
  it.each([
    '-1',
    '12345678901234567890',
    '9007199254740993',
    '1e200000',
    '1.5',
    '"100"',
    'null',
    '[]',
    'true',
    '{}',
  ])('with the amount %s is refused by the name of the field', async (amount) => {
    const problem = await refusal(createRaw(amount));
    expect(problem).toMatchObject({ status: 400, code: 'invalid_fields' });
    expect(problem.errors?.map(({ field }) => field)).toEqual(['price.amountMinor']);
  });

  it.each(['NaN', 'Infinity', '-Infinity', '0x10', '01', '+1', ''])(
    'with the amount %s is no JSON',
    async (amount) => {
      const problem = await refusal(createRaw(amount));
      expect(problem).toMatchObject({ status: 400, title: 'Bad Request' });
      expect(problem.errors).toBeUndefined();
    },
  );

  it('is told what is missing as missing, not as badly written', async () => {
    const messages = async (path: string, body: object): Promise<unknown> =>
      (await refusal(app.call('POST', path, { body }))).errors?.map(({ message }) => message);
    expect(await messages('/sessions', {})).toEqual(['email must be a string', 'password must be a string']);
    expect(await messages('/api-keys', { name: 7, scopes: 'read' })).toEqual([
      'name must be a string',
      'scopes must be an array',
    ]);
    expect(await messages('/orders', { raffleId: raffle.id, phone: somePhone(), numbers: 3 })).toEqual([
      'numbers must be an array',
    ]);
    expect(await messages('/raffles', { ...raffleBody(), emission: 'many', prizes: {} })).toEqual([
      'emission must be an integer number',
      'prizes must be an array',
    ]);
  });

  it('is told everything that is wrong with it at once', async () => {
    const problem = await refusal(
      create({
        title: '',
        emission: 0,
        prizes: [{ prizeId: 'a b', name: 7, units: 1, extract: [] }],
        no_such_field: 1,
        salesCloseAt: 'tomorrow',
      }),
    );
    expect(problem.errors?.map(({ field }) => field).sort()).toEqual([
      'emission',
      'no_such_field',
      'prizes.0.extract',
      'prizes.0.name',
      'prizes.0.prizeId',
      'salesCloseAt',
      'title',
    ]);
  });

  it.each([
    ['slug', 'Not A Slug'],
    ['slug', '../../etc'],
    ['title', 'a\u0000b'],
    ['title', '\ud800'],
    ['title', 7],
    ['title', ['x']],
    ['salesMode', 'telepathy'],
    ['jurisdiction', 'XX'],
    ['emission', 1_000_001],
    ['emission', 1.5],
    ['width', 2],
    ['timeZone', 'Mars/Olympus'],
    ['salesCloseAt', 1_795_000_000],
    ['salesCloseAt', '2037-02-30T25:00:00Z'],
    ['salesCloseAt', '2037-01-01T10:00:00'],
    ['drawAt', '2020-01-01T00:00:00Z'],
    ['organiser', []],
    ['organiser', null],
    ['prizes', {}],
    ['prizes', []],
    ['metaPermission', null],
    ['ageStep', 'yes'],
  ])('with %s = %j is refused by that name', async (field, value) => {
    const problem = await refusal(create({ [field]: value }));
    expect(problem.status).toBe(400);
    expect(problem.errors?.[0]?.field.split('.')[0]).toBe(field);
  });

  it.each([
    ['a mode nobody knows', { mode: 'dice' }],
    ['a mode without what it needs', { mode: 'commit_reveal' }],
    ['a beacon too near to the closing', { mode: 'drand', minLeadS: 5 }],
    ['a policy that is not even', { onMiss: { policy: 'next_sold' } }],
    [
      'next_draw without its number of draws',
      { onMiss: JSON.parse('{"policy":"next_draw","then":"house"}') as object },
    ],
    [
      'next_draw with another end',
      { onMiss: JSON.parse('{"policy":"next_draw","maxDraws":2,"then":"alternate"}') as object },
    ],
    ['an unknown position', { extractors: [{ id: 'last3', position: 'second', take: 'last', n: 3 }] }],
    ['more digits than there are', { extractors: [{ id: 'last3', position: 'first', take: 'last', n: 6 }] }],
  ])('with a draw by %s is refused', async (_name, change) => {
    const { drawMethod } = raffleBody() as { drawMethod: object };
    expect((await refusal(create({ drawMethod: { ...drawMethod, ...change } }))).status).toBe(400);
  });

  it.each([
    '{"__proto__":{"admin":true}}',
    '{"constructor":{"prototype":{"x":1}}}',
    '[]',
    '"text"',
    '7',
    'null',
    'true',
    '[[[[]]]]',
  ])('%s is refused and harms nothing', async (body) => {
    const problem = await refusal(app.call('POST', '/raffles', { body }));
    expect(problem.status).toBe(400);
    expect('admin' in {}).toBe(false);
  });

  it('nested 100,000 deep is refused', async () => {
    const deep = `${'['.repeat(100_000)}${']'.repeat(100_000)}`;
    for (const body of [deep, `{"title":${deep}}`, `{"organiser":${deep}}`, `{"prizes":${deep}}`]) {
      expect((await refusal(app.call('POST', '/raffles', { body }))).status).toBe(400);
    }
  });

  it('that is cut off is refused without being quoted', async () => {
    const problem = await refusal(app.call('POST', '/raffles', { body: '{"title": "a secret' }));
    expect(problem.status).toBe(400);
    expect(JSON.stringify(problem)).not.toContain('secret');
  });

  it('of another type is refused', async () => {
    const headers = { 'content-type': 'application/xml' };
    expect((await refusal(app.call('POST', '/raffles', { body: '<title/>', headers }))).status).toBe(415);
  });

  it('above 3 MB is refused', async () => {
    const body = JSON.stringify({ title: 'x'.repeat(3 * 1024 * 1024) });
    expect((await refusal(app.call('POST', '/raffles', { body }))).status).toBe(413);
  });
});

describe('numbers of an order', () => {
  it.each([
    [['7'], 'numbers.0'],
    [['07', '008'], 'numbers.1'],
    [['ab'], 'numbers'],
    [['-1'], 'numbers'],
    [['１２'], 'numbers'],
    [[7], 'numbers'],
    [[], 'numbers'],
    ['07', 'numbers'],
    [Array.from({ length: 1001 }, () => '07'), 'numbers'],
  ])('%j are refused', async (numbers, field) => {
    const body = { raffleId: raffle.id, phone: somePhone(), numbers };
    const problem = await refusal(app.call('POST', '/orders', { body }));
    expect(problem.errors?.map((error) => error.field)).toEqual([field]);
  });

  it('beyond the raffle are refused', async () => {
    const wide = await openRaffle(app, { emission: 50, width: 2 });
    const body = { raffleId: wide.id, phone: somePhone(), numbers: ['49', '50', '99'] };
    const problem = await refusal(app.call('POST', '/orders', { body }));
    expect(problem).toMatchObject({ status: 400, errors: [{ field: 'numbers' }] });
    expect(problem.errors?.[0]?.message).toContain('50, 99');
  });

  it('named twice are held once', async () => {
    expect((await hold(app, raffle, ['11', '10', '11'])).numbers).toEqual(['10', '11']);
  });

  it.each(['5215512345678', '+0215512345678', '+52 155 1234', '+12345678901234567', ''])(
    'for the phone %j are refused',
    async (phone) => {
      const problem = await refusal(
        app.call('POST', '/orders', { body: { raffleId: raffle.id, phone, numbers: ['12'] } }),
      );
      expect(problem.errors?.map((error) => error.field)).toEqual(['phone']);
    },
  );
});

describe('an address', () => {
  it.each([
    'limit=0',
    'limit=201',
    'limit=ten',
    'limit=1e3000',
    'limit=1&limit=2',
    'cursor=!',
    'cursor=MTp4',
    'cursor=',
    'state=lost',
    'sort=asc',
  ])('with ?%s is refused', async (query) => {
    expect((await refusal(app.call('GET', `/orders?${query}`))).status).toBe(400);
  });

  it.each([
    '/raffles/7',
    '/raffles/01936F2A-8C00-7000-8000-00000000DEAD',
    "/raffles/'%20or%201=1",
    '/payments/%00',
    '/no/such/thing',
    '/raffles/x/y/z',
  ])('%s is not found', async (path) => {
    expect((await refusal(app.call('GET', path))).status).toBe(404);
  });

  it('asked by a method it does not have is not found', async () => {
    expect((await refusal(app.call('PUT', '/raffles', { body: {} }))).status).toBe(404);
  });
});

describe('an Idempotency-Key', () => {
  it.each(['', ' ', 'x'.repeat(256), 'ñ'])('%j is refused', async (key) => {
    const body = { raffleId: raffle.id, phone: somePhone(), numbers: ['13'] };
    const response = app.call('POST', '/orders', { body, headers: { 'idempotency-key': key } });
    expect((await refusal(response)).status).toBe(400);
  });
});
