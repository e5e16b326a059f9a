/** Meta's host for files in both directions. */
const META_HOST = 'lookaside.fbsbx.com';

/**
 * True if our token may be shown to this address: Meta's file host over TLS, or the host the Graph API itself is configured to
 * (a simulator in demo and tests). The address comes from outside, so nothing else is asked.
 */
export function mayFetch(address: string, graphBaseUrl: string): boolean {
  if (!URL.canParse(address)) return false;
  const { protocol, host, username, password } = new URL(address);
  if (username !== '' || password !== '') return false;
  const graph = new URL(graphBaseUrl);
  return (
    (protocol === 'https:' && host === META_HOST) || (protocol === graph.protocol && host === graph.host)
  );
}

/** A SHA-256 as Meta writes it, hex or base64, as its 32 bytes; null if it is neither. */
export function readChecksum(text: string): Buffer | null {
  if (/^[0-9a-f]{64}$/i.test(text)) return Buffer.from(text, 'hex');
  const standard = text.replaceAll('-', '+').replaceAll('_', '/');
  return /^[A-Za-z0-9+/]{43}=?$/.test(standard) ? Buffer.from(standard, 'base64') : null;
}
