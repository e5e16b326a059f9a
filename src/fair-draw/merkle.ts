import { sha256 } from './hash.js';
import { LEAF_LENGTH } from './leaf.js';

export const HASH_LENGTH = 32;

// RFC 6962 §2.1: the prefixes keep a leaf from being passed off as a node and the other way round.
const LEAF_PREFIX = 0;
const NODE_PREFIX = 1;

// A million leaves are two million hashes: their input is put together in the same bytes every time.
const nodeMessage = new Uint8Array(1 + 2 * HASH_LENGTH);
nodeMessage[0] = NODE_PREFIX;
const leafMessage = new Uint8Array(1 + LEAF_LENGTH);
leafMessage[0] = LEAF_PREFIX;

/** SHA-256(0x00 ‖ leaf) of a 70-byte leaf. */
export function leafHash(leaf: Uint8Array): Uint8Array {
  leafMessage.set(leaf, 1);
  return sha256(leafMessage);
}

/** SHA-256(0x01 ‖ left ‖ right). */
export function nodeHash(left: Uint8Array, right: Uint8Array): Uint8Array {
  nodeMessage.set(left, 1);
  nodeMessage.set(right, 1 + HASH_LENGTH);
  return sha256(nodeMessage);
}

/** The root of an RFC 6962 tree, leaf by leaf: keeps one hash per full subtree, so at most log2(n) of them. */
export class MerkleRoot {
  // Full subtrees from left to right, their sizes the binary digits of `size`.
  readonly #subtrees: Uint8Array[] = [];
  #size = 0;

  get size(): number {
    return this.#size;
  }

  /** Appends a leaf; the caller may reuse its bytes. */
  add(leaf: Uint8Array): void {
    let hash = leafHash(leaf);
    // Each trailing 1 of the size so far is a full subtree as big as the one in hand.
    for (let rest = this.#size; rest % 2 === 1; rest = (rest - 1) / 2) {
      hash = nodeHash(this.#subtrees.pop()!, hash);
    }
    this.#subtrees.push(hash);
    this.#size += 1;
  }

  /** The root over all leaves so far; of none it is SHA-256 of nothing. */
  root(): Uint8Array {
    if (this.#size === 0) return sha256(new Uint8Array());
    return this.#subtrees.reduceRight((right, left) => nodeHash(left, right));
  }
}

/** All hashes of a tree, for proofs: 64 bytes per leaf. */
export class MerkleTree {
  readonly #levels: (readonly Uint8Array[])[];

  constructor(leaves: Iterable<Uint8Array>) {
    this.#levels = levelsOver(Array.from(leaves, leafHash));
  }

  get size(): number {
    return this.#levels[0]?.length ?? 0;
  }

  root(): Uint8Array {
    return this.#levels.at(-1)?.[0] ?? sha256(new Uint8Array());
  }

  /** The inclusion path of a leaf, from its sibling upwards (RFC 9162 §2.1.3.1). */
  path(index: number): readonly Uint8Array[] {
    if (index < 0 || index >= this.size) throw new RangeError('no such leaf');
    return siblings(this.#levels, index);
  }
}

/** The levels of a tree from the given hashes up to its root. */
export function levelsOver(hashes: readonly Uint8Array[]): (readonly Uint8Array[])[] {
  const levels = [hashes];
  for (let level = hashes; level.length > 1; levels.push(level)) level = parents(level);
  return levels;
}

/** The siblings on the way up from one of the lowest hashes. */
export function siblings(levels: readonly (readonly Uint8Array[])[], index: number): Uint8Array[] {
  const path: Uint8Array[] = [];
  let at = index;
  for (const level of levels) {
    const sibling = level[at % 2 === 0 ? at + 1 : at - 1];
    if (sibling !== undefined) path.push(sibling);
    at = Math.floor(at / 2);
  }
  return path;
}

function parents(level: readonly Uint8Array[]): readonly Uint8Array[] {
  const above: Uint8Array[] = [];
  for (let at = 0; at < level.length; at += 2) {
    const [left, right] = level.slice(at, at + 2);
    // An odd last node moves up as it is; hashing it with itself would give two ledgers the same root.
    if (left !== undefined) above.push(right === undefined ? left : nodeHash(left, right));
  }
  return above;
}
