import type { Phone } from './phone.js';
import type { ReceivedMessage } from './received.js';

const KEPT = 100_000;

/** One send that was answered with 200 (or would have been, had the answer not been lost). */
export interface Accepted {
  /** 1, 2, 3 … over all numbers */
  seq: number;
  /** ms since 1970, with fraction */
  at: number;
  phone: Phone;
  /** Meta's id of this copy */
  wamid: string;
  message: ReceivedMessage;
}

/** The latest sends, to be followed by cursor; what is older than the last 100,000 is forgotten. */
export class AcceptedLog {
  readonly #byWamid = new Map<string, Accepted>();
  readonly #recent: Accepted[] = [];
  readonly #waiting = new Set<() => void>();
  /** how many, by phone number id */
  readonly byNumber = new Map<string, number>();
  #seq = 0;

  get seq(): number {
    return this.#seq;
  }

  add(entry: Omit<Accepted, 'seq'>): Accepted {
    const accepted = { seq: (this.#seq += 1), ...entry };
    const { phoneNumberId } = entry.phone.number;
    this.byNumber.set(phoneNumberId, (this.byNumber.get(phoneNumberId) ?? 0) + 1);
    this.#recent.push(accepted);
    this.#byWamid.set(entry.wamid, accepted);
    if (this.#recent.length > 2 * KEPT) {
      for (const old of this.#recent.splice(0, KEPT)) this.#byWamid.delete(old.wamid);
    }
    for (const wake of this.#waiting) wake();
    return accepted;
  }

  byWamid(wamid: string): Accepted | undefined {
    return this.#byWamid.get(wamid);
  }

  /** Entries after `seq`, oldest first. */
  since(seq: number, limit: number): Accepted[] {
    const oldest = this.#recent[0]?.seq ?? 0;
    const from = Math.max(0, seq + 1 - oldest);
    return this.#recent.slice(from, from + limit);
  }

  /** Resolves when there is an entry after `seq`, at the latest after `waitMs`. */
  waitBeyond(seq: number, waitMs: number): Promise<void> {
    if (this.#seq > seq || waitMs <= 0) return Promise.resolve();
    return new Promise((resolve) => {
      const done = (): void => {
        clearTimeout(timer);
        this.#waiting.delete(done);
        resolve();
      };
      const timer = setTimeout(done, waitMs);
      this.#waiting.add(done);
    });
  }

  stop(): void {
    for (const wake of this.#waiting) wake();
  }
}
