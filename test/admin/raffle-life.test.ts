import { afterAll, afterEach, beforeAll, describe, expect, it } from 'vitest';
import { newId } from '../../src/kernel/index.js';
import { setNow } from '../support/time.js';
import { raffleBody } from '../support/raffle.js';
import { AdminApp } from './app.js';
import { hold, openRaffle, paymentOf, sendReceipt, type Raffle } from './story.js';

let app: AdminApp;
beforeAll(async () => {
  app = await AdminApp.start();
});
afterAll(() => app.stop());

async function audited(targetId: string): Promise<string[]> {
  const { items } = await app.expect<{ items: { action: string; targetId: string }[] }>(
    200,
    'GET',
    '/audit?limit=200',
  );
  return items.filter((entry) => entry.targetId === targetId).map(({ action }) => action);
}

describe('a draft', () => {
  it('gets defaults for what was left out', async () => {
    const draft = await app.expect(201, 'POST', '/raffles', { body: raffleBody() });
    expect(draft).toMatchObject({
      state: 'draft',
      width: 3,
      firstNumber: 0,
      maxPerPerson: 20,
      holdMinutes: 120,
      ageStep: true,
      onePrizePerHolder: true,
      price: { amountMinor: 5000, currency: 'MXN' },
      rulesHash: null,
      publishedAt: null,
    });
    expect(draft).toMatchObject({ metaPermission: { status: 'unconfirmed', acceptedBy: 'Ana Pérez' } });
  });

  it('changes where a patch says so and nowhere else', async () => {
    const draft = await app.expect<Raffle>(201, 'POST', '/raffles', { body: raffleBody() });
    const body = { title: 'Otra rifa', price: { amountMinor: 7000, currency: 'COP' } };
    const changed = await app.expect(200, 'PATCH', `/raffles/${draft.id}`, { body });
    expect(changed).toEqual({ ...draft, ...body });
    expect(await audited(draft.id)).toEqual(['raffle.updated', 'raffle.created']);
  });

  it('has an address of its own', async () => {
    const body = raffleBody();
    await app.expect(201, 'POST', '/raffles', { body });
    expect(await app.expect(409, 'POST', '/raffles', { body })).toMatchObject({ code: 'slug_taken' });
  });

  it('that nobody answers for is not published, with every reason', async () => {
    const { metaPermission: _none, ...body } = raffleBody({ ageStep: false }) as { metaPermission: object };
    const draft = await app.expect<Raffle>(201, 'POST', '/raffles', { body });
    const problem = await app.expect<{ code: string; errors: { field: string }[] }>(
      422,
      'POST',
      `/raffles/${draft.id}/publish`,
    );
    expect(problem.code).toBe('not_publishable');
    expect(problem.errors.map(({ field }) => field).sort()).toEqual(['ageStep', 'metaPermission']);
    const metaPermission = { status: 'unconfirmed', acceptedBy: 'Ana Pérez' };
    await app.expect(200, 'PATCH', `/raffles/${draft.id}`, { body: { ageStep: true } });
    const published = await app.expect(200, 'POST', `/raffles/${draft.id}/publish`, {
      body: { metaPermission },
    });
    expect(published).toMatchObject({ state: 'open', progress: { done: 1000, total: 1000 }, metaPermission });
    expect((published['advice'] as string[]).join(' ')).toContain('gambling');
  });
});

it('A process whose self-test held is ready', async () => {
  expect((await fetch(`${app.origin}/health/ready`)).status).toBe(200);
});

