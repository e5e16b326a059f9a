import { isHex, tagged, toHex, fromHex } from './encode.js';
import { ed25519PublicKey, ed25519Sign, ed25519Verify } from './ed25519.js';
import { sha256 } from './hash.js';
import { canonicalBytes } from './jcs.js';
import * as read from './schema.js';

/** `sig` of B9; all but `alg` in hexadecimal. It attributes an object, it does not prove fairness. */
export interface Signature {
  readonly alg: 'Ed25519';
  readonly kid: string;
  readonly public_key: string;
  readonly value: string;
}

const KEY_LENGTH = 32;
const SIGNATURE_LENGTH = 64;
const KID_LENGTH = 8;

/** `kid` of a raw 32-byte public key: the first 8 bytes of its SHA-256, hexadecimal. */
export function keyId(publicKey: Uint8Array): string {
  return toHex(sha256(publicKey).subarray(0, KID_LENGTH));
}

/** The raw 32-byte public key of a raw 32-byte Ed25519 secret; any 32 random bytes are a secret. */
export const publicKeyOf = ed25519PublicKey;

/** The object without its `sig` member: what signatures and certificate hashes cover. */
export function withoutSignature(object: object): read.Members {
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== 'sig'));
}

/** The bytes a signature covers. */
export function signedBytes(object: object): Uint8Array {
  return tagged('sig', canonicalBytes(withoutSignature(object)));
}

/** Signs an object with a raw 32-byte secret; an existing `sig` member is not covered. */
export function signObject(object: object, secret: Uint8Array): Signature {
  const publicKey = ed25519PublicKey(secret);
  return {
    alg: 'Ed25519',
    kid: keyId(publicKey),
    public_key: toHex(publicKey),
    value: toHex(ed25519Sign(secret, signedBytes(object))),
  };
}

/** True when the object's `sig` is right for its own public key; whose key that is must be known otherwise. Throws `E_SCHEMA`. */
export function verifySignature(object: read.Members): boolean {
  const sig = read.child(object, 'sig');
  const [alg, kid] = [read.text(sig, 'alg'), read.text(sig, 'kid')];
  const [publicKey, value] = [read.text(sig, 'public_key'), read.text(sig, 'value')];
  if (alg !== 'Ed25519' || !isHex(publicKey, KEY_LENGTH) || !isHex(value, SIGNATURE_LENGTH)) return false;
  const key = fromHex(publicKey, KEY_LENGTH);
  return keyId(key) === kid && ed25519Verify(key, signedBytes(object), fromHex(value, SIGNATURE_LENGTH));
}
