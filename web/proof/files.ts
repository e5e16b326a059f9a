/** The two files with which a draw is checked. */
export interface ProofFiles {
  readonly certificate: Uint8Array;
  readonly ledger: Uint8Array;
}

export type FileKind = keyof ProofFiles;

/** The specification allows no list beyond ten million numbers in one raffle of ours; a file above it was chosen by mistake. */
export const MAX_BYTES = 700_000_000;

const LEAF_VERSION = 1;
const OPENING_BRACE = 0x7b;
const WHITE_SPACE = new Set([0x20, 0x09, 0x0a, 0x0d]);

/** Which of the two a file is, by what it holds, whatever it is called; null for any other. An empty file is an empty list. */
export function kindOf(bytes: Uint8Array): FileKind | null {
  const first = bytes.find((byte) => !WHITE_SPACE.has(byte));
  if (first === undefined || bytes[0] === LEAF_VERSION) return 'ledger';
  return first === OPENING_BRACE ? 'certificate' : null;
}

/** The two files among those chosen so far: a later one of a kind stands in for an earlier one. */
export class Chosen {
  readonly #files = new Map<FileKind, Uint8Array>();

  /** False for a file that is neither. */
  add(bytes: Uint8Array): boolean {
    const kind = kindOf(bytes);
    if (kind !== null) this.#files.set(kind, bytes);
    return kind !== null;
  }

  /** Both files, or the kind that is missing. */
  get(): ProofFiles | FileKind {
    const certificate = this.#files.get('certificate');
    const ledger = this.#files.get('ledger');
    if (certificate === undefined) return 'certificate';
    return ledger === undefined ? 'ledger' : { certificate, ledger };
  }
}
