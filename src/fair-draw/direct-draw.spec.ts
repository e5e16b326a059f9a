import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { candidate } from './candidate.js';
import { computeDraw } from './compute.js';
import type { Draw } from './draw.js';
import { Ledger } from './ledger.js';
import type { LedgerTicket } from './leaf.js';
import type { LotteryDraw } from './lottery.js';
import type { DirectRules } from './rules.js';
import type { DirectLottery } from './rules-direct.js';
import { lotteryDraw, SAMPLE_LOTTERY, SAMPLE_RULES, ticket, writeLedger } from './testing.js';

function rulesWith(change: Partial<DirectRules>, lottery: Partial<DirectLottery> = {}): DirectRules {
  return { ...SAMPLE_RULES, ...change, entropy: { ...SAMPLE_LOTTERY, ...lottery } };
}

function ledgerOf(tickets: readonly LedgerTicket[]): Ledger {
  const { bytes } = writeLedger(SAMPLE_RULES.raffle_id, SAMPLE_RULES.numbers, tickets);
  return new Ledger(bytes, SAMPLE_RULES.raffle_id, SAMPLE_RULES.numbers);
}

/** Slots, alternates and winners; the key of the stream plays no part. */
function drawDirect(rules: DirectRules, ledger: Ledger, draws: readonly LotteryDraw[]): Draw {
  return computeDraw(rules, '00'.repeat(32), ledger, { e: new Uint8Array(32), draws });
}

const HOUSE = { on_miss: { policy: 'house' } } as const;

