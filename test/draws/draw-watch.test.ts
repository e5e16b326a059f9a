import { randomBytes } from 'node:crypto';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { seedHash } from '../../src/fair-draw/index.js';
import { Alerts, Jobs, readConfig, Ticker } from '../../src/platform/index.js';
import { DrawWatch, type RaffleTerms } from '../../src/raffle/index.js';
import { DrawRoom } from './draw-room.js';
import { hours, PRE, PreDrawStory } from './pre-draw-story.js';

let draws: DrawRoom;
let story: PreDrawStory;
let watch: DrawWatch;
beforeAll(async () => {
  draws = await DrawRoom.open();
  story = new PreDrawStory(draws);
  const config = readConfig({ DEMO: '1' });
  const alerts = new Alerts(config, draws.room.database, new Jobs(), draws.metrics);
  watch = new DrawWatch(draws.room.database, new Ticker(config), alerts);
});
afterAll(() => draws.close());
beforeEach(() => story.at(0));

interface Told {
  kind: string;
  severity: string;
  message: string;
  times: number;
}

/** What was told of a draw, in order. */
function told(drawId: string): Promise<Told[]> {
  return draws.room.database.rows<Told & Record<string, unknown>>(
    'select kind, severity, message, times from alert where message like $1 order by id',
    [`Draw ${drawId} %`],
  );
}

/** What has been told of a draw once its alerts were looked for at an hour of the story. */
async function toldAt(hour: number, drawId: string): Promise<string[]> {
  await story.at(hour);
  await watch.watch();
  return (await told(drawId)).map(({ kind }) => kind);
}

/** The sale ends at hour 48, the list can be frozen until hour 70, the draw is at hour 72. */
async function closed(terms: Partial<RaffleTerms> = {}) {
  const times = { salesCloseAt: hours(48), drawAt: hours(72) };
  const { raffle } = await draws.sold([[3], [17]], { ...times, ...terms });
  return { raffle, draw: await draws.mainDraw(raffle.id) };
}

/** Its list is frozen at hour 60. */
async function frozen(terms: Partial<RaffleTerms> = {}) {
  const { raffle } = await closed(terms);
  await story.at(60);
  return { raffle, draw: await draws.frozen(raffle.id) };
}

const MINUTE = 1 / 60;

describe('A list that is not frozen', () => {
  it('is told of half an hour before the last moment, once, also where somebody took note of it', async () => {
    const { draw } = await closed();
    expect(await toldAt(69.4, draw.id)).toEqual([]);
    expect(await toldAt(69.5, draw.id)).toEqual(['freeze_due']);
    await draws.room.owner.query('update alert set acknowledged_at = app_now()');
    expect(await toldAt(69.6, draw.id)).toEqual(['freeze_due']);
    expect(await told(draw.id)).toMatchObject([
      { severity: 'warning', times: 1, message: expect.stringContaining('until 2027-03-04T10:00:00Z') },
    ]);
  });

  it('is late after the announced time, and said never to be drawn', async () => {
    const { draw } = await closed();
    expect(await toldAt(71, draw.id)).toEqual([]);
    expect(await toldAt(72 + 4 * MINUTE, draw.id)).toEqual(['draw_late']);
    expect(await told(draw.id)).toMatchObject([
      { severity: 'warning', message: expect.stringContaining('so it can never be drawn') },
    ]);
  });

  it('is told once, however many copies of the service look at the same time', async () => {
    const { draw } = await closed();
    await story.at(73);
    await Promise.all(Array.from({ length: 20 }, () => watch.watch()));
    expect(await told(draw.id)).toMatchObject([{ kind: 'draw_late', times: 1 }]);
  });

  it('of a draw before the main one is told of while the sale goes on', async () => {
    const { pre } = await story.onSale({ preDraws: [{ ...PRE, drawAt: hours(11.5) }] });
    expect(await toldAt(10.2, pre.id)).toEqual([]);
    expect(await toldAt(10.25, pre.id)).toEqual(['freeze_due']);
    expect(await toldAt(11.6, pre.id)).toEqual(['freeze_due', 'draw_late']);
    const [due] = await told(pre.id);
    expect(due?.message).toContain('Presorteo de marzo · Italika 250Z');
    expect(due?.message).toContain(`POST /api/v1/draws/${pre.id}/freeze`);
  });
});

