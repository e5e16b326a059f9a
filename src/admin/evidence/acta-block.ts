import type { DrawPapers } from './draw-papers.js';
import type { DrawFacts, EvidenceFacts } from './facts.js';
import type { SaleBook } from './sale-book.js';
import type { JournalRow } from './totals.js';

/** A piece of the acta, before anybody knows where on which page it stands. */
export type ActaBlock =
  | { readonly kind: 'title' | 'heading' | 'text'; readonly text: string }
  | { readonly kind: 'fact'; readonly label: string; readonly value: string; readonly hash?: boolean }
  | {
      readonly kind: 'table';
      readonly head: readonly string[];
      readonly rows: readonly (readonly string[])[];
      /** Shares of the width, in percent. */
      readonly widths: readonly number[];
    }
  | { readonly kind: 'signatures'; readonly title: string; readonly roles: readonly string[] };

/** Everything an acta is written from. */
export interface ActaInput {
  readonly facts: EvidenceFacts;
  readonly draw: DrawFacts;
  readonly papers: DrawPapers;
  readonly sale: SaleBook;
  readonly journal: readonly JournalRow[];
  /** `cert_hash` of the certificate in force. */
  readonly certificateHash: string;
}
