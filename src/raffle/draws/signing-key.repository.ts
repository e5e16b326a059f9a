import { randomBytes } from 'node:crypto';
import { keyId, publicKeyOf } from '../../fair-draw/index.js';
import { writeAudit, type Secrets, type Transaction } from '../../platform/index.js';

const IN_USE = 'select secret_key as "secretKey" from signing_key where retired_at is null';

/** The raw 32-byte Ed25519 secret that signs certificates. Made when first needed; of two who make one at once, one is kept. */
export async function signingSecret(tx: Transaction, secrets: Secrets): Promise<Buffer> {
  const known = await tx.first<{ secretKey: Buffer }>(IN_USE);
  if (known !== null) return secrets.open(known.secretKey);
  const secret = randomBytes(32);
  const publicKey = Buffer.from(publicKeyOf(secret));
  const made = await tx.run(
    'insert into signing_key (kid, public_key, secret_key) values ($1, $2, $3) on conflict do nothing',
    [keyId(publicKey), publicKey, secrets.seal(secret)],
  );
  const entry = {
    action: 'signing_key.made',
    targetKind: 'signing_key',
    targetId: keyId(publicKey),
  } as const;
  if (made === 1) await writeAudit(tx, null, entry);
  return signingSecret(tx, secrets);
}

/**
 * The secret that signs what was issued at `at`: the oldest key not retired by then. Whenever it is asked, and whatever key is in use
 * meanwhile, it is the same one.
 */
export async function signingSecretAt(tx: Transaction, secrets: Secrets, at: Date): Promise<Buffer> {
  const key = await tx.first<{ secretKey: Buffer }>(
    `select secret_key as "secretKey" from signing_key where retired_at is null or retired_at > $1 order by created_at limit 1`,
    [at],
  );
  return key === null ? signingSecret(tx, secrets) : secrets.open(key.secretKey);
}
