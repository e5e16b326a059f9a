/** Why a connection is not Meta's; `meta` if it is. */
export type CertificateVerdict =
  'meta' | 'none' | 'not_verified' | 'other_name' | 'not_from_proxy' | 'ambiguous' | 'unreadable';

/** What the TLS layer found out of a connection that ends here. */
export interface SeenCertificate {
  /** Chain and dates are good, by the CA file. */
  readonly verified: boolean;
  /** Of the subject; null where there is not exactly one. */
  readonly commonName: string | null;
  readonly presented: boolean;
}

/** Judges a connection that ends at this service. */
export function judgeConnection(seen: SeenCertificate, commonName: string): CertificateVerdict {
  if (!seen.presented) return 'none';
  if (!seen.verified) return 'not_verified';
  return seen.commonName === commonName ? 'meta' : 'other_name';
}

/** What came in a request by way of a proxy. */
export interface ForwardedCertificate {
  /** The address that is connected to us, not one it names, is a proxy of ours. */
  readonly fromProxy: boolean;
  /** The values of all header lines of that name, whatever their case. */
  readonly subjects: readonly string[];
  /** The same of the header that says whether the certificate was verified; null where none is configured. */
  readonly verifications: readonly string[] | null;
}

/**
 * Judges what a proxy says of a certificate. Two lines of one header are refused: one of them may be a client's own, passed on by
 * a proxy that adds instead of replacing.
 */
export function judgeForwarded(forwarded: ForwardedCertificate, commonName: string): CertificateVerdict {
  const { fromProxy, subjects, verifications } = forwarded;
  if (!fromProxy) return 'not_from_proxy';
  if (subjects.length > 1 || (verifications !== null && verifications.length > 1)) return 'ambiguous';
  const subject = subjects[0]?.trim() ?? '';
  if (subject === '') return 'none';
  if (verifications !== null && verifications[0]?.trim() !== 'SUCCESS') return 'not_verified';
  const names = commonNames(subject);
  if (names === null) return 'unreadable';
  return names.length === 1 && names[0] === commonName ? 'meta' : 'other_name';
}

/** Of `type=value` pairs: a backslash takes the next character as it is, quotes do so with all between them (RFC 4514, RFC 2253). */
const PAIR = /^\s*([A-Za-z][\w-]*|\d+(?:\.\d+)*)\s*=\s*((?:\\.|"(?:\\.|[^"\\])*"|[^\\",;+])*)$/s;
const PIECES = /(?:\\.|"(?:\\.|[^"\\])*"|[^\\",;+])+|[,;+]/gs;
const COMMON_NAME = /^(?:cn|2\.5\.4\.3)$/i;

/** All common names of a distinguished name; null if it is none. */
export function commonNames(distinguishedName: string): string[] | null {
  const pieces = distinguishedName.match(PIECES) ?? [];
  if (pieces.join('') !== distinguishedName) return null;
  const names: string[] = [];
  for (const [index, piece] of pieces.entries()) {
    const isSeparator = /^[,;+]$/.test(piece);
    if (isSeparator !== (index % 2 === 1)) return null;
    if (isSeparator) continue;
    const [, type, value] = PAIR.exec(piece) ?? [];
    if (type === undefined || value === undefined) return null;
    if (COMMON_NAME.test(type)) names.push(plain(value));
  }
  return pieces.length % 2 === 1 ? names : null;
}

function plain(value: string): string {
  return value
    .trim()
    .replace(/^"(.*)"$/s, '$1')
    .replaceAll(/\\(.)/gs, '$1');
}
