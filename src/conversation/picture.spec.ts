import { describe, expect, it } from 'vitest';
import { anOrder, aRaffle } from '../../test/support/chat/people-and-raffles.js';
import { pictureOf } from './picture.js';

const POSTER = { posterId: '01900000-0000-7000-8000-00000000b10b' };
const shown = aRaffle(POSTER);
const choices = { as: 'none' } as const;
const menu = {
  kind: 'menu',
  notice: null,
  raffle: shown,
  onSale: 1,
  open: null,
  now: new Date(0),
  choices,
} as const;
const way = { kind: 'choose_way', raffle: shown, mine: 0, choices } as const;

describe('the picture above a reply', () => {
  it('is the raffle’s poster where it is offered to somebody who has none of it', () => {
    expect(pictureOf(menu)).toBe(`poster:${POSTER.posterId}`);
    expect(pictureOf(way)).toBe(`poster:${POSTER.posterId}`);
  });

  it('is none where there is no poster, or the person has an order or another thing to read', () => {
    expect(pictureOf({ ...menu, raffle: aRaffle() })).toBeUndefined();
    expect(pictureOf({ ...menu, raffle: null })).toBeUndefined();
    expect(pictureOf({ ...menu, open: anOrder(shown) })).toBeUndefined();
    expect(pictureOf({ ...menu, notice: 'late' })).toBeUndefined();
    expect(pictureOf({ ...way, mine: 2 })).toBeUndefined();
  });
});
