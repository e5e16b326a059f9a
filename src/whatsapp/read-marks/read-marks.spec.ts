import { describe, expect, it } from 'vitest';
import type { SeenMessage } from '../../platform/index.js';
import { chooseMarks, restAfter, withMessage, type WaitingMark } from './read-marks.js';

const NOON = new Date('2026-11-25T12:00:00Z');
const message = (n: number, changes: Partial<SeenMessage> = {}): SeenMessage => ({
  itemId: String(n),
  channelId: 'one',
  contactId: `contact ${n}`,
  wamid: `wamid.${n}`,
  sentAt: new Date(NOON.getTime() + n * 1_000),
  answered: false,
  ...changes,
});
const mark = (n: number, channelId = 'one'): WaitingMark =>
  withMessage(undefined, message(n, { channelId }), 0);

describe('messages of one chat', () => {
  it('are marked with the newest, in whatever order they came', () => {
    for (const [first, second] of [
      [1, 2],
      [2, 1],
    ] as const) {
      const waiting = withMessage(withMessage(undefined, message(first), 0), message(second), 5);
      expect([waiting.newest.wamid, waiting.since]).toEqual(['wamid.2', 5]);
    }
  });

  it('sent in the same second are marked with the one that came last', () => {
    const [first, second] = [message(1), message(2, { sentAt: message(1).sentAt })];
    expect(withMessage(withMessage(undefined, first, 0), second, 0).newest).toBe(second);
  });

  it('remember which of them were answered, the last few', () => {
    let waiting: WaitingMark | undefined;
    for (let n = 1; n <= 12; n++) waiting = withMessage(waiting, message(n, { answered: n !== 11 }), 0);
    expect(waiting?.answered).toEqual(['4', '5', '6', '7', '8', '9', '10', '12']);
  });
});

describe('marks that go now', () => {
  it('are as many as the number has places, those first that wait longest', () => {
    const waiting = [mark(1), mark(2, 'two'), mark(3), mark(4)];
    const room = new Map([
      ['one', 2],
      ['two', 5],
    ]);
    expect(chooseMarks(waiting, room, 16)).toEqual([waiting[0], waiting[1], waiting[2]]);
    expect(chooseMarks(waiting, room, 1)).toEqual([waiting[0]]);
    expect(room.get('one')).toBe(2);
  });

  it('are none of a number that is stopped or busy', () => {
    expect(chooseMarks([mark(1)], new Map(), 16)).toEqual([]);
    expect(chooseMarks([mark(1)], new Map([['one', 0]]), 16)).toEqual([]);
  });
});

describe('a number', () => {
  const refused = (code: number | null, pauseMs = 0): number => restAfter({ kind: 'refused', code, pauseMs });

  it('goes on marking after a message Meta does not know, and rests after anything else', () => {
    expect(restAfter({ kind: 'marked' })).toBe(0);
    expect([100, 131009].map((code) => refused(code))).toEqual([0, 0]);
    expect([190, 130429, 4, null].map((code) => refused(code))).toEqual(Array(4).fill(60_000));
    expect(restAfter({ kind: 'no_answer' })).toBe(10_000);
  });

  it('rests as long as Meta asks', () => {
    expect([refused(130429, 300_000), refused(4, 1_000), refused(100, 5_000)]).toEqual([
      300_000, 60_000, 5_000,
    ]);
  });
});
