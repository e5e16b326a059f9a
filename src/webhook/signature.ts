import { createHmac, timingSafeEqual } from 'node:crypto';

const FORM = /^sha256=([0-9a-f]{64})$/;

/**
 * Which of the known app secrets signed these bytes: X-Hub-Signature-256 is `sha256=` and the lower-case hex HMAC-SHA256 of the
 * exact raw body (Meta, "Create a webhook endpoint"). Null if none did. Every secret is tried, so the time does not tell which.
 */
export function signer(body: Buffer, header: string | undefined, secrets: readonly string[]): string | null {
  const hex = FORM.exec(header ?? '')?.[1];
  if (hex === undefined) return null;
  const claimed = Buffer.from(hex, 'hex');
  let found: string | null = null;
  for (const secret of secrets) {
    const matches = timingSafeEqual(claimed, createHmac('sha256', secret).update(body).digest());
    if (matches && found === null) found = secret;
  }
  return found;
}

/** Compares two texts in constant time for equal lengths. */
export function sameText(a: string, b: string): boolean {
  const left = Buffer.from(a);
  const right = Buffer.from(b);
  return left.length === right.length && timingSafeEqual(left, right);
}
