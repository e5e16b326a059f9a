import { randomBytes } from 'node:crypto';
import { EXAMPLE } from '../../src/admin/http/examples.js';
import { seedHash } from '../../src/fair-draw/index.js';
import { draftBroadcast } from '../broadcast/audience.js';
import { makeContacts } from '../support/people.js';
import { raffleBody } from '../support/raffle.js';
import { setNow } from '../support/time.js';
import { until } from '../support/until.js';
import type { AdminApp } from './app.js';
import { drawn } from './evidence-story.js';
import { apiKey, newcomer, owner, settingUp, signedIn, somebody } from './openapi-people.js';
import { fetchedPayment, hold, openRaffle, paymentOf, sendReceipt, type Raffle } from './story.js';

/** What stands in an example, and what takes its place. */
export type Replacements = Readonly<Record<string, string>>;

type Fixture = (app: AdminApp) => Promise<Replacements>;

const none: Fixture = () => Promise.resolve({});

const draft: Fixture = async (app) => {
  const { id } = await app.expect<Raffle>(201, 'POST', '/raffles', { body: raffleBody() });
  return { [EXAMPLE.raffleId]: id, 'moto-enero': `moto-${randomBytes(4).toString('hex')}` };
};

/** 1,000 numbers of three digits. */
const open: Fixture = async (app) => {
  const { id } = await openRaffle(app, raffleBody());
  return { [EXAMPLE.raffleId]: id };
};

function after(before: Fixture, ...steps: string[]): Fixture {
  return async (app) => {
    const ids = await before(app);
    for (const step of steps) await app.expect(200, 'POST', `/raffles/${ids[EXAMPLE.raffleId]}/${step}`);
    return ids;
  };
}

const closed = after(open, 'close');
const reconciled = after(closed, 'reconcile');

/** The id of its main draw beside that of the raffle. */
function withDraw(before: Fixture): Fixture {
  return async (app) => {
    const ids = await before(app);
    const raffle = ids[EXAMPLE.raffleId] ?? '';
    const row = await app.database.first<{ id: string }>('select id from draw where raffle_id = $1', [
      raffle,
    ]);
    return { ...ids, [EXAMPLE.drawId]: row?.id ?? '' };
  };
}

/** A draw before the main one whose list may be closed now. */
const listClosed: Fixture = async (app) => {
  const hours = (later: number): string => new Date(Date.now() + later * 3_600_000).toISOString();
  const { drawMethod } = raffleBody() as { drawMethod: object };
  const prizes = [{ prizeId: 'first', name: 'Casco', units: 1, extract: ['last3'] }];
  const preDraws = [{ name: 'Presorteo', listClosesAt: hours(1), drawAt: hours(9), drawMethod, prizes }];
  const { id } = await openRaffle(app, raffleBody({ preDraws }));
  await setNow(app.owner, hours(2));
  const row = await app.database.first<{ id: string }>(
    'select id from draw where raffle_id = $1 and ordinal = 2',
    [id],
  );
  return { [EXAMPLE.raffleId]: id, [EXAMPLE.drawId]: row?.id ?? '' };
};

/** The list stands, and it is some hours before the draw. */
const frozen: Fixture = async (app) => {
  const ids = await reconciled(app);
  await setNow(app.owner, '2037-01-31T10:00:00-06:00');
  const raffle = ids[EXAMPLE.raffleId];
  await app.owner.query('update raffle set draw_at = $2 where id = $1', [raffle, '2037-02-01T02:00:00Z']);
  const { drawId } = await app.expect<{ drawId: string }>(200, 'POST', `/raffles/${raffle}/freeze`);
  await setNow(app.owner, '2037-01-31T13:00:00-06:00');
  return { ...ids, [EXAMPLE.drawId]: drawId };
};

/** The list stands and the lottery of the examples has been drawn. */
const waiting: Fixture = async (app) => {
  const ids = await after(reconciled, 'freeze')(app);
  await setNow(app.owner, '2037-02-02T00:00:00Z');
  return ids;
};

