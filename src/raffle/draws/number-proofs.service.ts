import { Injectable } from '@nestjs/common';
import {
  LEAF_LENGTH,
  ProofIndex,
  SEGMENT_LEAVES,
  segmentOf,
  type AbsenceProof,
  type InclusionProof,
  type Segment,
} from '../../fair-draw/index.js';
import { Blobs, type Reader } from '../../platform/index.js';

const SEGMENT_BYTES = SEGMENT_LEAVES * LEAF_LENGTH;
/** Lists whose index is kept; one of a million numbers takes about 200 kB. */
const KEPT = 16;

/**
 * Proofs about single numbers of frozen lists. The first question about a list reads it once; every other reads the one or two
 * pieces the number falls into.
 */
@Injectable()
export class NumberProofs {
  /** By file of the ledger, the last used at the end. */
  private readonly indexes = new Map<string, Promise<ProofIndex>>();

  constructor(private readonly blobs: Blobs) {}

  /** The proof that a number is in the list of a frozen draw, or that it is not. */
  async prove(
    reader: Reader,
    draw: { readonly fairdrawId: string; readonly ledgerBlob: string },
    number: number,
  ): Promise<InclusionProof | AbsenceProof> {
    const index = await this.index(reader, draw);
    const bytes = new Map<number, Uint8Array>();
    for (const segment of index.segmentsFor(number)) {
      const from = segment * SEGMENT_BYTES;
      bytes.set(segment, await this.blobs.part(reader, draw.ledgerBlob, from, SEGMENT_BYTES));
    }
    return index.prove(number, bytes);
  }

  private index(
    reader: Reader,
    draw: { readonly fairdrawId: string; readonly ledgerBlob: string },
  ): Promise<ProofIndex> {
    const { ledgerBlob: id } = draw;
    const index = this.indexes.get(id) ?? this.build(reader, draw.fairdrawId, id);
    this.indexes.delete(id);
    this.indexes.set(id, index);
    const [oldest] = this.indexes.keys();
    if (this.indexes.size > KEPT && oldest !== undefined) this.indexes.delete(oldest);
    // What could not be read once may be read the next time.
    index.catch(() => this.indexes.delete(id));
    return index;
  }

  /** Piece by piece, so that others get their turn in between. */
  private async build(reader: Reader, fairdrawId: string, ledgerBlob: string): Promise<ProofIndex> {
    const segments: Segment[] = [];
    let rest = Buffer.alloc(0);
    for await (const chunk of this.blobs.read(reader, ledgerBlob)) {
      const bytes = Buffer.concat([rest, chunk]);
      const whole = bytes.length - (bytes.length % SEGMENT_BYTES);
      for (let at = 0; at < whole; at += SEGMENT_BYTES)
        segments.push(segmentOf(bytes.subarray(at, at + SEGMENT_BYTES)));
      rest = bytes.subarray(whole);
    }
    if (rest.length > 0) segments.push(segmentOf(rest));
    return new ProofIndex(fairdrawId, segments);
  }
}
