import { GraphError } from '../errors.js';
import type { HttpClient } from '../http-client.js';

/**
 * What Meta does when a callback URL is saved: GET with a challenge, which must come back as the body
 * (page "Create a webhook endpoint"). Answers with what was wrong, or undefined.
 */
export async function shakeHands(
  http: HttpClient,
  callbackUrl: string,
  verifyToken: string,
): Promise<string | undefined> {
  const url = URL.parse(callbackUrl);
  if (!url) return 'the URL is malformed';
  const challenge = String(Math.floor(Math.random() * 2 ** 31));
  url.searchParams.set('hub.mode', 'subscribe');
  url.searchParams.set('hub.challenge', challenge);
  url.searchParams.set('hub.verify_token', verifyToken);
  const answer = await http.request(url, { method: 'GET', timeoutMs: 10_000 }).catch(() => undefined);
  if (!answer) return 'no connection, or no answer in time';
  if (answer.status !== 200) return `HTTP Status Code = ${answer.status}`;
  return answer.body === challenge
    ? undefined
    : 'HTTP Status Code = 200, but another body than hub.challenge';
}

/** Throws Meta's answer for a callback URL that does not shake hands. */
export async function checkCallback(http: HttpClient, url: string, verifyToken: string): Promise<void> {
  if (url.length > 200) {
    throw new GraphError(100, { message: '(#100) A callback URI has at most 200 characters' });
  }
  const problem = await shakeHands(http, url, verifyToken);
  if (problem === undefined) return;
  const message = `(#2200) Callback verification failed with the following errors: ${problem}`;
  throw new GraphError(2200, { message });
}
