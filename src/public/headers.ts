import { STYLE_HASH } from './style.js';

/** What every public answer says to browsers: nothing is loaded or run, nobody may frame it, no address leaks by a link. */
export const SAFE_HEADERS = {
  'content-security-policy': `default-src 'none'; style-src ${STYLE_HASH}; base-uri 'none'; form-action 'none'; frame-ancestors 'none'`,
  'referrer-policy': 'no-referrer',
  'x-content-type-options': 'nosniff',
  'cross-origin-opener-policy': 'same-origin',
} as const;

/** Pages are rendered anew each time. */
export const PAGE_HEADERS = {
  ...SAFE_HEADERS,
  'content-type': 'text/html; charset=utf-8',
  'cache-control': 'no-cache',
  'cross-origin-resource-policy': 'same-origin',
} as const;

/** A ticket is its holder's own business: it is kept nowhere and found by nobody. */
export const TICKET_HEADERS = {
  ...PAGE_HEADERS,
  'cache-control': 'no-store',
  'x-robots-tag': 'noindex',
} as const;

/** An entry receipt is a download for one person. */
export const RECEIPT_HEADERS = {
  ...TICKET_HEADERS,
  'content-type': 'application/json; charset=utf-8',
  'cache-control': 'private, no-store',
  'content-disposition': 'attachment; filename="recibo.json"',
} as const;

/** Proof files may be fetched by anybody's checking page. */
export const FILE_HEADERS = {
  ...SAFE_HEADERS,
  'access-control-allow-origin': '*',
  'cross-origin-resource-policy': 'cross-origin',
} as const;

/** A file somebody uploaded: it never changes, and no browser runs anything in it. */
export const STRANGE_FILE_HEADERS = {
  ...FILE_HEADERS,
  'content-security-policy': "default-src 'none'; sandbox; frame-ancestors 'none'",
  'cache-control': 'public, max-age=31536000, immutable',
} as const;
