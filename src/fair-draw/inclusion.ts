import { fromHex, toHex, VERSION } from './encode.js';
import { FairDrawError, refuse } from './errors.js';
import { raffleTag } from './holder.js';
import { LEAF_LENGTH, LEAF_VERSION, TAG_AT } from './leaf.js';
import type { Ledger } from './ledger.js';
import { HASH_LENGTH, leafHash, type MerkleTree, nodeHash } from './merkle.js';
import * as read from './schema.js';

/** Proof that a leaf stands in the ledger with this root (B3); hashes and leaf in hexadecimal. */
export interface InclusionProof {
  readonly v: typeof VERSION;
  readonly type: 'inclusion';
  readonly raffle_id: string;
  readonly leaf_index: number;
  readonly tree_size: number;
  readonly leaf: string;
  readonly path: readonly string[];
  readonly root: string;
}

/** Builds the proof of one leaf; `tree` is the tree over `ledger.leaves()`, worth keeping for several proofs. */
export function proveInclusion(
  raffleId: string,
  ledger: Ledger,
  tree: MerkleTree,
  index: number,
): InclusionProof {
  return {
    v: VERSION,
    type: 'inclusion',
    raffle_id: raffleId,
    leaf_index: index,
    tree_size: tree.size,
    leaf: toHex(ledger.leaf(index)),
    path: tree.path(index).map(toHex),
    root: toHex(tree.root()),
  };
}

/**
 * True when the proof holds (RFC 9162 §2.1.3.2) and its leaf belongs to its raffle. The root is the proof's own claim:
 * compare it with the published commitment.
 */
export function verifyInclusion(value: unknown): boolean {
  try {
    const proof = parseProof(value);
    const leaf = fromHex(proof.leaf, LEAF_LENGTH);
    const ours = raffleTag(proof.raffle_id).every((byte, at) => leaf[TAG_AT + at] === byte);
    return ours && leaf[0] === LEAF_VERSION && rootOfPath(proof, leafHash(leaf)) === proof.root;
  } catch (error) {
    if (error instanceof FairDrawError) return false;
    throw error;
  }
}

function parseProof(value: unknown): InclusionProof {
  const source = read.object(value, 'the proof');
  read.typeIs(source, 'inclusion');
  return {
    v: read.versionIs(source),
    type: 'inclusion',
    raffle_id: read.raffleId(source),
    leaf_index: read.integer(source, 'leaf_index'),
    tree_size: read.integer(source, 'tree_size'),
    leaf: read.text(source, 'leaf'),
    path: read.texts(source, 'path'),
    root: read.hash(source, 'root'),
  };
}

function rootOfPath(proof: InclusionProof, leaf: Uint8Array): string {
  let index = proof.leaf_index;
  let last = proof.tree_size - 1;
  if (index < 0 || index > last) refuse('E_SCHEMA', 'the leaf lies outside the tree');
  let hash = leaf;
  for (const step of proof.path) {
    if (last === 0) refuse('E_SCHEMA', 'the path is too long');
    const sibling = fromHex(step, HASH_LENGTH);
    if (index % 2 === 1 || index === last) {
      hash = nodeHash(sibling, hash);
      // A promoted node skips the levels on which it had no sibling.
      while (index % 2 === 0 && index !== 0) [index, last] = [index / 2, Math.floor(last / 2)];
    } else {
      hash = nodeHash(hash, sibling);
    }
    [index, last] = [Math.floor(index / 2), Math.floor(last / 2)];
  }
  return last === 0 ? toHex(hash) : refuse('E_SCHEMA', 'the path is too short');
}
