import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { checkAbsence, type AbsenceProof } from './absence.js';
import { toHex } from './encode.js';
import { FairDrawError } from './errors.js';
import { checkInclusion, proveInclusion, type InclusionProof } from './inclusion.js';
import { LEAF_LENGTH } from './leaf.js';
import { Ledger } from './ledger.js';
import { MerkleTree } from './merkle.js';
import { ProofIndex, SEGMENT_LEAVES, segmentOf } from './proof-index.js';
import { ticket, writeLedger } from './testing.js';

const RAFFLE = 'proofs:1';
const NUMBERS = { first: 0, last: 99_999, width: 5 };

/** A ledger of these numbers with its index, and proofs by index with no more bytes than it asks for. */
class Listed {
  readonly ledger: Ledger;
  readonly tree: MerkleTree;
  readonly index: ProofIndex;
  readonly #pieces: readonly Uint8Array[];

  constructor(numbers: readonly number[]) {
    const { bytes } = writeLedger(
      RAFFLE,
      NUMBERS,
      numbers.map((number) => ticket(number)),
    );
    this.ledger = new Ledger(bytes, RAFFLE, NUMBERS);
    this.tree = new MerkleTree(this.ledger.leaves());
    const step = SEGMENT_LEAVES * LEAF_LENGTH;
    this.#pieces = Array.from({ length: Math.ceil(bytes.length / step) }, (_, at) =>
      bytes.subarray(at * step, (at + 1) * step),
    );
    this.index = new ProofIndex(RAFFLE, this.#pieces.map(segmentOf));
  }

  prove(number: number): InclusionProof | AbsenceProof {
    const needed = this.index.segmentsFor(number).map((at) => [at, this.#pieces[at]!] as const);
    return this.index.prove(number, new Map(needed));
  }

  absence(number: number): AbsenceProof {
    const proof = this.prove(number);
    if (proof.type !== 'absence') throw new Error('the number is in the list');
    return proof;
  }
}

const multiples = (count: number): number[] => Array.from({ length: count }, (_, at) => at * 3 + 3);

function codeOf(value: unknown): string {
  try {
    checkAbsence(value);
    return 'valid';
  } catch (error) {
    if (error instanceof FairDrawError) return error.code;
    throw error;
  }
}

describe('proofs from an index', () => {
  it.each([1, 2, 1_023, 1_024, 1_025, 2_049, 3_500])(
    'are those of the whole tree, in a list of %i',
    (size) => {
      const listed = new Listed(multiples(size));
      expect(listed.index.root).toBe(toHex(listed.ledger.root()));
      expect(listed.index.size).toBe(size);
      for (const at of new Set([0, 1, 1_023, 1_024, 2_047, 2_048, size - 2, size - 1])) {
        if (at < 0 || at >= size) continue;
        expect(listed.prove(at * 3 + 3)).toEqual(proveInclusion(RAFFLE, listed.ledger, listed.tree, at));
      }
    },
  );

  it('say of every number whether it is in the list, and hold', () => {
    const some = fc.uniqueArray(fc.integer({ min: 0, max: 60 }), { maxLength: 40 });
    fc.assert(
      fc.property(some, fc.integer({ min: 0, max: 61 }), (numbers, asked) => {
        const proof = new Listed(numbers).prove(asked);
        const shown = proof.type === 'inclusion' ? checkInclusion(proof).number : checkAbsence(proof).number;
        expect([shown, proof.tree_size]).toEqual([asked, numbers.length]);
        expect(proof.type).toBe(numbers.includes(asked) ? 'inclusion' : 'absence');
      }),
      { numRuns: 60 },
    );
  });

  it('of a number between two segments need both and no other', () => {
    const listed = new Listed(multiples(3_500));
    const between = SEGMENT_LEAVES * 3 + 1;
    expect(listed.index.segmentsFor(between)).toEqual([0, 1]);
    expect(codeOf(listed.absence(between))).toBe('valid');
    expect(listed.index.segmentsFor(SEGMENT_LEAVES * 3)).toEqual([0]);
    expect(listed.index.segmentsFor(0)).toEqual([0]);
    expect(listed.index.segmentsFor(99_999)).toEqual([3]);
    expect(() => listed.index.prove(between, new Map())).toThrow(RangeError);
  });
});

describe('a proof of absence', () => {
  const listed = new Listed([10, 20, 30, 40, 50]);
  const first = listed.absence(5);
  const middle = listed.absence(25);
  const last = listed.absence(60);

  it('names the neighbours there are', () => {
    expect([first, middle, last].map(({ below, above }) => [below?.leaf_index, above?.leaf_index])).toEqual([
      [undefined, 0],
      [1, 2],
      [4, undefined],
    ]);
    expect([first, middle, last].map(codeOf)).toEqual(['valid', 'valid', 'valid']);
    expect(codeOf(new Listed([]).absence(7))).toBe('valid');
  });

  it.each([
    ['a number that is there', { ...middle, number: 20 }],
    ['a number that is the neighbour above', { ...middle, number: 30 }],
    ['a number above its neighbours', { ...middle, number: 35 }],
    ['one neighbour where there are two', { ...middle, below: undefined }],
    ['neighbours that leave one out', { ...middle, above: listed.absence(35).above }],
    ['a neighbour below that is not the last', { ...last, below: middle.below }],
    ['no neighbours in a list that has leaves', { ...first, above: undefined }],
    ['an empty list with a root of its own', { ...first, above: undefined, tree_size: 0 }],
    ['a neighbour of another list', { ...middle, root: '00'.repeat(32) }],
    ['another size', { ...middle, tree_size: 6 }],
    ['a path that leads elsewhere', { ...first, above: { ...first.above, path: [] } }],
  ])('does not hold for %s', (_, proof) => {
    // An absent member is one that is not there, not one that is undefined.
    expect(codeOf(JSON.parse(JSON.stringify(proof)))).toBe('E_PROOF');
  });

  it.each([
    ['another raffle', { ...middle, raffle_id: 'other' }, 'E_PROOF'],
    ['another version', { ...middle, v: 'fairdraw/2' }, 'E_VERSION'],
    ['another type', { ...middle, type: 'inclusion' }, 'E_SCHEMA'],
    ['no neighbour object', { ...middle, below: 'x' }, 'E_SCHEMA'],
    ['a fraction', { ...middle, number: 2.5 }, 'E_SCHEMA'],
    ['nothing', null, 'E_SCHEMA'],
  ])('is refused for %s', (_, proof, code) => {
    expect(codeOf(proof)).toBe(code);
  });

  it('is refused with a leaf of another raffle', () => {
    const leaf = `${middle.below!.leaf.slice(0, 2)}${'00'.repeat(16)}${middle.below!.leaf.slice(34)}`;
    expect(codeOf({ ...middle, below: { ...middle.below, leaf } })).toBe('E_LEDGER_FORMAT');
  });
});
