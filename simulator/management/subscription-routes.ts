import type { FastifyInstance, FastifyRequest } from 'fastify';
import { GraphError } from '../errors.js';
import type { Parts } from '../parts.js';
import { meetTrouble } from '../trouble.js';
import { checkCallback } from './handshake.js';
import { appToken } from './meta-app.js';
import { listParameter, neededText, parameters, textParameter } from './request.js';
import { tokenOf } from './token.js';
import { WEBHOOK_FIELDS } from './webhook-fields.js';

const OBJECT = 'whatsapp_business_account';
const KNOWN = new Set<string>(WEBHOOK_FIELDS);

interface AppRequest {
  Params: { version: string; id: string };
}

/**
 * `/{app}/subscriptions` (Graph API reference, Application › Subscriptions): the callback URL of the app and
 * the fields it gets. A field is subscribed at the version of the call that names it.
 */
export function subscriptionRoutes(app: FastifyInstance, parts: Parts): void {
  app.get<AppRequest>('/:version/:id/subscriptions', async (request, reply) => {
    if (await interrupted(parts, request, reply)) return reply;
    return reply.send({ data: subscriptions(parts) });
  });
  app.post<AppRequest>('/:version/:id/subscriptions', async (request, reply) => {
    if (await interrupted(parts, request, reply)) return reply;
    await subscribe(parts, parameters(request), request.params.version);
    return reply.send({ success: true });
  });
  app.delete<AppRequest>('/:version/:id/subscriptions', async (request, reply) => {
    if (await interrupted(parts, request, reply)) return reply;
    unsubscribe(parts, parameters(request));
    return reply.send({ success: true });
  });
}

async function interrupted(
  parts: Parts,
  request: FastifyRequest<AppRequest>,
  reply: Parameters<typeof meetTrouble>[2],
): Promise<boolean> {
  if (request.params.id !== parts.app.id) throw GraphError.unknownObject(request.params.id);
  if (tokenOf(request) !== appToken(parts.app)) {
    throw new GraphError(15, { message: '(#15) This method must be called with an app access_token.' });
  }
  return meetTrouble(parts.faults.take({ on: 'subscriptions' }), request, reply);
}

function subscriptions({ app, routing }: Parts): object[] {
  const { fields, active } = app.subscription;
  if (routing.callbackUrl === undefined || fields.size === 0) return [];
  const named = [...fields].map(([name, version]) => ({ name, version }));
  return [{ object: OBJECT, callback_url: routing.callbackUrl, active, fields: named }];
}

async function subscribe(parts: Parts, given: Record<string, unknown>, version: string): Promise<void> {
  if (neededText(given, 'object') !== OBJECT) {
    throw new GraphError(100, { message: '(#100) The app has no product with this object' });
  }
  const names = listParameter(given, 'fields');
  const unknown = names.find((name) => !KNOWN.has(name));
  if (unknown !== undefined) {
    throw new GraphError(100, { message: `(#100) Invalid field ${unknown} for object ${OBJECT}` });
  }
  const url = neededText(given, 'callback_url');
  await checkCallback(parts.http, url, neededText(given, 'verify_token'));
  const { subscription } = parts.app;
  for (const name of names) subscription.fields.set(name, version);
  subscription.active = true;
  parts.routing.callbackUrl = url;
  parts.sender.wake();
}

/** With `fields` only those; with none the subscription ends. */
function unsubscribe(parts: Parts, given: Record<string, unknown>): void {
  const object = textParameter(given, 'object') ?? OBJECT;
  if (object !== OBJECT) return;
  const { fields } = parts.app.subscription;
  const names = listParameter(given, 'fields');
  for (const name of names.length > 0 ? names : [...fields.keys()]) fields.delete(name);
}
