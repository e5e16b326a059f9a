import { createHash } from 'node:crypto';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { toHex } from './encode.js';
import { checkInclusion, proveInclusion, verifyInclusion } from './inclusion.js';
import { Ledger } from './ledger.js';
import { leafHash, MerkleRoot, MerkleTree, nodeHash } from './merkle.js';
import { SAMPLE_RULES, ticket, writeLedger } from './testing.js';

function digest(...parts: readonly Uint8Array[]): Buffer {
  return createHash('sha256').update(Buffer.concat(parts)).digest();
}

function flip(hex: string, at: number): string {
  return hex.slice(0, at) + (hex[at] === '0' ? '1' : '0') + hex.slice(at + 1);
}

/** MTH as RFC 6962 §2.1 defines it, written apart from the code under test. */
function definition(leaves: readonly Uint8Array[]): Buffer {
  const [only] = leaves;
  if (only === undefined) return digest();
  if (leaves.length === 1) return digest(Uint8Array.of(0), only);
  let split = 1;
  while (split * 2 < leaves.length) split *= 2;
  return digest(Uint8Array.of(1), definition(leaves.slice(0, split)), definition(leaves.slice(split)));
}

const leaf = fc.uint8Array({ minLength: 70, maxLength: 70 });
const RAFFLE = 'merkle';
const NUMBERS = { first: 0, last: 999, width: 3 };

function sample(size: number): { ledger: Ledger; tree: MerkleTree } {
  const { bytes } = writeLedger(
    RAFFLE,
    NUMBERS,
    Array.from({ length: size }, (_, index) => ticket(index * 3)),
  );
  const ledger = new Ledger(bytes, RAFFLE, NUMBERS);
  return { ledger, tree: new MerkleTree(ledger.leaves()) };
}

describe('the Merkle root', () => {
  it('built leaf by leaf equals the recursive definition for every size', () => {
    fc.assert(
      fc.property(fc.array(leaf, { maxLength: 70 }), (leaves) => {
        const streamed = new MerkleRoot();
        for (const item of leaves) streamed.add(item);
        const expected = definition(leaves).toString('hex');
        expect(toHex(streamed.root())).toBe(expected);
        expect(toHex(new MerkleTree(leaves).root())).toBe(expected);
        expect(streamed.size).toBe(leaves.length);
      }),
    );
  });

  it('can be asked for at any time without disturbing what follows', () => {
    const root = new MerkleRoot();
    const leaves = Array.from({ length: 13 }, (_, index) => new Uint8Array(70).fill(index));
    leaves.forEach((item, index) => {
      root.add(item);
      expect(toHex(root.root())).toBe(definition(leaves.slice(0, index + 1)).toString('hex'));
    });
  });
});

/** The proof of a tree of one leaf, which somebody changed before the root was made. */
function single(change: (old: Uint8Array) => Uint8Array): object {
  const { ledger, tree } = sample(1);
  const made = change(Uint8Array.from(ledger.leaf(0)));
  return { ...proveInclusion(RAFFLE, ledger, tree, 0), leaf: toHex(made), root: toHex(leafHash(made)) };
}

function codeOf(proof: object): unknown {
  try {
    checkInclusion(proof);
    return 'valid';
  } catch (error) {
    return error instanceof Error && 'code' in error ? error.code : error;
  }
}

describe('an inclusion proof', () => {
  it('holds for every leaf of a ledger of any size, and for no other place or size', () => {
    fc.assert(
      fc.property(fc.integer({ min: 1, max: 130 }), fc.nat(), (size, pick) => {
        const { ledger, tree } = sample(size);
        const index = pick % size;
        const proof = proveInclusion(RAFFLE, ledger, tree, index);
        expect(proof.root).toBe(toHex(ledger.root()));
        expect(verifyInclusion(proof)).toBe(true);
        for (const other of [index - 1, index + 1, size]) {
          expect(verifyInclusion({ ...proof, leaf_index: other })).toBe(false);
        }
        expect(verifyInclusion({ ...proof, path: [...proof.path, proof.root] })).toBe(false);
        expect(verifyInclusion({ ...proof, path: proof.path.slice(1) })).toBe(size === 1);
      }),
    );
  });

  it('fails when any byte of leaf, path or root changes', () => {
    const { ledger, tree } = sample(11);
    const proof = proveInclusion(RAFFLE, ledger, tree, 10);
    for (let at = 0; at < proof.leaf.length; at++)
      expect(verifyInclusion({ ...proof, leaf: flip(proof.leaf, at) })).toBe(false);
    for (let at = 0; at < 64; at++) {
      expect(verifyInclusion({ ...proof, root: flip(proof.root, at) })).toBe(false);
      const [first, ...rest] = proof.path;
      expect(verifyInclusion({ ...proof, path: [flip(first ?? '', at), ...rest] })).toBe(false);
    }
  });

  it.each([
    ['another raffle', { raffle_id: SAMPLE_RULES.raffle_id }],
    ['another version', { v: 'fairdraw/2' }],
    ['another type', { type: 'receipt' }],
    ['a path that is no list', { path: 'ab' }],
    ['a hash in capitals', { path: ['AB'.repeat(32)] }],
    ['a negative index', { leaf_index: -1 }],
    ['a fraction as size', { tree_size: 3.5 }],
  ])('fails for %s', (_, change) => {
    const { ledger, tree } = sample(4);
    expect(verifyInclusion({ ...proveInclusion(RAFFLE, ledger, tree, 1), ...change })).toBe(false);
  });

  it.each([
    ['its first byte', 1],
    ['its last byte', 16],
  ])('fails for a leaf whose raffle tag differs in %s, though the path fits', (_, at) => {
    expect(codeOf(single((old) => old.with(at, (old[at] ?? 0) ^ 1)))).toBe('E_LEDGER_FORMAT');
  });

  it('fails for a version or status nobody knows, and holds for a leaf that takes no part', () => {
    expect(codeOf(single((old) => old.with(0, 2)))).toBe('E_LEDGER_FORMAT');
    expect(codeOf(single((old) => old.with(21, 2)))).toBe('E_LEDGER_FORMAT');
    expect(checkInclusion(single((old) => old.with(21, 0))).eligible).toBe(false);
    expect(checkInclusion(single((old) => old.with(21, 1))).eligible).toBe(true);
  });

  it('fails for a path longer or shorter than the tree, even if it leads to its own root', () => {
    const { ledger, tree } = sample(1);
    const proof = proveInclusion(RAFFLE, ledger, tree, 0);
    const longer = toHex(nodeHash(tree.root(), tree.root()));
    expect(verifyInclusion({ ...proof, path: [proof.root], root: longer })).toBe(false);
    expect(verifyInclusion({ ...proof, tree_size: 2 })).toBe(false);
  });

  it('fails for what is no object at all', () => {
    for (const value of [undefined, null, 'proof', 7, []]) expect(verifyInclusion(value)).toBe(false);
  });

  it('cannot be asked of a leaf that does not exist', () => {
    const { ledger, tree } = sample(2);
    expect(() => proveInclusion(RAFFLE, ledger, tree, 2)).toThrow(RangeError);
  });
});
