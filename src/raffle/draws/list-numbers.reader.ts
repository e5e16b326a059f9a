import { LEAF_LENGTH, NUMBER_AT } from '../../fair-draw/index.js';
import type { Blobs, Reader } from '../../platform/index.js';
import type { CommittedPaper } from './stored-draw.js';

/**
 * The numbers of a frozen list in ascending order, from the ledger its fingerprint stands for, a batch at a time. Each batch is a read of
 * its own, since what was published does not change: whoever is slow holds no transaction open.
 */
export async function* listNumbers(
  blobs: Blobs,
  reader: Reader,
  { ledgerBlob, leaves }: Pick<CommittedPaper, 'ledgerBlob' | 'leaves'>,
  batch: number,
): AsyncGenerator<number[]> {
  for (let from = 0; from < leaves; from += batch) {
    const bytes = await blobs.part(reader, ledgerBlob, from * LEAF_LENGTH, batch * LEAF_LENGTH);
    yield Array.from({ length: bytes.length / LEAF_LENGTH }, (_, leaf) =>
      bytes.readUInt32BE(leaf * LEAF_LENGTH + NUMBER_AT),
    );
  }
}
