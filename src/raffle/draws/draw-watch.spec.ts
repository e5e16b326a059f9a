import { describe, expect, it } from 'vitest';
import { alertDue, type WatchedDraw } from './draw-watch.js';

const MINUTE = 60_000;
const at = (minutes: number): Date => new Date(Date.UTC(2027, 2, 1, 12) + minutes * MINUTE);

/** Its list closes at minute 0, can be frozen until minute 240 and is drawn at minute 360. */
const waiting: WatchedDraw = {
  ordinal: 1,
  raffleState: 'closed',
  state: 'announced',
  closedAt: null,
  listClosesAt: at(0),
  until: at(240),
  drawAt: at(360),
  told: [],
};
const frozen: WatchedDraw = { ...waiting, raffleState: 'frozen', state: 'committed', closedAt: at(100) };

function told(draw: WatchedDraw, ...minutes: number[]): (string | null)[] {
  return minutes.map((minute) => alertDue(draw, at(minute)));
}

describe('That a list has to be frozen', () => {
  it('is told half an hour before the last moment, while it can still be done', () => {
    expect(told(waiting, 0, 209.9, 210, 240)).toEqual([null, null, 'freeze_due', 'freeze_due']);
    expect(told(waiting, 240.1, 359)).toEqual([null, null]);
  });

  it('is told in the middle of the time there is where that is less than an hour', () => {
    const short = { ...waiting, until: at(20) };
    expect(told(short, 9.9, 10, 20)).toEqual([null, 'freeze_due', 'freeze_due']);
  });

  it('is told before the end of the sale of a raffle closed by hand, where a beacon’s lead leaves no time after it', () => {
    const early = { ...waiting, until: at(-60) };
    expect(told(early, -91, -90, -60, 0)).toEqual([null, 'freeze_due', 'freeze_due', null]);
    for (const change of [{ raffleState: 'open' as const }, { ordinal: 2 }])
      expect(told({ ...early, ...change }, -90, -60, 0)).toEqual([null, null, null]);
  });

  it('is told nobody who has frozen it', () => expect(told(frozen, 220)).toEqual([null]));

  it.each(['open', 'paused', 'reconciled'] as const)('is told of a raffle that is %s, too', (raffleState) => {
    expect(told({ ...waiting, raffleState }, 220)).toEqual(['freeze_due']);
  });
});

describe('That a draw is late', () => {
  it('is told within five minutes of the announced time, at a look a minute', () => {
    for (const draw of [waiting, frozen])
      expect(told(draw, 360, 362.9, 363, 364)).toEqual([null, null, 'draw_late', 'draw_late']);
  });

  it.each(['pending', 'drawn'] as const)('is not told of one that is %s', (state) => {
    expect(told({ ...frozen, state }, 1_000)).toEqual([null]);
  });
});

describe('Nothing is told', () => {
  it.each(['cancelled', 'settled'] as const)('of a raffle that is %s', (raffleState) => {
    for (const draw of [waiting, frozen])
      expect(told({ ...draw, raffleState }, 220, 1_000)).toEqual([null, null]);
  });

  it('twice, but one thing after the other', () => {
    const reminded: WatchedDraw = { ...waiting, told: ['freeze_due'] };
    expect(told(reminded, 220, 363)).toEqual([null, 'draw_late']);
    expect(told({ ...reminded, told: ['freeze_due', 'draw_late'] }, 363)).toEqual([null]);
  });
});
