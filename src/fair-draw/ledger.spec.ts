import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './encode.js';
import { LEAF_LENGTH } from './leaf.js';
import { LedgerWriter } from './ledger-writer.js';
import { Ledger } from './ledger.js';
import { ticket, writeLedger } from './testing.js';

const NUMBERS = { first: 1, last: 500, width: 3 };
const RAFFLE = 'ledger:1';

function refusal(bytes: Uint8Array, raffle = RAFFLE, numbers = NUMBERS): unknown {
  try {
    return new Ledger(bytes, raffle, numbers);
  } catch (error) {
    return error;
  }
}

function changed(bytes: Uint8Array, at: number, value: number): Uint8Array {
  const copy = bytes.slice();
  copy[at] = value;
  return copy;
}

describe('the ledger file', () => {
  const { bytes, summary } = writeLedger(RAFFLE, NUMBERS, [
    ticket(3),
    ticket(77),
    ticket(9, 9, false),
    ticket(500),
  ]);

  it('reads back as it was written: numbers ascending, root, size and eligible count', () => {
    const ledger = new Ledger(bytes, RAFFLE, NUMBERS);
    expect({ root: toHex(ledger.root()), size: ledger.size, eligible: ledger.eligible }).toEqual(summary);
    expect(summary).toMatchObject({ size: 4, eligible: 3 });
    expect(ledger.find(9)).toEqual({
      index: 1,
      number: 9,
      eligible: false,
      holder: `00000009${'00'.repeat(12)}`,
    });
  });

  it('reads bytes that start in the middle of a larger buffer', () => {
    const shifted = new Uint8Array(bytes.length + 13);
    shifted.set(bytes, 13);
    expect(new Ledger(shifted.subarray(13), RAFFLE, NUMBERS).find(500)?.index).toBe(3);
  });

  it('finds exactly the numbers it holds', () => {
    fc.assert(
      fc.property(fc.uniqueArray(fc.integer({ min: 1, max: 500 }), { maxLength: 60 }), (numbers) => {
        const ledger = new Ledger(
          writeLedger(
            RAFFLE,
            NUMBERS,
            numbers.map((number) => ticket(number)),
          ).bytes,
          RAFFLE,
          NUMBERS,
        );
        const sorted = numbers.toSorted((a, b) => a - b);
        for (let number = 0; number <= 501; number++) {
          expect(ledger.find(number)?.index ?? -1).toBe(sorted.indexOf(number));
        }
      }),
      { numRuns: 30 },
    );
  });

  it.each([
    ['a missing last byte', bytes.subarray(1), 'E_LEDGER_FORMAT'],
    ['another leaf version', changed(bytes, 0, 2), 'E_LEDGER_FORMAT'],
    ['the tag of another raffle', changed(bytes, LEAF_LENGTH + 16, 1), 'E_LEDGER_FORMAT'],
    ['an unknown status', changed(bytes, 21, 2), 'E_LEDGER_FORMAT'],
    ['a number twice', changed(bytes, LEAF_LENGTH + 20, 3), 'E_LEDGER_ORDER'],
    ['numbers out of order', changed(bytes, LEAF_LENGTH + 20, 2), 'E_LEDGER_ORDER'],
    ['a number below the first', changed(bytes, 20, 0), 'E_NUMBER_RANGE'],
    ['a number above the last', changed(bytes, 3 * LEAF_LENGTH + 20, 0xff), 'E_NUMBER_RANGE'],
  ])('is refused with %s', (_, file, code) => {
    expect(refusal(file)).toMatchObject({ code });
  });

  it('is refused for another raffle', () => {
    expect(refusal(bytes, 'ledger:2')).toMatchObject({ code: 'E_LEDGER_FORMAT' });
  });

  it('may be empty', () => {
    expect(new Ledger(new Uint8Array(), RAFFLE, NUMBERS)).toMatchObject({ size: 0, eligible: 0 });
  });
});

describe('writing the ledger', () => {
  it.each([
    ['a number twice', [5, 5], 'E_LEDGER_ORDER'],
    ['a smaller number after a greater', [6, 5], 'E_LEDGER_ORDER'],
    ['a number before the first', [0], 'E_NUMBER_RANGE'],
    ['a number after the last', [501], 'E_NUMBER_RANGE'],
    ['half a number', [1.5], 'E_NUMBER_RANGE'],
  ])('refuses %s', (_, numbers, code) => {
    const writer = new LedgerWriter(RAFFLE, NUMBERS);
    expect(() => numbers.map((number) => writer.add(ticket(number)))).toThrow(
      expect.objectContaining({ code }),
    );
  });

  it('refuses a holder or commit of the wrong length', () => {
    const writer = new LedgerWriter(RAFFLE, NUMBERS);
    const code = 'E_LEDGER_FORMAT';
    expect(() => writer.add({ ...ticket(1), holder: new Uint8Array(15) })).toThrow(
      expect.objectContaining({ code }),
    );
    expect(() => writer.add({ ...ticket(1), commit: new Uint8Array(33) })).toThrow(
      expect.objectContaining({ code }),
    );
  });
});
