import { GraphError } from '../errors.js';
import type { HttpClient } from '../http-client.js';
import type { Override } from './account.js';
import { checkCallback } from './handshake.js';
import { neededText } from './request.js';

/**
 * The override a call sets, after its handshake; undefined where the call names none or an empty one, which
 * takes an earlier one away.
 */
export async function newOverride(
  http: HttpClient,
  given: Record<string, unknown>,
): Promise<Override | undefined> {
  const uri = given['override_callback_uri'];
  if (uri === undefined || uri === '') return undefined;
  if (typeof uri !== 'string') throw new GraphError(100, { details: 'override_callback_uri is no text' });
  const verifyToken = neededText(given, 'verify_token');
  await checkCallback(http, uri, verifyToken);
  return { uri, verifyToken };
}
