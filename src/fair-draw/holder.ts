import { concat, lengthPrefixed, taggedHash, taggedHmac, u32, utf8 } from './encode.js';
import { hmacSha256 } from './hash.js';

const SHORT = 16;

// A ledger asks for the tag of its raffle a million times.
let latest = { raffleId: '', tag: tagOf('') };

/** raffle_tag of B3: 16 bytes that bind a leaf to its raffle. They are shared: nobody may change them. */
export function raffleTag(raffleId: string): Uint8Array {
  if (latest.raffleId !== raffleId) latest = { raffleId, tag: tagOf(raffleId) };
  return latest.tag;
}

function tagOf(raffleId: string): Uint8Array {
  return taggedHash('raffle', utf8(raffleId)).slice(0, SHORT);
}

/**
 * commit of B3, 32 bytes. `salt` has 16 bytes and is known to buyer and system only; `identity` is the exact string on the
 * buyer's receipt.
 */
export function holderCommit(ticket: {
  readonly raffleId: string;
  readonly number: number;
  readonly salt: Uint8Array;
  readonly identity: string;
}): Uint8Array {
  const { raffleId, number, salt, identity } = ticket;
  return taggedHash('holder', concat(salt, raffleTag(raffleId), u32(number), lengthPrefixed(identity)));
}

/**
 * holder of B3: a pseudonym of 16 bytes, the same on all tickets with the same `identity`. `key` is secret, 32 bytes, and never
 * used for a second raffle. Where several prizes per person are allowed, an identity that differs per ticket hides who holds how many.
 */
export function pseudonym(key: Uint8Array, identity: string): Uint8Array {
  return taggedHmac(key, 'pseudonym', lengthPrefixed(identity)).slice(0, SHORT);
}

/**
 * The salt of a ticket, 16 bytes, derived instead of stored: HMAC-SHA256(saltKey, u32 number ‖ u32 hand-overs). The count of
 * hand-overs gives each new holder of a number a salt the former one does not know.
 */
export function ticketSalt(saltKey: Uint8Array, number: number, handOvers: number): Uint8Array {
  return hmacSha256(saltKey, concat(u32(number), u32(handOvers))).slice(0, SHORT);
}
