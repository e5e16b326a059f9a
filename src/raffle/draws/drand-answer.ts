/** A round of a chain; the hash in hexadecimal. */
export interface WantedRound {
  readonly chainHash: string;
  readonly round: number;
}

/** What became of asking one relay. Only `signed` says anything of a value, and that it is true must still be checked. */
export type RelayOutcome = { readonly kind: 'signed'; readonly signature: string } | RelayFailure;

export interface RelayFailure {
  readonly kind:
    /** The relay has no such round yet (404, 425). */
    | 'too_early'
    /** It points elsewhere; nobody follows. */
    | 'redirected'
    /** Any other answer below 500 than a beacon. */
    | 'refused'
    | 'broken'
    /** No JSON, or not what drand answers. */
    | 'unreadable'
    | 'too_big'
    | 'other_round'
    | 'other_chain'
    /** Not a signature of the chain over the round. */
    | 'bad_signature'
    | 'timed_out'
    /** No connection, or one that broke. */
    | 'unreachable'
    /** Two others had answered alike before. */
    | 'not_awaited';
}

/** Bytes of an answer; a real one has some 250. */
export const MAX_ANSWER_BYTES = 16 * 1024;

const SIGNATURE = /^[0-9a-f]{96}$/;

/** Where a relay has a round (docs.drand.love, HTTP API v1: the one every relay knows). */
export function roundUrl(relay: string, { chainHash, round }: WantedRound): string {
  return `${relay}/${chainHash}/public/${round}`;
}

/** How people are told of a relay: its host, since a path could be somebody's key. */
export function hostOf(relay: string): string {
  return URL.parse(relay)?.host ?? 'a relay';
}

/** Reads an answer as text. The randomness in it is not looked at: it follows from the signature. */
export function readRelayAnswer(status: number, text: string, wanted: WantedRound): RelayOutcome {
  if (status === 404 || status === 425) return { kind: 'too_early' };
  if (status >= 300 && status < 400) return { kind: 'redirected' };
  if (status !== 200) return { kind: status >= 500 ? 'broken' : 'refused' };
  const body = parsed(text);
  if (typeof body !== 'object' || body === null) return { kind: 'unreadable' };
  if ('chain_hash' in body && body.chain_hash !== wanted.chainHash) return { kind: 'other_chain' };
  if (!('round' in body) || typeof body.round !== 'number') return { kind: 'unreadable' };
  if (body.round !== wanted.round) return { kind: 'other_round' };
  if (!('signature' in body) || typeof body.signature !== 'string') return { kind: 'unreadable' };
  return SIGNATURE.test(body.signature)
    ? { kind: 'signed', signature: body.signature }
    : { kind: 'unreadable' };
}

/** The outcome of a request that ended without a whole answer, by axios' code and what it says. */
export function withoutAnswer(code: string | undefined, message: string): RelayFailure {
  if (message.includes('maxContentLength')) return { kind: 'too_big' };
  const late = code === 'ECONNABORTED' || code === 'ETIMEDOUT' || code === 'ERR_CANCELED';
  return { kind: late ? 'timed_out' : 'unreachable' };
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    return null;
  }
}
