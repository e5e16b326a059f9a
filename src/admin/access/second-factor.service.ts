import { Secret, TOTP } from 'otpauth';

const ISSUER = 'Talonario';
const STEP_MS = 30_000;
/** A code of the step before or after is taken too: clocks of phones differ (RFC 6238 §5.2). */
const WINDOW = 1;

/** 160 random bits, as RFC 4226 §4 recommends. */
export function newFactorSecret(): Buffer {
  return Buffer.from(new Secret({ size: 20 }).bytes);
}

/** What an authenticator app takes: the secret typed in base32, or the `otpauth:` address as a QR code. */
export function factorSetup(secret: Buffer, account: string): { secret: string; uri: string } {
  const totp = totpOf(secret, account);
  return { secret: totp.secret.base32, uri: totp.toString() };
}

/**
 * The time step whose code this is; null where it is none, or one of a step not after `last`: no code counts twice (RFC 6238 §5.2).
 * @param code six digits
 */
export function stepOfCode(secret: Buffer, code: string, now: Date, last: number | null): number | null {
  const timestamp = now.getTime();
  const delta = totpOf(secret, '').validate({ token: code, timestamp, window: WINDOW });
  if (delta === null) return null;
  const step = Math.floor(timestamp / STEP_MS) + delta;
  return last !== null && step <= last ? null : step;
}

function totpOf(secret: Buffer, label: string): TOTP {
  const bytes = new Uint8Array(secret);
  return new TOTP({
    issuer: ISSUER,
    label,
    secret: new Secret({ buffer: bytes.buffer }),
    period: STEP_MS / 1000,
  });
}
