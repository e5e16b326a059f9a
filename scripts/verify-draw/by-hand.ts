/** What is said of the record of a draw by hand, which is no certificate and no forgery either. */
export const BY_HAND_REPORT = `NOT CHECKED  E_VERSION: this is the record of a draw by hand (manual/1), not a certificate.

People drew the slips, so no program can compute again who wins, and this one has checked nothing. Compare the numbers with the
acta signed on the spot, with the recording if there is one, and with what those who were there say.`;

/** True for the record of a draw by hand: it stands where a certificate stands, and says so by its version. */
export function isByHand(file: Buffer): boolean {
  try {
    const record: unknown = JSON.parse(file.toString('utf8'));
    return typeof record === 'object' && record !== null && 'v' in record && record.v === 'manual/1';
  } catch {
    return false;
  }
}
