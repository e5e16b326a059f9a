import { fromHex, taggedHmac } from './encode.js';

/** `prk` of B5, 32 bytes: the commitment hash (hexadecimal) binds the entropy value E to raffle, rules and ledger. */
export function extractKey(commitmentHash: string, entropy: Uint8Array): Uint8Array {
  return taggedHmac(fromHex(commitmentHash, 32), 'extract', entropy);
}
