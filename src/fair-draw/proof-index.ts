import { absenceProof, type AbsenceProof } from './absence.js';
import { toHex, VERSION } from './encode.js';
import type { InclusionProof } from './inclusion.js';
import { LEAF_LENGTH, leafNumber } from './leaf.js';
import { leafHash, levelsOver, MerkleRoot, siblings } from './merkle.js';

/** Leaves whose hashes are computed anew for a proof; a power of two, so that each segment is a subtree of its own. */
export const SEGMENT_LEAVES = 1_024;

/** What is kept of a segment: its root, how many leaves it has, and its first and last number. */
export interface Segment {
  readonly root: Uint8Array;
  readonly leaves: number;
  readonly first: number;
  readonly last: number;
}

/**
 * What is kept of a ledger to prove things about single numbers quickly: the top of its tree and where each segment of leaves
 * begins, about 100 bytes per 1,024 leaves. The rest of a path is computed from the one or two segments a number falls into.
 */
export class ProofIndex {
  readonly size: number;
  readonly root: string;
  readonly #raffleId: string;
  readonly #segments: readonly Segment[];
  readonly #levels: readonly (readonly Uint8Array[])[];

  /** @param segments all of a ledger: each `SEGMENT_LEAVES` leaves long, the last one perhaps shorter */
  constructor(raffleId: string, segments: readonly Segment[]) {
    this.#raffleId = raffleId;
    this.#segments = segments;
    this.size = segments.reduce((size, { leaves }) => size + leaves, 0);
    this.#levels = levelsOver(this.#segments.map(({ root }) => root));
    this.root = toHex(this.#levels.at(-1)?.[0] ?? new MerkleRoot().root());
  }

  /** The segments whose bytes `prove` needs: the one a number falls into, or the two it lies between. */
  segmentsFor(number: number): number[] {
    const above = this.#segments.findIndex(({ last }) => last >= number);
    if (above < 0) return this.#segments.length === 0 ? [] : [this.#segments.length - 1];
    const inside = (this.#segments[above]?.first ?? 0) <= number;
    return inside || above === 0 ? [above] : [above - 1, above];
  }

  /** The proof that a number is in the ledger, or that it is not. @param bytes of each segment `segmentsFor` named */
  prove(number: number, bytes: ReadonlyMap<number, Uint8Array>): InclusionProof | AbsenceProof {
    const leaves = this.segmentsFor(number).flatMap((segment) => this.#leavesOf(segment, bytes));
    const first = leaves.findIndex(({ leaf }) => leafNumber(leaf) >= number);
    const at = first < 0 ? leaves.length : first;
    const [below, above] = [leaves[at - 1], leaves[at]];
    if (above !== undefined && leafNumber(above.leaf) === number) return this.#inclusion(above, bytes);
    return absenceProof(
      { raffle_id: this.#raffleId, number, tree_size: this.size, root: this.root },
      {
        ...(below === undefined ? {} : { below: this.#inclusion(below, bytes) }),
        ...(above === undefined ? {} : { above: this.#inclusion(above, bytes) }),
      },
    );
  }

  #leavesOf(segment: number, bytes: ReadonlyMap<number, Uint8Array>): PlacedLeaf[] {
    return leavesIn(bytesOf(segment, bytes)).map((leaf, at) => ({ leaf, segment, at }));
  }

  #inclusion({ leaf, segment, at }: PlacedLeaf, bytes: ReadonlyMap<number, Uint8Array>): InclusionProof {
    const inner = siblings(levelsOver(leavesIn(bytesOf(segment, bytes)).map(leafHash)), at);
    return {
      v: VERSION,
      type: 'inclusion',
      raffle_id: this.#raffleId,
      leaf_index: segment * SEGMENT_LEAVES + at,
      tree_size: this.size,
      leaf: toHex(leaf),
      path: [...inner, ...siblings(this.#levels, segment)].map(toHex),
      root: this.root,
    };
  }
}

interface PlacedLeaf {
  readonly leaf: Uint8Array;
  readonly segment: number;
  readonly at: number;
}

/** Reads a segment of a ledger whose leaves were checked when it was written. */
export function segmentOf(bytes: Uint8Array): Segment {
  const leaves = leavesIn(bytes);
  const tree = new MerkleRoot();
  for (const leaf of leaves) tree.add(leaf);
  const [first, last] = [leaves.at(0), leaves.at(-1)];
  if (first === undefined || last === undefined) throw new RangeError('a segment has leaves');
  return { root: tree.root(), leaves: tree.size, first: leafNumber(first), last: leafNumber(last) };
}

function bytesOf(segment: number, bytes: ReadonlyMap<number, Uint8Array>): Uint8Array {
  const found = bytes.get(segment);
  if (found === undefined) throw new RangeError('a segment is missing');
  return found;
}

function leavesIn(bytes: Uint8Array): Uint8Array[] {
  return Array.from({ length: bytes.length / LEAF_LENGTH }, (_, at) =>
    bytes.subarray(at * LEAF_LENGTH, (at + 1) * LEAF_LENGTH),
  );
}
