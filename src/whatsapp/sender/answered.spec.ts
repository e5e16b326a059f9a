import { expect, it } from 'vitest';
import { showsAnswer } from './answered.js';

const refused = (code: number, httpStatus = 400) => showsAnswer({ kind: 'refused', code, httpStatus });

it('a Meta that answers is not down, whatever it says, unless it says that it has trouble', () => {
  expect(showsAnswer({ kind: 'accepted', wamid: 'wamid.A', note: null })).toBe(true);
  expect([131026, 190, 130429, 131056, 131057].map((code) => refused(code))).toEqual(Array(5).fill(true));
  expect([1, 2, 131000, 131016].map((code) => refused(code, 500))).toEqual(Array(4).fill(false));
  expect([showsAnswer({ kind: 'lost' }), showsAnswer({ kind: 'not_sent' })]).toEqual([false, false]);
});

it('what did not come as far says nothing', () => {
  expect(showsAnswer({ kind: 'given_back' })).toBeNull();
  expect(showsAnswer({ kind: 'turned_away', httpStatus: 407 })).toBeNull();
});
