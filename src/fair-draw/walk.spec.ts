import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { Field } from './field.js';
import { Ledger } from './ledger.js';
import { ticket, writeLedger } from './testing.js';
import { Walker, type WalkPolicy } from './walk.js';

const RANGE = { first: 0, last: 30, width: 2 };

/** B7 word by word, over all free numbers in ascending order. */
const BY_THE_BOOK: Readonly<
  Record<WalkPolicy, (free: readonly number[], from: number) => number | undefined>
> = {
  next_up: (free, from) => free.find((number) => number >= from) ?? free[0],
  next_down: (free, from) => free.findLast((number) => number <= from) ?? free.at(-1),
  nearest: (free, from) => free.toSorted((a, b) => Math.abs(a - from) - Math.abs(b - from) || b - a)[0],
};

describe('a walk from a number nobody holds', () => {
  const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 30 }), { maxLength: 31 });
  const froms = fc.array(fc.integer({ min: 0, max: 100 }), { minLength: 1, maxLength: 35 });

  it.each(['next_up', 'next_down', 'nearest'] as const)(
    'finds what the rule %s says, prize after prize',
    (policy) => {
      fc.assert(
        fc.property(numbers, froms, (sold, from) => {
          const { bytes } = writeLedger(
            'walk:1',
            RANGE,
            sold.map((number) => ticket(number)),
          );
          const field = new Field(new Ledger(bytes, 'walk:1', RANGE), false);
          const walker = new Walker(field);
          let free = sold.toSorted((a, b) => a - b);
          for (const start of from) {
            const entry = walker.walk(policy, start);
            expect(entry?.number).toBe(BY_THE_BOOK[policy](free, start));
            if (entry !== undefined) field.take(entry);
            free = free.filter((number) => number !== entry?.number);
          }
        }),
        { numRuns: 200 },
      );
    },
  );
});