describe('a raffle on sale', () => {
  it('keeps its terms', async () => {
    const raffle = await openRaffle(app);
    const problem = await app.expect(409, 'PATCH', `/raffles/${raffle.id}`, {
      body: { price: { amountMinor: 1, currency: 'MXN' } },
    });
    expect(problem).toMatchObject({ code: 'wrong_state', state: 'open' });
    expect(await app.expect(200, 'GET', `/raffles/${raffle.id}`)).toMatchObject({
      price: { amountMinor: 5000 },
    });
  });

  it('pauses, resumes and closes, each once', async () => {
    const raffle = await openRaffle(app);
    const at = `/raffles/${raffle.id}`;
    const takes = { body: { raffleId: raffle.id, phone: '+5215500000001', numbers: ['01'] } };
    expect(await app.expect(200, 'POST', `${at}/pause`)).toMatchObject({ state: 'paused' });
    expect(await app.expect(409, 'POST', '/orders', takes)).toMatchObject({
      code: 'not_selling',
      reason: 'paused',
    });
    expect(await app.expect(409, 'POST', `${at}/pause`)).toMatchObject({
      code: 'wrong_state',
      state: 'paused',
    });
    expect(await app.expect(200, 'POST', `${at}/resume`)).toMatchObject({ state: 'open' });
    await app.expect(201, 'POST', '/orders', takes);
    expect(await app.expect(200, 'POST', `${at}/close`)).toMatchObject({ state: 'closed' });
    expect(await app.expect(409, 'POST', `${at}/resume`)).toMatchObject({
      code: 'wrong_state',
      state: 'closed',
    });
    const later = { body: { raffleId: raffle.id, phone: '+5215500000001', numbers: ['02'] } };
    expect(await app.expect(409, 'POST', '/orders', later)).toMatchObject({
      code: 'not_selling',
      reason: 'closed',
    });
    const did = ['created', 'publish_asked', 'opened', 'paused', 'resumed', 'closed'];
    expect(await audited(raffle.id)).toEqual(did.map((what) => `raffle.${what}`).toReversed());
  });

  it('counts numbers, orders, money and messages paid for', async () => {
    const raffle = await openRaffle(app);
    const paid = await hold(app, raffle, ['01', '02']);
    await hold(app, raffle, ['03']);
    const seen = await hold(app, raffle, ['04']);
    await sendReceipt(app, paid);
    await sendReceipt(app, seen);
    await app.expect(200, 'POST', `/payments/${(await paymentOf(app, paid)).id}/approve`);
    await app.owner.query(
      `insert into outbox (id, channel_id, contact_id, purpose, content, billable_category, raffle_id, created_at)
       select gen_random_uuid(), c.id, $1, 'reply', '{}', category, $2::uuid, app_now() + after
       from channel c, (values ('utility', interval '-1 min'), ('utility', '-2 min'), ('service', '-3 min'), (null, '-1 min'), ('service', '1 min'))
         as m(category, after)`,
      [paid.contactId, raffle.id],
    );
    const stats = await app.expect(200, 'GET', `/raffles/${raffle.id}/stats`);
    expect(stats).toEqual({
      numbers: { free: 96, held: 1, inReview: 1, paid: 2, void: 0 },
      orders: [
        { state: 'held', orders: 1, amount: { amountMinor: 5000, currency: 'MXN' } },
        { state: 'in_review', orders: 1, amount: { amountMinor: 5000, currency: 'MXN' } },
        { state: 'paid', orders: 1, amount: { amountMinor: 10000, currency: 'MXN' } },
      ],
      billable: {
        messages: 4,
        byCategory: [
          { category: 'service', messages: 2 },
          { category: 'utility', messages: 2 },
        ],
        inPurchases: 3,
        purchases: 1,
        perPurchase: '3.00',
        estimate: null,
      },
    });
  });
});

/** The announced time in whole seconds, as lotteries tell it. */
function drawTime(raffle: Raffle): Date {
  return new Date(Math.floor(new Date(String(raffle['drawAt'])).getTime() / 1000) * 1000);
}

/** What the lottery published, with where it did. */
function officialResult(drawAt: Date): Record<string, unknown> {
  const digits = { lotteryDrawId: '2847', source: 'Lotería Nacional', results: { first: '40218' } };
  return { ...digits, drawnAt: drawAt.toISOString(), sourceUrl: 'https://loteria.example.mx/2847' };
}

interface Entered {
  id: string;
  sourceFile: object;
}