/** Number 218 is in the list of a draw by hand whose time has come. */
const byHand: Fixture = async (app) => {
  const drawMethod = { mode: 'manual', place: 'Salón Ejidal, calle 5' };
  const prizes = [{ prizeId: 'first', name: 'Moto', units: 1 }];
  const raffle = await openRaffle(app, raffleBody({ drawMethod, prizes }));
  const order = await hold(app, raffle, ['218']);
  await sendReceipt(app, order);
  await app.expect(200, 'POST', `/payments/${(await paymentOf(app, order)).id}/approve`);
  const at = `/raffles/${raffle.id}`;
  await app.expect(200, 'POST', `${at}/close`);
  await app.expect(200, 'POST', `${at}/reconcile`, { body: {} });
  const { drawId } = await app.expect<{ drawId: string }>(200, 'POST', `${at}/freeze`);
  await setNow(app.owner, '2037-02-02T00:00:00Z');
  return { [EXAMPLE.raffleId]: raffle.id, [EXAMPLE.drawId]: drawId };
};

const entered: Fixture = async (app) => {
  const ids = await waiting(app);
  const body = {
    lotteryDrawId: '2847',
    drawnAt: '2037-01-31T20:00:00-06:00',
    source: 'Lotería Nacional',
    results: { first: '40218' },
    sourceFile: { mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7').toString('base64') },
  };
  const { id } = await app.expect<{ id: string }>(
    201,
    'POST',
    `/raffles/${ids[EXAMPLE.raffleId]}/lottery-results`,
    { body },
  );
  return { ...ids, [EXAMPLE.resultId]: id };
};

const confirmed: Fixture = async (app) => {
  const ids = await entered(app);
  await app.expect(200, 'POST', `/lottery-results/${ids[EXAMPLE.resultId]}/confirm`);
  return ids;
};

/** Drawn: number 218 has the prize. */
const wonBy218: Fixture = async (app) => {
  const raffle = await openRaffle(app, raffleBody());
  const held = await hold(app, raffle, ['218']);
  await sendReceipt(app, held);
  await app.expect(200, 'POST', `/payments/${(await paymentOf(app, held)).id}/approve`);
  return { [EXAMPLE.raffleId]: raffle.id, [EXAMPLE.drawId]: await drawn(app, raffle) };
};

const proposed: Fixture = async (app) => {
  const ids = await wonBy218(app);
  const at = `/draws/${ids[EXAMPLE.drawId]}/disqualifications`;
  const body = { prizeId: 'first', number: '218', reason: 'fraud', scope: 'ticket', comment: 'Falso.' };
  const { id } = await app.expect<{ id: string }>(201, 'POST', at, { body });
  return { ...ids, [EXAMPLE.disqualificationId]: id };
};

/** Drawn, and its evidence written. */
const evidenced: Fixture = async (app) => {
  const ids = await confirmed(app);
  const at = `/raffles/${ids[EXAMPLE.raffleId]}`;
  await app.expect(200, 'POST', `${at}/draws`);
  await until('the evidence is written', async () => (await app.call('GET', `${at}/evidence.zip`)).ok);
  return ids;
};

/** The list stands and the witness of the example may speak: 32 zero bytes were promised. */
const witnessed: Fixture = async (app) => {
  const raffle = await app.expect<Raffle>(201, 'POST', '/raffles', { body: raffleBody() });
  const seeds = [{ party: 'Notaría 5', seedHash: seedHash(`${raffle.id}:1`, new Uint8Array(32)) }];
  const drawMethod = { mode: 'commit_reveal', seeds, external: { kind: 'none' } };
  await app.expect(200, 'PATCH', `/raffles/${raffle.id}`, { body: { drawMethod } });
  await app.expect(200, 'POST', `/raffles/${raffle.id}/publish`, { body: {} });
  for (const step of ['close', 'reconcile']) await app.expect(200, 'POST', `/raffles/${raffle.id}/${step}`);
  const { drawId } = await app.expect<{ drawId: string }>(200, 'POST', `/raffles/${raffle.id}/freeze`);
  return { [EXAMPLE.drawId]: drawId };
};

const order: Fixture = async (app) => {
  const raffle = await openRaffle(app);
  const { id } = await hold(app, raffle, ['01']);
  return { [EXAMPLE.raffleId]: raffle.id, [EXAMPLE.orderId]: id };
};

const payment: Fixture = async (app) => {
  const raffle = await openRaffle(app);
  const held = await hold(app, raffle, ['01']);
  await sendReceipt(app, held);
  const { id, receipts } = await fetchedPayment(app, held);
  return {
    [EXAMPLE.raffleId]: raffle.id,
    [EXAMPLE.paymentId]: id,
    [EXAMPLE.receiptId]: receipts[0]?.id ?? '',
  };
};

function chat(withHuman: boolean): Fixture {
  return async (app) => {
    const [contactId = ''] = await makeContacts(app.database, 1);
    const channelId =
      (await app.database.first<{ id: string }>('select id from channel order by created_at limit 1'))?.id ??
      '';
    await app.database.transact((tx) =>
      tx.run(
        `insert into conversation (channel_id, contact_id, state, with_human_since) values ($1, $2, '{}', case when $3 then app_now() end)`,
        [channelId, contactId, withHuman],
      ),
    );
    return { [EXAMPLE.channelId]: channelId, [EXAMPLE.contactId]: contactId };
  };
}

/** A status may always be replayed, and folds onto nothing. */
const parked: Fixture = async (app) => {
  const body = Buffer.from(
    '{"entry":[{"changes":[{"field":"messages","value":{"statuses":[{"id":"wamid.1","status":"read"}]}}]}]}',
  );
  const row = await app.database.first<{ id: string }>(
    `with delivery as (insert into webhook_delivery (body) values ($1) returning id)
     insert into inbox (kind, state, field, delivery_id, entry_index, change_index, item_index)
     select 'status', 'parked', 'messages', id, 0, 0, 0 from delivery returning id`,
    [body],
  );
  return { '1042': row?.id ?? '' };
};

const channel: Fixture = async (app) => {
  const row = await app.database.first<{ id: string }>('select id from channel order by created_at limit 1');
  return { [EXAMPLE.channelId]: row?.id ?? '' };
};

const alert: Fixture = async (app) => {
  const row = await app.database.first<{ id: string }>(
    `insert into alert (kind, severity, message) values ('pin_changed', 'critical', $1) returning id`,
    [randomBytes(8).toString('hex')],
  );
  return { '1077': row?.id ?? '' };
};

const person: Fixture = async (app) => {
  const raffle = await openRaffle(app);
  const { contactId } = await hold(app, raffle, ['01']);
  return { [EXAMPLE.contactId]: contactId };
};

/** A broadcast somebody would get; with `to`, moved on. */
function broadcast(...to: string[]): Fixture {
  return async (app) => {
    const { channelId, id } = await draftBroadcast(app);
    for (const step of to) await app.expect(200, 'POST', `/broadcasts/${id}/${step}`);
    return { [EXAMPLE.channelId]: channelId, [EXAMPLE.broadcastId]: id };
  };
}

const offer: Fixture = async (app) => {
  const raffle = await open(app);
  const { channelId } = await draftBroadcast(app);
  return { ...raffle, [EXAMPLE.channelId]: channelId };
};

const API = '/api/v1';

/** For each operation a world in which its example makes sense. */
export const fixtures: Readonly<Record<string, Fixture>> = {
  [`GET ${API}/channels`]: none,
  [`GET ${API}/doctor`]: none,
  [`POST ${API}/channels`]: none,
  [`POST ${API}/channels/{id}/resume`]: channel,
  [`GET ${API}/alerts`]: alert,
  [`POST ${API}/alerts/{id}/acknowledge`]: alert,
  [`GET ${API}/raffles`]: open,
  [`POST ${API}/raffles`]: none,
  [`GET ${API}/raffles/{id}`]: open,
  [`PATCH ${API}/raffles/{id}`]: draft,
  [`POST ${API}/raffles/{id}/publish`]: draft,
  [`POST ${API}/raffles/{id}/pause`]: open,
  [`POST ${API}/raffles/{id}/resume`]: after(open, 'pause'),
  [`POST ${API}/raffles/{id}/close`]: open,
  [`GET ${API}/raffles/{id}/tickets`]: open,
  [`GET ${API}/raffles/{id}/stats`]: payment,
  [`GET ${API}/raffles/{id}/notice-estimate`]: payment,
  [`GET ${API}/raffles/{id}/draw-preview`]: draft,
  [`POST ${API}/raffles/{id}/reconcile`]: closed,
  [`POST ${API}/raffles/{id}/freeze`]: reconciled,
  [`GET ${API}/raffles/{id}/lottery-results`]: entered,
  [`POST ${API}/raffles/{id}/lottery-results`]: waiting,
  [`GET ${API}/lottery-results/{id}/source`]: entered,
  [`POST ${API}/lottery-results/{id}/confirm`]: entered,
  [`POST ${API}/lottery-results/{id}/withdraw`]: entered,
  [`GET ${API}/draws/{id}/disqualifications`]: proposed,
  [`POST ${API}/draws/{id}/disqualifications`]: wonBy218,
  [`POST ${API}/disqualifications/{id}/confirm`]: proposed,
  [`POST ${API}/disqualifications/{id}/withdraw`]: proposed,
  [`POST ${API}/draws/{id}/seeds`]: witnessed,
  [`POST ${API}/raffles/{id}/draws`]: confirmed,
  [`GET ${API}/raffles/{id}/draws`]: open,
  [`POST ${API}/draws/{id}/freeze`]: listClosed,
  [`GET ${API}/draws/{id}/lottery-results`]: withDraw(entered),
  [`POST ${API}/draws/{id}/lottery-results`]: withDraw(waiting),
  [`POST ${API}/draws/{id}/manual-results`]: byHand,
  [`POST ${API}/draws/{id}/execute`]: withDraw(confirmed),
  [`GET ${API}/raffles/{id}/evidence.zip`]: evidenced,
  [`GET ${API}/draws/{id}/ticket-sheet.pdf`]: frozen,
  [`GET ${API}/draws/{id}/pins`]: frozen,
  [`POST ${API}/draws/{id}/pins`]: frozen,
  [`POST ${API}/raffles/{id}/poster`]: open,
  [`DELETE ${API}/raffles/{id}/poster`]: open,
  [`GET ${API}/costs`]: order,
  [`GET ${API}/contacts`]: person,
  [`GET ${API}/contacts/{id}`]: person,
  [`GET ${API}/contacts/{id}/timeline`]: person,
  [`GET ${API}/orders`]: order,
  [`POST ${API}/orders`]: open,
  [`GET ${API}/orders/{id}`]: order,
  [`GET ${API}/payments`]: payment,
  [`GET ${API}/payments/{id}`]: payment,
  [`GET ${API}/payments/{id}/receipts/{receiptId}`]: payment,
  [`POST ${API}/payments/{id}/approve`]: payment,
  [`POST ${API}/payments/{id}/reject`]: payment,
  [`GET ${API}/conversations`]: chat(true),
  [`POST ${API}/conversations/{id}/claim`]: chat(false),
  [`POST ${API}/conversations/{id}/reply`]: chat(true),
  [`POST ${API}/conversations/{id}/release`]: chat(true),
  [`GET ${API}/webhook-events`]: parked,
  [`GET ${API}/webhook-events/tests`]: parked,
  [`GET ${API}/webhook-events/{id}`]: parked,
  [`POST ${API}/webhook-events/{id}/replay`]: parked,
  [`POST ${API}/webhook-events/{id}/skip`]: parked,
  [`GET ${API}/broadcasts`]: broadcast(),
  [`POST ${API}/broadcasts`]: offer,
  [`GET ${API}/broadcasts/{id}`]: broadcast('start'),
  [`POST ${API}/broadcasts/{id}/start`]: broadcast(),
  [`POST ${API}/broadcasts/{id}/stop`]: broadcast('start'),
  [`POST ${API}/sessions`]: newcomer,
  [`GET ${API}/sessions/current`]: signedIn,
  [`DELETE ${API}/sessions/current`]: signedIn,
  [`POST ${API}/sessions/current/password`]: signedIn,
  [`POST ${API}/sessions/current/second-factor`]: signedIn,
  [`POST ${API}/sessions/current/second-factor/confirm`]: settingUp,
  [`POST ${API}/users/{id}/reset-sign-in`]: somebody,
  [`GET ${API}/users`]: none,
  [`POST ${API}/users`]: none,
  [`GET ${API}/api-keys`]: apiKey,
  [`POST ${API}/api-keys`]: owner,
  [`DELETE ${API}/api-keys/{id}`]: apiKey,
  [`GET ${API}/audit`]: none,
};
