import type { WarningCode } from '../../fair-draw/index.js';
import type { Organiser, Reconciliation } from '../../raffle/index.js';

/** A confirmed official result and who answers for it. Instants here and below: UTC, whole seconds. */
export interface ResultFacts {
  readonly source: string;
  readonly lotteryDrawId: string;
  readonly drawnAt: string;
  readonly results: Readonly<Record<string, string>>;
  readonly enteredBy: string;
  readonly enteredAt: string;
  readonly confirmedBy: string;
  readonly confirmedAt: string;
  readonly twoPerson: boolean;
  /** Where it was read; one of the two at least. */
  readonly sourceUrl: string | null;
  readonly sourceFile: { readonly blobId: string; readonly mediaType: string } | null;
}

/** One draw of the raffle, as far as it does not stand in its own papers. */
export interface DrawFacts {
  readonly drawId: string;
  readonly ordinal: number;
  /** Of a draw before the main one; null or missing for that, and in files of before there were others. */
  readonly name?: string | null;
  /** The announced time; missing in those older files. */
  readonly drawAt?: string;
  readonly fairdrawId: string;
  /** The certificate in force. */
  readonly issueNo: number;
  readonly issuedAt: string;
  /** What the verification of that certificate remarked. */
  readonly warnings: readonly WarningCode[];
  readonly closedAt: string;
  /** The last log entry the commitment covers. */
  readonly logSeq: number;
  /** Null where nobody's request stands in the audit log. */
  readonly drawnBy: string | null;
  readonly results: readonly ResultFacts[];
}

/** Something that did not go its usual way. */
export interface ExceptionFacts {
  readonly at: string;
  readonly kind: 'payment_rejected' | 'late_money' | 'outage' | 'result_withdrawn';
  /** An order's code, or the lottery draw. */
  readonly subject: string;
  readonly numbers: readonly number[];
  readonly amountMinor: number | null;
}

/**
 * What goes into an evidence file and could be different tomorrow, with the places up to which the append-only books are read. With
 * these facts the file can be made again at any time and is the same.
 */
export interface EvidenceFacts {
  readonly madeAt: string;
  readonly software: {
    readonly version: string;
    readonly commit: string | null;
    readonly drawCode: string;
  };
  readonly raffle: {
    readonly id: string;
    readonly title: string;
    readonly organiser: Organiser;
    readonly jurisdiction: string;
    readonly timeZone: string;
    readonly currency: string;
    /** Digits after the point of the currency. */
    readonly digits: number;
    readonly priceMinor: number;
    readonly firstNumber: number;
    readonly emission: number;
    readonly width: number;
    readonly salesCloseAt: string;
    readonly drawAt: string;
  };
  /** Head of the raffle's log. */
  readonly log: { readonly seq: number; readonly hash: string };
  /** Last entry of the audit log. */
  readonly auditSeq: number;
  readonly reconciliation: Reconciliation | null;
  readonly draws: readonly DrawFacts[];
  /** Users by id: role and e-mail, as they are printed. */
  readonly people: Readonly<Record<string, string>>;
  readonly exceptions: readonly ExceptionFacts[];
}

/** Who a user was when the file was made. */
export function personOf({ people }: EvidenceFacts, userId: string | null): string {
  return userId === null ? '' : (people[userId] ?? userId);
}

const EXTENSIONS: Readonly<Record<string, string>> = {
  'image/jpeg': 'jpg',
  'image/png': 'png',
  'image/webp': 'webp',
  'application/pdf': 'pdf',
};

/** What the picture of a published result is called in the file. */
export function sourceName({ lotteryDrawId, sourceFile }: ResultFacts, index: number): string {
  const extension = EXTENSIONS[sourceFile?.mediaType ?? ''] ?? 'bin';
  return `source-${index + 1}-${lotteryDrawId.replaceAll(/[^\w.-]/g, '_').slice(0, 40)}.${extension}`;
}
