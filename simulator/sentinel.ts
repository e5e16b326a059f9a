import type { Trouble } from './faults.js';

/** What a message to a sentinel recipient meets; `n` is what follows the five digits, as a number. */
interface Sentinel {
  prefix: string;
  what: string;
  trouble: (n: number) => Trouble;
}

/**
 * Recipients that provoke trouble, whoever runs the simulator: +999 is no country, so nobody has such a
 * number. The digits after the prefix are a parameter, 0 where there is none, since a number has six digits at
 * least; the same digits work in a user id (`CO.99900131026`).
 */
export const SENTINELS: readonly Sentinel[] = [
  { prefix: '99900', what: 'refused with error n', trouble: (code) => ({ code }) },
  { prefix: '99901', what: 'taken, then `failed` with error n', trouble: (asyncCode) => ({ asyncCode }) },
  { prefix: '99902', what: 'HTTP status n, no body', trouble: (httpStatus) => ({ httpStatus }) },
  { prefix: '99903', what: 'taken, the answer is lost', trouble: () => ({ lostResponse: true }) },
  { prefix: '99904', what: 'the request is lost', trouble: () => ({ lostRequest: true }) },
  {
    prefix: '99905',
    what: 'held for quality assessment, released after n s',
    trouble: (seconds) => ({ held: 'released', afterMs: seconds * 1000 }),
  },
  {
    prefix: '99906',
    what: 'held for quality assessment, dropped (132015) after n s',
    trouble: (seconds) => ({ held: 'dropped', afterMs: seconds * 1000 }),
  },
  { prefix: '99907', what: 'statuses backwards', trouble: () => ({ story: { disorder: true } }) },
  {
    prefix: '99908',
    what: 'every status repeated n times',
    trouble: (duplicates) => ({ story: { duplicates } }),
  },
  {
    prefix: '99909',
    what: 'every status n s after the one before',
    trouble: (seconds) => ({ story: { delayMs: seconds * 1000 } }),
  },
  {
    prefix: '99910',
    what: '`failed` with error n, then `delivered`',
    trouble: (failedFirst) => ({ story: { failedFirst } }),
  },
  { prefix: '99911', what: 'no status, ever', trouble: () => ({ story: { silent: true } }) },
  {
    prefix: '99912',
    what: 'HTTP 429 with error n and `Retry-After: 2`',
    trouble: (code) => ({ code, status: 429, retryAfter: 2 }),
  },
];

/** The trouble a recipient stands for, of a phone number or a user id; undefined for everybody real. */
export function sentinelTrouble(recipient: string | undefined): Trouble | undefined {
  const digits = recipient?.replace(/^\+|^[A-Z]{2}\.(ENT\.)?/, '') ?? '';
  if (!/^999\d+$/.test(digits)) return undefined;
  const sentinel = SENTINELS.find(({ prefix }) => digits.startsWith(prefix));
  return sentinel?.trouble(Number(digits.slice(sentinel.prefix.length)));
}
