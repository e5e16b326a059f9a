import { createCipheriv, createDecipheriv, createHash, hkdfSync, randomBytes } from 'node:crypto';

const VERSION = 1;
const KEY_ID = 4;
const NONCE = 12;
const TAG = 16;

/**
 * Sealing at rest with AES-256-GCM (NIST SP 800-38D) under SECRET_KEY, and keys derived from it (HKDF, RFC 5869).
 * Sealed bytes: version ‖ key id (4) ‖ nonce (12) ‖ tag (16) ‖ cipher text. The newest key seals, every known key opens.
 */
export class Secrets {
  private readonly byId = new Map<string, Buffer>();

  /** @param keys 32-byte keys, newest first, at least one */
  constructor(private readonly keys: readonly Buffer[]) {
    if (keys.length === 0) throw new Error('no SECRET_KEY');
    for (const key of keys) this.byId.set(keyId(key).toString('hex'), key);
  }

  seal(plain: Buffer): Buffer {
    const key = this.keys[0]!;
    const nonce = randomBytes(NONCE);
    const cipher = createCipheriv('aes-256-gcm', hkdf(key, 'seal'), nonce);
    const body = Buffer.concat([cipher.update(plain), cipher.final()]);
    return Buffer.concat([Buffer.from([VERSION]), keyId(key), nonce, cipher.getAuthTag(), body]);
  }

  /** @throws if the bytes were changed or sealed under a key that is not configured any more */
  open(sealed: Buffer): Buffer {
    const id = sealed.subarray(1, 1 + KEY_ID);
    const key = this.byId.get(id.toString('hex'));
    if (sealed[0] !== VERSION || key === undefined) throw new Error('sealed under an unknown SECRET_KEY');
    const nonce = sealed.subarray(1 + KEY_ID, 1 + KEY_ID + NONCE);
    const tag = sealed.subarray(1 + KEY_ID + NONCE, 1 + KEY_ID + NONCE + TAG);
    const decipher = createDecipheriv('aes-256-gcm', hkdf(key, 'seal'), nonce, { authTagLength: TAG });
    decipher.setAuthTag(tag);
    return Buffer.concat([decipher.update(sealed.subarray(1 + KEY_ID + NONCE + TAG)), decipher.final()]);
  }

  /** 32 bytes for one purpose, from the oldest key: stored keyed hashes stay valid while a new key is added in front. */
  derive(purpose: string): Buffer {
    return hkdf(this.keys.at(-1)!, purpose);
  }
}

function keyId(key: Buffer): Buffer {
  return createHash('sha256').update('talonario/key-id').update(key).digest().subarray(0, KEY_ID);
}

function hkdf(key: Buffer, purpose: string): Buffer {
  return Buffer.from(hkdfSync('sha256', key, Buffer.alloc(0), `talonario/${purpose}`, 32));
}
