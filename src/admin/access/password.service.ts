import { randomBytes, scrypt, timingSafeEqual, type ScryptOptions } from 'node:crypto';

/** OWASP's floor for scrypt (RFC 7914): N = 2^17, r = 8, p = 1, which takes 128 MiB. */
const COST = { N: 2 ** 17, r: 8, p: 1 } as const;
const MAX_MEMORY = 256 * 1024 * 1024;

/** `scrypt$N$r$p$salt$hash`, base64url. Runs beside the event loop: it takes some tenths of a second. */
export async function hashPassword(password: string): Promise<string> {
  const salt = randomBytes(16);
  const hash = await derive(password, salt, COST);
  return ['scrypt', COST.N, COST.r, COST.p, salt.toString('base64url'), hash.toString('base64url')].join('$');
}

/** Whether it is the password of this hash. Without a hash it is not, and takes as long to say. */
export async function isPassword(password: string, stored: string | null): Promise<boolean> {
  const [, N, r, p, salt = '', hash = ''] = (stored ?? NOBODYS).split('$');
  const cost = { N: Number(N), r: Number(r), p: Number(p) };
  const key = await derive(password, Buffer.from(salt, 'base64url'), cost);
  const wanted = Buffer.from(hash, 'base64url');
  return stored !== null && key.length === wanted.length && timingSafeEqual(key, wanted);
}

const NOBODYS = ['scrypt', COST.N, COST.r, COST.p, 'AAAAAAAAAAAAAAAAAAAAAA', ''].join('$');

let last: Promise<unknown> = Promise.resolve();

/**
 * One after the other: strangers may ask for it, and each takes 128 MiB and one of the four threads that also read files and look up
 * names.
 */
function derive(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  const mine = last.then(() => run(password, salt, cost));
  last = mine.catch(() => undefined);
  return mine;
}

function run(password: string, salt: Buffer, cost: ScryptOptions): Promise<Buffer> {
  return new Promise<Buffer>((resolve, reject) => {
    scrypt(password.normalize('NFKC'), salt, 32, { ...cost, maxmem: MAX_MEMORY }, (error, key) =>
      error === null ? resolve(key) : reject(error),
    );
  });
}
