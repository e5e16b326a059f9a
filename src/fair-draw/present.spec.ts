import { describe, expect, it } from 'vitest';
import type { Replacement, Slot } from './draw.js';
import { presentSlots, printedNumber } from './present.js';

const WON: Slot = { prize: 'p', unit: 2, status: 'won', number: 7, index: 0, via: 'sequence', step: 0 };
const OPEN: Slot = { prize: 'q', unit: 1, status: 'pending' };

function now(...replacements: Omit<Replacement, 'seq' | 'slot'>[]): unknown {
  const all = replacements.map((one, index) => ({ ...one, seq: index + 1, slot: 'p/2' }));
  return presentSlots({ slots: [WON, OPEN], replacements: all })[0];
}

describe('A prize unit', () => {
  it('is what was drawn while nobody is put out', () => {
    expect(presentSlots({ slots: [WON, OPEN], replacements: [] })).toEqual([
      { prize: 'p', unit: 2, status: 'won', number: 7, redrawn: false },
      { prize: 'q', unit: 1, status: 'pending', number: null, redrawn: false },
    ]);
  });

  it('belongs to who followed last, waits, or belongs to nobody', () => {
    expect(now({ out: 7, via: 'fresh', in: 8, step: 1 })).toMatchObject({
      status: 'won',
      number: 8,
      redrawn: true,
    });
    expect(now({ out: 7, via: 'fresh', in: 8, step: 1 }, { out: 8, via: 'pending' })).toMatchObject({
      status: 'pending',
      number: null,
    });
    expect(now({ out: 7, via: 'vacant' })).toMatchObject({ status: 'vacant', number: null, redrawn: true });
  });
});

describe('A number', () => {
  it('is printed with its zeros, and can be printed whatever width the rules name', () => {
    expect([printedNumber({ width: 4 }, 7), printedNumber({ width: -1 }, 70)]).toEqual(['0007', '70']);
    expect(printedNumber({ width: Number.MAX_SAFE_INTEGER }, 7)).toBe('7'.padStart(64, '0'));
  });
});