describe('from the sale to the draw', () => {
  afterEach(() => setNow(app.owner, null));

  it('the organiser goes step by step, and no step comes early', async () => {
    const raffle = await openRaffle(app);
    const at = `/raffles/${raffle.id}`;
    const drawAt = drawTime(raffle);
    const order = await hold(app, raffle, ['18']);
    await sendReceipt(app, order);
    expect(await app.expect(409, 'POST', `${at}/reconcile`)).toMatchObject({
      code: 'wrong_state',
      state: 'open',
    });
    await app.expect(200, 'POST', `${at}/close`);
    expect(await app.expect(409, 'POST', `${at}/reconcile`)).toMatchObject({
      code: 'open_orders',
      total: 1,
      orders: [{ code: order.code, state: 'in_review' }],
    });
    await app.expect(200, 'POST', `/payments/${(await paymentOf(app, order)).id}/approve`);
    expect(await app.expect(409, 'POST', `${at}/freeze`)).toMatchObject({
      code: 'wrong_state',
      state: 'closed',
    });
    const reconciled = await app.expect(200, 'POST', `${at}/reconcile`, { body: { note: 'Todo cuadra.' } });
    expect(reconciled).toMatchObject({
      raffle: { state: 'reconciled' },
      reconciliation: { note: 'Todo cuadra.' },
    });
    expect(await app.expect(409, 'POST', `${at}/draws`)).toMatchObject({ code: 'wrong_state' });
    const frozen = await app.expect<{ drawId: string }>(200, 'POST', `${at}/freeze`);
    expect(frozen).toMatchObject({ committed: true, raffle: { state: 'frozen' } });
    expect(await app.expect(200, 'POST', `${at}/freeze`)).toEqual(frozen);
    expect(await app.expect(409, 'POST', `${at}/draws`)).toMatchObject({ code: 'no_result' });

    const result = officialResult(drawAt);
    expect(await app.expect(409, 'POST', `${at}/lottery-results`, { body: result })).toMatchObject({
      code: 'result_refused',
    });
    await setNow(app.owner, new Date(drawAt.getTime() + 60_000).toISOString());
    const wrong = { ...result, lotteryDrawId: '2848' };
    expect(await app.expect(409, 'POST', `${at}/lottery-results`, { body: wrong })).toMatchObject({
      code: 'result_refused',
    });
    const smuggled = { ...result, number: '18' };
    expect(await app.expect(400, 'POST', `${at}/lottery-results`, { body: smuggled })).toMatchObject({
      errors: [{ field: 'number' }],
    });
    const { sourceUrl: _left, ...bare } = result;
    const sourceless = await app.expect(400, 'POST', `${at}/lottery-results`, { body: bare });
    expect(sourceless).toMatchObject({ errors: [{ field: 'sourceUrl' }] });
    const typo = await app.expect<{ id: string }>(201, 'POST', `${at}/lottery-results`, {
      body: { ...result, results: { first: '40281' } },
    });
    await app.expect(200, 'POST', `/lottery-results/${typo.id}/withdraw`);
    const entered = await app.expect<{ id: string }>(201, 'POST', `${at}/lottery-results`, { body: result });
    expect(await app.expect(409, 'POST', `${at}/lottery-results`, { body: result })).toMatchObject({
      code: 'one_stands',
    });
    await app.expect(200, 'POST', `/lottery-results/${entered.id}/confirm`);
    expect(await app.expect(409, 'POST', `/lottery-results/${entered.id}/withdraw`)).toMatchObject({
      code: 'wrong_state',
    });
    expect(await app.expect(200, 'GET', `${at}/lottery-results`)).toMatchObject({
      items: [{ id: entered.id, state: 'confirmed' }],
    });

    const drawn = await Promise.all(
      Array.from({ length: 20 }, (_, n) =>
        app.expect<{ id: string; outcome: string }>(
          200,
          'POST',
          `${at}/draws`,
          n % 2 === 0 ? {} : { headers: { 'idempotency-key': `draw-${n}` } },
        ),
      ),
    );
    expect(drawn.map(({ outcome }) => outcome).sort()).toEqual([
      ...Array<string>(19).fill('already'),
      'drawn',
    ]);
    const { outcome: _first, ...draw } = drawn[0]!;
    expect(draw).toEqual({
      id: frozen.drawId,
      issueNo: 1,
      manual: false,
      slots: [{ prizeId: 'first', unit: 1, status: 'won', number: '18' }],
    });
    expect(await app.expect(200, 'GET', at)).toMatchObject({ state: 'drawn' });
    expect(await audited(draw.id)).toEqual(['raffle.drawn']);
  });

  it('a picture of the official list goes with a result as it is, up to 10 MB', async () => {
    const raffle = await openRaffle(app);
    const at = `/raffles/${raffle.id}`;
    for (const step of ['close', 'reconcile', 'freeze']) await app.expect(200, 'POST', `${at}/${step}`);
    const drawAt = drawTime(raffle);
    await setNow(app.owner, new Date(drawAt.getTime() + 60_000).toISOString());
    const { sourceUrl: _left, ...bare } = officialResult(drawAt);
    const enter = (status: number, bytes: Buffer, content = bytes.toString('base64')): Promise<Entered> =>
      app.expect(status, 'POST', `${at}/lottery-results`, {
        body: { ...bare, sourceFile: { mediaType: 'image/png', content } },
      });
    const png = Buffer.alloc(10 * 1024 * 1024, 7);
    png.write('89504e470d0a1a0a', 'hex');
    const unusable = { errors: [{ field: expect.stringMatching(/^sourceFile/) }] };
    expect(await enter(400, Buffer.from('<script>'))).toMatchObject(unusable);
    expect(await enter(400, Buffer.alloc(0), '***')).toMatchObject(unusable);
    const { id, sourceFile } = await enter(201, png);
    expect(sourceFile).toEqual({ mediaType: 'image/png', size: png.length, sha256: expect.any(String) });
    const file = await app.call('GET', `/lottery-results/${id}/source`);
    expect(file.headers.get('content-disposition')).toContain('attachment');
    expect(file.headers.get('content-security-policy')).toContain('sandbox');
    expect(png.equals(Buffer.from(await file.arrayBuffer()))).toBe(true);
    await app.expect(404, 'GET', `/lottery-results/${newId()}/source`);
    expect(await audited(id)).toEqual(['lottery_result.entered']);
  });
});
