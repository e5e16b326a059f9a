/** A send that is not answered by then is lost; well below the lease. */
export const SEND_TIMEOUT_MS = 10_000;

/** How a request to send a message ended. `pauseMs`: how long the answer asks us to stay away; none: it does not. */
export type SendOutcome =
  /** `note`: Meta took it but does not send it yet (`held_for_quality_assessment`, `paused`); null: it does. */
  | { readonly kind: 'accepted'; readonly wamid: string; readonly note: string | null }
  /** Meta answered with one of its error codes. */
  | {
      readonly kind: 'refused';
      readonly code: number;
      readonly httpStatus: number;
      readonly pauseMs?: number;
    }
  /** Something in between answered with a status below 500 and no error of Meta. */
  | { readonly kind: 'turned_away'; readonly httpStatus: number; readonly pauseMs?: number }
  /** We did not even try: its lease is too old, or its number was stopped meanwhile. */
  | { readonly kind: 'given_back' }
  /** It never left: no connection came about. */
  | { readonly kind: 'not_sent' }
  /** It may have been taken: no answer, or one that does not say. */
  | { readonly kind: 'lost'; readonly pauseMs?: number };

/**
 * Reads the answer to a send. Bodies are read loosely: Meta adds fields at any time.
 * @param pauseMs how long its headers ask us to stay away; 0: they do not
 */
export function readAnswer(httpStatus: number, body: unknown, pauseMs = 0): SendOutcome {
  const pause = pauseMs > 0 ? { pauseMs } : {};
  const code = errorCodeOf(body);
  if (code !== null) return { kind: 'refused', code, httpStatus, ...pause };
  if (httpStatus >= 200 && httpStatus < 300) {
    const message = first(property(body, 'messages'));
    const wamid = property(message, 'id');
    if (typeof wamid !== 'string' || wamid === '') return { kind: 'lost' };
    return { kind: 'accepted', wamid, note: noteOf(property(message, 'message_status')) };
  }
  return httpStatus >= 500 ? { kind: 'lost', ...pause } : { kind: 'turned_away', httpStatus, ...pause };
}

/** Why an accepted template message may stay silent (page "Sending template messages": `message_status`). */
function noteOf(status: unknown): string | null {
  return status === 'held_for_quality_assessment' || status === 'paused' ? status : null;
}

/** How a request to mark a message as read ended. */
export type MarkOutcome =
  | { readonly kind: 'marked' }
  /** `code` null: something in between turned it away. `pauseMs`: how long its headers ask us to stay away. */
  | { readonly kind: 'refused'; readonly code: number | null; readonly pauseMs: number }
  | { readonly kind: 'no_answer' };

/** Reads the answer to a read mark. */
export function readMarkAnswer(httpStatus: number, body: unknown, pauseMs = 0): MarkOutcome {
  const code = errorCodeOf(body);
  const taken = code === null && httpStatus >= 200 && httpStatus < 300;
  return taken ? { kind: 'marked' } : { kind: 'refused', code, pauseMs };
}

/** Meta's error code in an error body, else null. */
export function errorCodeOf(body: unknown): number | null {
  const code = property(property(body, 'error'), 'code');
  return typeof code === 'number' && Number.isInteger(code) ? code : null;
}

/** System errors that can only happen before anything was sent. */
const BEFORE_SENDING = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'EHOSTUNREACH',
  'ENETUNREACH',
  'EADDRNOTAVAIL',
  'EMFILE',
]);

/** The outcome of a request that got no answer. @param code the system error or the HTTP client's own code */
export function withoutAnswer(code: string | undefined): SendOutcome {
  return { kind: code !== undefined && BEFORE_SENDING.has(code) ? 'not_sent' : 'lost' };
}

/** A property of something foreign, or undefined. */
export function property(value: unknown, name: string): unknown {
  return typeof value === 'object' && value !== null && Object.hasOwn(value, name)
    ? (value as Record<string, unknown>)[name]
    : undefined;
}

function first(value: unknown): unknown {
  return Array.isArray(value) ? (value as unknown[])[0] : undefined;
}
