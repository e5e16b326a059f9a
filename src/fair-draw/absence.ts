import { toHex, VERSION } from './encode.js';
import { refuse } from './errors.js';
import { checkInclusion, type InclusionProof, type ProvenLeaf } from './inclusion.js';
import { MerkleRoot } from './merkle.js';
import * as read from './schema.js';

/**
 * Proof that a number is not in the ledger (B3): the leaves that would be its neighbours stand side by side. `below` is absent where
 * the number would come first, `above` where it would come last, both where the ledger is empty.
 */
export interface AbsenceProof {
  readonly v: typeof VERSION;
  readonly type: 'absence';
  readonly raffle_id: string;
  readonly number: number;
  readonly tree_size: number;
  readonly root: string;
  readonly below?: InclusionProof;
  readonly above?: InclusionProof;
}

/** Puts a proof together from those of the two neighbours. */
export function absenceProof(
  claim: Pick<AbsenceProof, 'raffle_id' | 'number' | 'tree_size' | 'root'>,
  neighbours: { readonly below?: InclusionProof; readonly above?: InclusionProof },
): AbsenceProof {
  const { raffle_id, number, tree_size, root } = claim;
  return { v: VERSION, type: 'absence', raffle_id, number, tree_size, root, ...neighbours };
}

/**
 * Checks a proof of absence and gives what it claims. Throws like `checkInclusion`; `E_PROOF` as well where the neighbours are of
 * another tree, not side by side or not around the number. Compare the root with the published commitment.
 */
export function checkAbsence(
  value: unknown,
): Pick<AbsenceProof, 'raffle_id' | 'number' | 'tree_size' | 'root'> {
  const source = read.object(value, 'the proof');
  read.versionIs(source);
  read.typeIs(source, 'absence');
  const claim = {
    raffle_id: read.raffleId(source),
    number: read.integer(source, 'number'),
    tree_size: read.integer(source, 'tree_size'),
    root: read.hash(source, 'root'),
  };
  const below = read.has(source, 'below') ? neighbour(source, 'below', claim) : undefined;
  const above = read.has(source, 'above') ? neighbour(source, 'above', claim) : undefined;
  if (below !== undefined && below.number >= claim.number)
    refuse('E_PROOF', '"below" is not below the number');
  if (above !== undefined && above.number <= claim.number)
    refuse('E_PROOF', '"above" is not above the number');
  // Before the first leaf stands index -1, behind the last one tree_size: then one rule covers every place.
  if ((above?.index ?? claim.tree_size) !== (below?.index ?? -1) + 1) {
    refuse('E_PROOF', 'the neighbours are not side by side');
  }
  const isEmpty = claim.tree_size === 0;
  if (isEmpty && claim.root !== toHex(new MerkleRoot().root()))
    refuse('E_PROOF', 'an empty list has another root');
  return claim;
}

function neighbour(
  source: read.Members,
  name: 'below' | 'above',
  claim: Pick<AbsenceProof, 'raffle_id' | 'tree_size' | 'root'>,
): ProvenLeaf {
  const leaf = checkInclusion(source[name]);
  if (leaf.raffleId !== claim.raffle_id || leaf.treeSize !== claim.tree_size || leaf.root !== claim.root) {
    refuse('E_PROOF', `"${name}" is about another list`);
  }
  return leaf;
}
