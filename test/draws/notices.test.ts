import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fingerprintOf } from '../../src/kernel/index.js';
import { Jobs, JobTasks, type Transaction } from '../../src/platform/index.js';
import { NoticesWorker } from '../../src/raffle/index.js';
import { ContactMerge } from '../../src/whatsapp/contacts/contact-merge.repository.js';
import { DrawRoom, METHOD, waits } from './draw-room.js';

let draws: DrawRoom;
beforeAll(async () => {
  draws = await DrawRoom.open();
});
afterAll(() => draws.close());

/** News of draws in mailboxes, in the order they were put there. */
async function told(
  drawId: string,
): Promise<{ contact: string; news: { type: string; issueNo?: number } }[]> {
  return draws.room.database.rows(
    `select contact_id as contact, news from inbox where kind = 'news' and news->>'drawId' = $1 order by id`,
    [drawId],
  );
}

describe('When the list is frozen', () => {
  it('every buyer is told its fingerprint and what decides, once', async () => {
    const { raffle, people } = await draws.sold([[7, 8], [45], []]);
    const draw = await draws.frozen(raffle.id);
    await draws.tellAll(draw.id, 0);
    const news = await told(draw.id);
    expect(news.map(({ contact }) => contact).sort()).toEqual(people.slice(0, 2).sort());
    expect(news[0]?.news).toEqual({
      type: 'list_frozen',
      raffleId: raffle.id,
      raffleTitle: raffle.title,
      drawId: draw.id,
      drawName: null,
      byHand: false,
      size: 3,
      fingerprint: fingerprintOf(draw.paper!.commitmentHash.toString('hex')),
      drawAt: raffle.drawAt.toISOString(),
      timeZone: raffle.timeZone,
      decidedBy: { kind: 'lottery', source: 'LN', id: '2862' },
    });
  });
});

describe('When the draw was carried out', () => {
  it('nobody hears twice of having won who turns out to be somebody else while buyers are told', async () => {
    const { raffle, people } = await draws.sold([[1], [7], [45]]);
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00045');
    await draws.draw(raffle.id);
    const older = await draws.room.person();
    await draws.notices.tellNext({ drawId: draw.id, issueNo: 1 });
    const merged = await draws.room.database.transact((tx) =>
      new ContactMerge().merge(tx, older, people[1]!),
    );
    expect(merged).toBe('merged');
    await draws.notices.tellNext({ drawId: draw.id, issueNo: 1 });
    const won = (await told(draw.id)).filter(({ news }) => news.type === 'draw_won');
    expect(won.map(({ news }) => news)).toMatchObject([{ number: '07' }, { number: '45' }]);
  });

  it('the winners are told first, then every other buyer with their own numbers, each once', async () => {
    const { raffle, people } = await draws.sold([[1, 2], [7], [3], [45]]);
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00045');
    await draws.draw(raffle.id);
    await draws.tellAll(draw.id, 1);
    const news = await told(draw.id);
    expect(news.slice(0, 2)).toEqual([
      {
        contact: people[1],
        news: expect.objectContaining({ type: 'draw_won', number: '07', prizeName: 'Italika 250Z' }),
      },
      {
        contact: people[3],
        news: expect.objectContaining({ type: 'draw_won', number: '45', prizeName: 'Casco' }),
      },
    ]);
    expect(news).toHaveLength(4);
    expect(news.find(({ contact }) => contact === people[0])?.news).toEqual({
      type: 'draw_result',
      raffleId: raffle.id,
      raffleTitle: raffle.title,
      drawId: draw.id,
      drawName: null,
      byHand: false,
      issueNo: 1,
      pending: false,
      waitsFor: 'lottery',
      out: [],
      winners: [
        { prizeName: 'Italika 250Z', number: '07', status: 'won' },
        { prizeName: 'Casco', number: '45', status: 'won' },
      ],
      mine: ['01', '02'],
      inMainDraw: false,
    });
  });

  it('a winner of two prizes is told of both, where the rules allow it', async () => {
    const { raffle } = await draws.sold([[7, 45]], { onePrizePerHolder: false });
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00045');
    await draws.draw(raffle.id);
    await draws.tellAll(draw.id, 1);
    expect((await told(draw.id)).map(({ news }) => news.type)).toEqual(['draw_won', 'draw_won']);
  });

  it('a prize decided later is told to all again, and only its winner has won', async () => {
    const { raffle, people } = await draws.sold([[7], [45]], { drawMethod: { ...METHOD, onMiss: waits(3) } });
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00099');
    await draws.draw(raffle.id);
    await draws.tellAll(draw.id, 1);
    await draws.confirmed(draw.id, '00001', '00045', '2863');
    await draws.draw(raffle.id);
    await draws.tellAll(draw.id, 2);
    const news = await told(draw.id);
    expect(
      news.map(({ contact, news: { type, issueNo } }) => [people.indexOf(contact), type, issueNo]),
    ).toEqual([
      [0, 'draw_won', 1],
      [1, 'draw_result', 1],
      [1, 'draw_won', 2],
      [0, 'draw_result', 2],
    ]);
    expect(news[1]?.news).toMatchObject({
      pending: true,
      winners: [{ number: '07' }, { number: null, status: 'pending' }],
    });
  });

  it('1,100 buyers are told by several jobs, some of which die or run twice, and nobody hears it twice', async () => {
    const raffle = await draws.raffle({ emission: 2_000, width: 4, priceMinor: 0, salesMode: 'free' });
    const people = await draws.room.people(1_100);
    for (let from = 0; from < people.length; from += 10) {
      const ten = people.slice(from, from + 10);
      await Promise.all(ten.map((contactId, place) => draws.room.held(raffle.id, contactId, [from + place])));
    }
    await draws.room.database.transact((tx) => draws.room.raffles.close(tx, raffle.id));
    const draw = await draws.frozen(raffle.id);
    await draws.confirmed(draw.id, '00007', '00045');
    await draws.draw(raffle.id);
    const { database } = draws.room;
    const dying = new NoticesWorker(database, new DyingJobs(), new JobTasks());
    const notice = { drawId: draw.id, issueNo: 1 };
    await expect(dying.tellNext(notice)).rejects.toThrow('killed');
    expect(await told(draw.id)).toEqual([]);
    await draws.notices.tellNext(notice);
    await Promise.all([draws.notices.tellNext(notice), draws.notices.tellNext(notice)]);
    expect(await waitingJobs(draw.id)).toBeGreaterThan(0);
    await draws.tellAll(draw.id, 1);
    const news = await told(draw.id);
    expect(new Set(news.map(({ contact }) => contact)).size).toBe(1_100);
    expect(news).toHaveLength(1_100);
  });
});

/** Dies after a batch was put into the mailboxes, before it is committed. */
class DyingJobs extends Jobs {
  override add(_tx: Transaction): Promise<void> {
    return Promise.reject(new Error('killed'));
  }
}

async function waitingJobs(drawId: string): Promise<number> {
  const { rows } = await draws.room.owner.query<{ jobs: number }>(
    `select count(*)::int as jobs from jobs._private_jobs where payload->>'drawId' = $1 and payload->>'issueNo' = '1'`,
    [drawId],
  );
  return rows[0]!.jobs;
}
