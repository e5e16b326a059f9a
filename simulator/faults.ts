import type { Story } from './statuses.js';

/** What goes wrong with one request to the Graph API. */
export type Trouble =
  /** refused with this error, and `Retry-After` if seconds are given; nothing is taken */
  | { code: number; details?: string; retryAfter?: number; status?: number }
  /** this HTTP status with an empty body; nothing is taken */
  | { httpStatus: number }
  /** the connection is cut, nothing is taken */
  | { lostRequest: true }
  /** the request is dealt with this much later */
  | { delayMs: number }
  /** messages: taken, then the connection is cut before any answer (after `afterMs`) */
  | { lostResponse: true; afterMs?: number }
  /** messages: taken and answered with 200; `failed` with this code follows, the phone shows nothing */
  | { asyncCode: number }
  /** messages: answered `held_for_quality_assessment`; after `afterMs` (default 0) shown, or `failed` with 132015 */
  | { held: 'released' | 'dropped'; afterMs?: number }
  /** messages: taken; its statuses differ from the policy */
  | { story: Story }
  /** download: the file arrives altered */
  | { corrupt: true };

/**
 * `messages` sent, `read` marks of messages received, `upload` of a file, `media` the first hop of fetching one (its address), `download` the second (its
 * bytes), `node` a number or an account, `templates`, `subscriptions` (of app and account) and `token` the
 * management calls of that name.
 */
export type FaultTarget =
  'messages' | 'read' | 'upload' | 'media' | 'download' | 'node' | 'templates' | 'subscriptions' | 'token';

export interface FaultScope {
  /** how many requests, default 1 */
  times?: number;
  /** default `messages` */
  on?: FaultTarget;
  /** only requests for this number */
  phoneNumberId?: string;
  /** only messages to this `to` (digits) or `recipient` */
  to?: string;
}

export type Fault = Trouble & FaultScope;

interface Requested {
  on: FaultTarget;
  phoneNumberId?: string | undefined;
  to?: string | undefined;
}

/** Faults ordered for the next requests; the first that fits is used up. */
export class Faults {
  #waiting: { fault: Fault; left: number }[] = [];

  add(fault: Fault): void {
    this.#waiting.push({ fault, left: fault.times ?? 1 });
  }

  take(requested: Requested): Trouble | undefined {
    const found = this.#waiting.find(({ fault }) => fits(fault, requested));
    if (!found) return undefined;
    found.left -= 1;
    if (found.left <= 0) this.#waiting = this.#waiting.filter((one) => one !== found);
    return found.fault;
  }

  clear(): void {
    this.#waiting = [];
  }

  get waiting(): number {
    return this.#waiting.reduce((sum, one) => sum + one.left, 0);
  }
}

function fits(fault: Fault, requested: Requested): boolean {
  return (
    (fault.on ?? 'messages') === requested.on &&
    (fault.phoneNumberId === undefined || fault.phoneNumberId === requested.phoneNumberId) &&
    (fault.to === undefined || digits(fault.to) === digits(requested.to))
  );
}

function digits(to: string | undefined): string | undefined {
  return to?.replace('+', '');
}
