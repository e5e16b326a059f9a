import type { Ledger, LedgerEntry } from './ledger.js';

/** Why a leaf cannot be drawn (B7). */
export type Obstacle = 'gone' | 'blocked' | 'holder';

/**
 * Who can still be drawn: everybody who takes part, less those who were drawn or disqualified. Nothing here is ever undone, so a
 * number that cannot be drawn once never can again.
 */
export class Field {
  readonly ledger: Ledger;
  readonly #onePerHolder: boolean;
  /** Numbers that had a place, and numbers disqualified. */
  readonly #goneNumbers = new Set<number>();
  readonly #blockedNumbers = new Set<number>();
  readonly #blockedHolders = new Set<string>();
  /** Everyone who ever had a place. */
  readonly #servedHolders = new Set<string>();

  constructor(ledger: Ledger, onePerHolder: boolean) {
    this.ledger = ledger;
    this.#onePerHolder = onePerHolder;
  }

  /** Why this leaf cannot be drawn; undefined if it can. */
  obstacle(entry: LedgerEntry): Obstacle | undefined {
    if (!entry.eligible || this.#goneNumbers.has(entry.number)) return 'gone';
    if (this.#blockedHolders.has(entry.holder)) return 'blocked';
    return this.#onePerHolder && this.#servedHolders.has(entry.holder) ? 'holder' : undefined;
  }

  /** The leaf of a number, if it can be drawn. */
  free(number: number): LedgerEntry | undefined {
    const entry = this.ledger.find(number);
    return entry !== undefined && this.obstacle(entry) === undefined ? entry : undefined;
  }

  take({ number, holder }: LedgerEntry): void {
    this.#goneNumbers.add(number);
    this.#servedHolders.add(holder);
  }

  /** Disqualifies a number, and with the scope `holder` its holder. */
  block({ number, holder }: LedgerEntry, scope: 'ticket' | 'holder'): void {
    this.#goneNumbers.add(number);
    this.#blockedNumbers.add(number);
    if (scope === 'holder') this.#blockedHolders.add(holder);
  }

  /** True when a number or its holder was disqualified. */
  isBlocked({ number, holder }: LedgerEntry): boolean {
    return this.#blockedNumbers.has(number) || this.#blockedHolders.has(holder);
  }
}
