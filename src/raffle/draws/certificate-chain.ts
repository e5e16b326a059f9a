import { X509Certificate } from 'node:crypto';

const LONGEST = 6;
/** Extended key usage: time stamping. */
const TIME_STAMPING = '1.3.6.1.5.5.7.3.8';

/**
 * Why this certificate may not sign time stamps, null if it may: it is for that alone, and a chain of certificates valid at that
 * time leads from it to one of the anchors. An anchor may be the signer itself. Revocation is not asked for.
 */
export function whyNotTrusted(
  signer: X509Certificate,
  others: readonly X509Certificate[],
  anchors: readonly X509Certificate[],
  at: Date,
): string | null {
  const usages = signer.keyUsage;
  if (usages.length !== 1 || usages[0] !== TIME_STAMPING) return 'its certificate is not for time stamps';
  let last = signer;
  for (let length = 0; length < LONGEST; length++) {
    if (!validAt(last, at)) return 'a certificate was not valid at its time';
    if (anchors.some(({ raw }) => raw.equals(last.raw))) return null;
    const issuer = [...anchors, ...others].find((one) => one.ca && issued(one, last));
    if (issuer === undefined) return 'its certificate does not lead to TIMESTAMP_CA_FILE';
    last = issuer;
  }
  return 'its chain of certificates is too long';
}

function issued(issuer: X509Certificate, subject: X509Certificate): boolean {
  return subject.checkIssued(issuer) && subject.verify(issuer.publicKey);
}

function validAt(certificate: X509Certificate, at: Date): boolean {
  return at >= new Date(certificate.validFrom) && at <= new Date(certificate.validTo);
}