describe('A frozen draw nobody has drawn', () => {
  it('says that its result is not entered', async () => {
    const { draw } = await frozen();
    expect(await toldAt(72, draw.id)).toEqual([]);
    expect(await toldAt(72 + 4 * MINUTE, draw.id)).toEqual(['draw_late']);
    expect((await told(draw.id))[0]?.message).toContain('The result of LN, draw 2862, is not entered');
  });

  it('says that its result waits to be confirmed', async () => {
    const { draw } = await frozen();
    await story.at(72);
    await draws.enter(await draws.result(draw.id, '12345', '00042'));
    expect(await toldAt(72.1, draw.id)).toEqual(['draw_late']);
    expect((await told(draw.id))[0]?.message).toContain('2862 was entered and waits to be confirmed');
  });

  it('says that its result is confirmed and nobody has carried it out', async () => {
    const { draw } = await frozen();
    await story.at(72);
    await draws.confirmed(draw.id, '12345', '00042');
    expect(await toldAt(72.1, draw.id)).toEqual(['draw_late']);
    expect((await told(draw.id))[0]?.message).toContain('nobody has carried it out');
  });

  it('says whose seeds are not revealed', async () => {
    const { room } = draws;
    const draft = await room.draft({ salesCloseAt: hours(48), drawAt: hours(72) });
    const [first, second] = [randomBytes(32), randomBytes(32)];
    const seeds = [first, second].map((seed, at) => ({
      party: `Testigo ${at + 1}`,
      seedHash: seedHash(`${draft.id}:1`, seed),
    }));
    await room.database.transact((tx) =>
      room.raffles.update(tx, draft.id, {
        drawMethod: { mode: 'commit_reveal', seeds, external: { kind: 'none' } },
      }),
    );
    await room.publication.publish(draft.id);
    await draws.paid(draft.id, await room.person(), [5]);
    await room.database.transact((tx) => room.raffles.close(tx, draft.id));
    await story.at(60);
    const { id } = await draws.frozen(draft.id);
    await room.database.transact((tx) => draws.seeds.reveal(tx, id, first, draws.actor));
    expect(await toldAt(72.1, id)).toEqual(['draw_late']);
    expect((await told(id))[0]?.message).toContain('Not revealed: seed of Testigo 2');
  });

  it('is not told of here where it waits for a beacon, which has an alert of its own', async () => {
    const { draw } = await frozen({ drawMethod: { mode: 'drand', minLeadS: 600 } });
    expect(await toldAt(72.5, draw.id)).toEqual([]);
  });
});

describe('Nobody hears', () => {
  it('of a draw that was drawn in time', async () => {
    const { raffle, draw } = await frozen();
    await story.at(72);
    await draws.confirmed(draw.id, '12345', '00042');
    await draws.draw(raffle.id);
    expect(await toldAt(80, draw.id)).toEqual([]);
  });

  it.each(['cancelled', 'settled'])('of a draw whose raffle is %s', async (state) => {
    const { raffle, draw } = await closed();
    await draws.room.owner.query('update raffle set state = $2 where id = $1', [raffle.id, state]);
    expect(await toldAt(69.6, draw.id)).toEqual([]);
    expect(await toldAt(80, draw.id)).toEqual([]);
  });

  it('of a raffle that is on sale', async () => {
    const { raffle } = await story.onSale();
    const { id } = await draws.mainDraw(raffle.id);
    expect(await toldAt(47, id)).toEqual([]);
  });
});
