import { fromHex, toHex, VERSION } from './encode.js';
import { FairDrawError, refuse } from './errors.js';
import { raffleTag } from './holder.js';
import { LEAF_LENGTH, type LeafContent, readLeaf } from './leaf.js';
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

/** What a proof that holds has shown: this leaf is in the tree with this root. The root is the proof's own claim. */
export interface ProvenLeaf extends LeafContent {
  readonly raffleId: string;
  readonly index: number;
  readonly treeSize: number;
  readonly root: string;
}

/**
 * Checks a proof (RFC 9162 §2.1.3.2). Throws `E_SCHEMA` or `E_VERSION` for what is no proof, `E_LEDGER_FORMAT` for a leaf of another
 * raffle, `E_PROOF` where the path does not lead to the root. Compare the root with the published commitment.
 */
export function checkInclusion(value: unknown): ProvenLeaf {
  const proof = parseProof(value);
  const leaf = fromHex(proof.leaf, LEAF_LENGTH);
  const content = readLeaf(raffleTag(proof.raffle_id), leaf);
  if (rootOfPath(proof, leafHash(leaf)) !== proof.root) refuse('E_PROOF', 'the path leads to another root');
  const { raffle_id: raffleId, leaf_index: index, tree_size: treeSize, root } = proof;
  return { ...content, raffleId, index, treeSize, root };
}

/** True when the proof holds and its leaf belongs to its raffle. */
export function verifyInclusion(value: unknown): boolean {
  try {
    checkInclusion(value);
    return true;
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
  if (index < 0 || index > last) refuse('E_PROOF', 'the leaf lies outside the tree');
  let hash = leaf;
  for (const step of proof.path) {
    if (last === 0) refuse('E_PROOF', 'the path is too long');
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
  return last === 0 ? toHex(hash) : refuse('E_PROOF', 'the path is too short');
}
