import { createHmac } from 'node:crypto';

/** Both signature headers Meta sends, keyed with the app secret, over the exact bytes of the body. */
export function signatureHeaders(appSecret: string, body: string): Record<string, string> {
  return {
    'X-Hub-Signature': sign('sha1', appSecret, body),
    'X-Hub-Signature-256': sign('sha256', appSecret, body),
  };
}

function sign(algorithm: 'sha1' | 'sha256', appSecret: string, body: string): string {
  return `${algorithm}=${createHmac(algorithm, appSecret).update(body).digest('hex')}`;
}
