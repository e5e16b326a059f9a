import { timingSafeEqual } from 'node:crypto';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphError } from '../errors.js';
import type { Parts } from '../parts.js';
import { meetTrouble } from '../trouble.js';
import { appToken, type MetaApp } from './meta-app.js';
import { chosenFields, neededText, parameters } from './request.js';

const SYSTEM_USER = { id: '122100000000000001', name: 'Talonario' };

/** The token of a request: header first, then the parameter of the same name. */
export function tokenOf(request: FastifyRequest): string {
  const { authorization } = request.headers;
  if (authorization !== undefined) return authorization.replace(/^Bearer /, '');
  const { access_token: given } = parameters(request);
  return typeof given === 'string' ? given : '';
}

/** Throws 190 unless the token is the system user's and alive, or the app's own. */
export function checkToken(app: MetaApp, given: string): void {
  if (same(given, app.accessToken)) {
    if (app.token.valid) return;
    const message = 'Error validating access token: The session has been invalidated';
    throw new GraphError(190, { message, subcode: 460 });
  }
  if (same(given, appToken(app))) return;
  throw new GraphError(190, { message: 'Invalid OAuth access token - Cannot parse access token' });
}

/** `GET /debug_token` (Graph API reference) and `GET /me`. */
export function tokenRoutes(app: FastifyInstance, parts: Parts): void {
  app.get('/:version/debug_token', async (request, reply) => {
    const ended = await meetTrouble(parts.faults.take({ on: 'token' }), request, reply);
    if (ended) return reply;
    return reply.send({ data: describe(parts, neededText(parameters(request), 'input_token')) });
  });
  app.get<{ Querystring: { fields?: string } }>('/:version/me', async (request) =>
    chosenFields(SYSTEM_USER, 'User', request.query.fields ?? 'id,name'),
  );
}

function describe(parts: Parts, given: string): Record<string, unknown> {
  const { app, accounts } = parts;
  const { valid, scopes, expiresAt } = app.token;
  if (given === appToken(app)) {
    return { app_id: app.id, type: 'APP', application: app.name, is_valid: true, scopes: [] };
  }
  if (given !== app.accessToken || !valid) {
    const message = valid ? 'Invalid OAuth access token.' : 'The session has been invalidated.';
    return { error: { code: 190, message }, is_valid: false, scopes: [] };
  }
  const targets = accounts.all().map((account) => account.wabaId);
  return {
    app_id: app.id,
    type: 'SYSTEM_USER',
    application: app.name,
    data_access_expires_at: 0,
    expires_at: expiresAt,
    is_valid: true,
    issued_at: 1_767_225_600,
    scopes,
    granular_scopes: scopes
      .filter((scope) => scope.startsWith('whatsapp_'))
      .map((scope) => ({ scope, target_ids: targets })),
    user_id: SYSTEM_USER.id,
  };
}

function same(given: string, expected: string): boolean {
  const left = Buffer.from(given);
  const right = Buffer.from(expected);
  return left.length === right.length && timingSafeEqual(left, right);
}
