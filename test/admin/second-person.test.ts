import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { firstSignIn, newPerson, type Person } from '../support/sign-in.js';
import { setNow } from '../support/time.js';
import { AdminApp } from './app.js';
import { sell } from './evidence-story.js';
import { openRaffle, type Raffle } from './story.js';

const ACTA = { mediaType: 'application/pdf', content: Buffer.from('%PDF-1.7 acta').toString('base64') };

let app: AdminApp;
let ana: Person & { token: string };
let leo: Person & { token: string };

beforeAll(async () => {
  app = await AdminApp.start();
  const owner = async (): Promise<Person & { token: string }> => {
    const person = await newPerson(app, 'owner');
    return { ...person, ...(await firstSignIn(app, person)) };
  };
  [ana, leo] = [await owner(), await owner()];
});
afterAll(() => app.stop());

/** Sold and frozen; the announced time has come. */
async function frozen(terms: object = {}): Promise<{ at: string; drawId: string; drawAt: Date }> {
  await setNow(app.owner, null);
  const raffle: Raffle = await openRaffle(app, { salesMode: 'chat', ...terms });
  await sell(app, raffle);
  const at = `/raffles/${raffle.id}`;
  await app.expect(200, 'POST', `${at}/close`);
  await app.expect(200, 'POST', `${at}/reconcile`);
  const { drawId } = await app.expect<{ drawId: string }>(200, 'POST', `${at}/freeze`);
  const drawAt = new Date(Math.ceil(new Date(String(raffle['drawAt'])).getTime() / 1000) * 1000);
  await setNow(app.owner, new Date(drawAt.getTime() + 600_000).toISOString());
  return { at, drawId, drawAt };
}

/** Refused to who did the first half, in a session or by key, and to the other by key; then the other confirms. */
async function takesLeo(path: string): Promise<object> {
  const { key } = await app.expect<{ key: string }>(201, 'POST', '/api-keys', {
    body: { name: 'of Leo', scopes: ['draw'], userId: leo.id },
  });
  for (const who of [ana.token, key, undefined]) {
    const problem = await app.expect(409, 'POST', path, who === undefined ? {} : { key: who });
    expect(problem).toMatchObject({ code: 'needs_second_person' });
  }
  return app.expect<object>(200, 'POST', path, { key: await fresh(leo) });
}

/** Sessions last twelve hours; the stories take the clock weeks ahead. */
async function fresh({ id, token }: Person & { token: string }): Promise<string> {
  await app.owner.query(`update session set expires_at = app_now() + interval '1 hour' where user_id = $1`, [
    id,
  ]);
  return token;
}

function shown(path: string): Promise<string> {
  return fetch(`${app.origin}${path}`).then((response) => response.text());
}

async function entered(path: string, body: object): Promise<string> {
  return (await app.expect<{ id: string }>(201, 'POST', path, { key: await fresh(ana), body })).id;
}

const TWO = 'Una persona lo capturó y otra distinta lo confirmó.';

describe('with two owners', () => {
  it('a result and that a winner is put out are confirmed by the other, in a session of their own', async () => {
    const { at, drawId, drawAt } = await frozen();
    const id = await entered(`${at}/lottery-results`, {
      lotteryDrawId: '2847',
      source: 'Lotería Nacional',
      results: { first: '40218' },
      drawnAt: drawAt.toISOString(),
      sourceUrl: 'https://loteria.example.mx/2847',
    });
    expect(await takesLeo(`/lottery-results/${id}/confirm`)).toMatchObject({ state: 'confirmed' });
    const who = await app.database.first(
      'select entered_by, confirmed_by from lottery_result where id = $1',
      [id],
    );
    expect(who).toEqual({ entered_by: ana.id, confirmed_by: leo.id });
    await app.expect(200, 'POST', `${at}/draws`);
    expect(await shown(`/draws/${drawId}`)).toContain(TWO);

    const out = await entered(`/draws/${drawId}/disqualifications`, {
      prizeId: 'first',
      number: '18',
      reason: 'unclaimed',
      scope: 'ticket',
      comment: 'Nadie vino.',
    });
    expect(await takesLeo(`/disqualifications/${out}/confirm`)).toMatchObject({ state: 'confirmed' });
    expect(await shown(`/draws/${drawId}`)).toContain('Una persona lo propuso y otra distinta lo confirmó.');
  });

  it('so is what was drawn by hand', async () => {
    const drawMethod = { mode: 'manual', place: 'Salón Ejidal' };
    const prizes = [{ prizeId: 'first', name: 'Moto', units: 1 }];
    const { at, drawId, drawAt } = await frozen({ jurisdiction: 'US-ND', drawMethod, prizes });
    const id = await entered(`/draws/${drawId}/manual-results`, {
      drawnAt: new Date(drawAt.getTime() + 300_000).toISOString(),
      winners: [{ prizeId: 'first', number: '18' }],
      sourceFile: ACTA,
    });
    expect(await takesLeo(`/lottery-results/${id}/confirm`)).toMatchObject({ state: 'confirmed' });
    await app.expect(200, 'POST', `${at}/draws`);
    expect(await shown(`/draws/${drawId}`)).toContain(TWO);
  });
});