describe('a direct lottery draw', () => {
  it('gives the prize to the number the digits name, and the rest to the house', () => {
    const { slots, winners } = drawDirect(rulesWith({}, HOUSE), ledgerOf([ticket(31), ticket(8)]), [
      lotteryDraw(0, '731', '000'),
    ]);
    expect(slots).toEqual([
      { prize: 'p1', unit: 1, status: 'won', number: 31, index: 1, via: 'candidate', draw: 0, extract: 'a' },
      { prize: 'p2', unit: 1, status: 'vacant' },
    ]);
    expect(winners).toEqual([{ prize: 'p1', unit: 1, number: 31 }]);
  });

  it('passes over a number that is in the ledger but not eligible', () => {
    const { slots } = drawDirect(rulesWith({}, HOUSE), ledgerOf([ticket(31, 1, false)]), [
      lotteryDraw(0, '731', '000'),
    ]);
    expect(slots.map((slot) => slot.status)).toEqual(['vacant', 'vacant']);
  });

  it('gives each unit of a prize the next extractor that hits, never one number twice', () => {
    const prizes = [{ id: 'p1', name: 'Radio', units: 3, extract: ['a', 'b'] }];
    const { slots } = drawDirect(rulesWith({ prizes }, HOUSE), ledgerOf([ticket(31), ticket(8)]), [
      lotteryDraw(0, '731', '208'),
    ]);
    expect(slots).toMatchObject([
      { unit: 1, number: 31, extract: 'a' },
      { unit: 2, number: 8, extract: 'b' },
      { unit: 3, status: 'vacant' },
    ]);
  });

  it('tries every open prize on an earlier lottery draw before any on a later one', () => {
    // The first prize misses in draw 0 and would take 31 in draw 1, but the second prize has already won it in draw 0.
    const prizes = [
      { id: 'p1', name: 'Moto', units: 1, extract: ['a'] },
      { id: 'p2', name: 'Bici', units: 1, extract: ['b'] },
    ];
    const { slots } = drawDirect(rulesWith({ prizes }), ledgerOf([ticket(31)]), [
      lotteryDraw(0, '000', '031'),
      lotteryDraw(1, '031', '000'),
    ]);
    expect(slots).toMatchObject([{ status: 'vacant' }, { status: 'won', number: 31, draw: 0, extract: 'b' }]);
  });

  it('waits for the next lottery draw while some are left, and then leaves the prize to the house', () => {
    const ledger = ledgerOf([ticket(31)]);
    const draws = [lotteryDraw(0, '731', '000'), lotteryDraw(1, '000', '000')];
    expect(drawDirect(SAMPLE_RULES, ledger, draws.slice(0, 1)).slots).toMatchObject([
      { number: 31 },
      { status: 'pending' },
    ]);
    expect(drawDirect(SAMPLE_RULES, ledger, draws).slots).toMatchObject([
      { number: 31 },
      { status: 'vacant' },
    ]);
  });

  it('keeps what an earlier lottery draw decided when the next result is added', () => {
    const digits = fc.integer({ min: 0, max: 999 }).map((value) => String(value).padStart(3, '0'));
    const tickets = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { maxLength: 60 });
    fc.assert(
      fc.property(
        tickets,
        fc.array(digits, { minLength: 4, maxLength: 4 }),
        (numbers, [a = '', b = '', c = '', d = '']) => {
          const ledger = ledgerOf(numbers.map((number) => ticket(number)));
          const draws = [lotteryDraw(0, a, b), lotteryDraw(1, c, d)];
          const before = drawDirect(SAMPLE_RULES, ledger, draws.slice(0, 1)).slots;
          const after = drawDirect(SAMPLE_RULES, ledger, draws).slots;
          const kept = before.map((slot, index) => (slot.status === 'pending' ? slot : after[index]));
          expect(kept).toEqual(before);
          expect(before.every((slot) => slot.status !== 'vacant')).toBe(true);
          expect(after.every((slot) => slot.status !== 'pending')).toBe(true);
        },
      ),
    );
  });

  it('gives a person one prize only where the rules say so', () => {
    const tickets = [ticket(31, 1), ticket(8, 1), ticket(9, 2)];
    const draws = [lotteryDraw(0, '731', '208'), lotteryDraw(1, '000', '009')];
    const once = drawDirect(rulesWith({ one_prize_per_holder: true }), ledgerOf(tickets), draws);
    expect(once.slots).toMatchObject([{ number: 31 }, { number: 9, draw: 1 }]);
    const often = drawDirect(rulesWith({ one_prize_per_holder: false }), ledgerOf(tickets), draws);
    expect(often.slots).toMatchObject([{ number: 31 }, { number: 8, draw: 0 }]);
  });

  it('ranks the hits of the alternates in the first lottery draw and drops the misses', () => {
    const rules = rulesWith(
      { prizes: [{ id: 'p1', name: 'Moto', units: 1, extract: ['a'] }] },
      { alternates_extract: ['a', 'b'] },
    );
    const { alternates } = drawDirect(rules, ledgerOf([ticket(31), ticket(8)]), [
      lotteryDraw(0, '731', '208'),
    ]);
    expect(alternates).toEqual([{ rank: 1, number: 8, index: 0, via: 'candidate', draw: 0, extract: 'b' }]);
  });

  it('is the same whatever the order the tickets were bought in', () => {
    const numbers = fc.uniqueArray(fc.integer({ min: 0, max: 99 }), { minLength: 1, maxLength: 40 });
    const shuffled = numbers.chain((list) =>
      fc.tuple(fc.constant(list), fc.shuffledSubarray(list, { minLength: list.length })),
    );
    fc.assert(
      fc.property(shuffled, fc.nat({ max: 999 }), ([list, other], value) => {
        const draws = [lotteryDraw(0, String(value).padStart(3, '0'), '050')];
        const outcome = (order: readonly number[]) =>
          drawDirect(SAMPLE_RULES, ledgerOf(order.map((number) => ticket(number))), draws);
        expect(outcome(other)).toEqual(outcome(list));
      }),
    );
  });
});

function readDigits(
  lottery: Partial<DirectLottery>,
  take: 'first' | 'last',
  n: number,
  digits: string,
  last = 999,
): number {
  const extractor = { id: 'a', position: '1', take, n };
  return candidate(
    { ...SAMPLE_LOTTERY, ...lottery },
    { first: 0, last, width: 3 },
    extractor,
    lotteryDraw(0, digits, ''),
  );
}

describe('the number an extractor reads', () => {
  it('is made of the last or the first digits', () => {
    expect(readDigits({}, 'last', 3, '50366')).toBe(366);
    expect(readDigits({}, 'first', 3, '50366')).toBe(503);
    expect(readDigits({}, 'last', 5, '00042')).toBe(42);
  });

  it('is the top number for zeros where the rules say so', () => {
    expect(readDigits({ zero_is_top: true }, 'last', 3, '50000')).toBe(1000);
    expect(readDigits({ zero_is_top: false }, 'last', 3, '50000')).toBe(0);
  });

  it('wraps around the raffle with the modulo map, from the first number on', () => {
    expect(readDigits({ map: 'modulo' }, 'last', 4, '50366', 99)).toBe(66);
    const lottery = { ...SAMPLE_LOTTERY, map: 'modulo' } as const;
    const extractor = { id: 'a', position: '1', take: 'last', n: 2 } as const;
    expect(candidate(lottery, { first: 10, last: 19, width: 2 }, extractor, lotteryDraw(0, '747', ''))).toBe(
      17,
    );
  });
});
