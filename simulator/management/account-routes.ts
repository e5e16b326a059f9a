import type { FastifyInstance } from 'fastify';
import type { Parts } from '../parts.js';
import { meetTrouble } from '../trouble.js';
import type { Account } from './account.js';
import { newOverride } from './override.js';
import { appLink } from './meta-app.js';
import { numberFields } from './number-fields.js';
import { page } from './paging.js';
import { chosenFields, parameters, textParameter } from './request.js';

interface Edge {
  Params: { id: string };
}

/** Edges of an account: its numbers, and its subscription to the app with an optional callback URL of its own. */
export function accountRoutes(app: FastifyInstance, parts: Parts): void {
  app.addHook<Edge>('preHandler', async (request, reply) => {
    parts.usage.take(parts.accounts.get(request.params.id).wabaId, reply);
  });
  app.get<Edge>('/:version/:id/phone_numbers', async (request, reply) => {
    const { wabaId } = parts.accounts.get(request.params.id);
    if (await meetTrouble(parts.faults.take({ on: 'node' }), request, reply)) return reply;
    const fields =
      textParameter(parameters(request), 'fields') ??
      'verified_name,display_phone_number,id,quality_rating,code_verification_status,platform_type';
    const numbers = parts.numbers.all().filter((number) => number.wabaId === wabaId);
    const rows = numbers.map((number) => numberFields(parts, number, fields));
    return reply.send(page(rows, request));
  });
  app.get<Edge>('/:version/:id/subscribed_apps', async (request, reply) => {
    const account = parts.accounts.get(request.params.id);
    if (await meetTrouble(parts.faults.take({ on: 'subscriptions' }), request, reply)) return reply;
    return reply.send({ data: subscribedApps(parts, account) });
  });
  app.post<Edge>('/:version/:id/subscribed_apps', async (request, reply) => {
    const account = parts.accounts.get(request.params.id);
    if (await meetTrouble(parts.faults.take({ on: 'subscriptions' }), request, reply)) return reply;
    account.override = await newOverride(parts.http, parameters(request));
    account.subscribed = true;
    parts.sender.wake();
    return reply.send({
      success: true,
      ...(account.override ? { data: subscribedApps(parts, account) } : {}),
    });
  });
  app.delete<Edge>('/:version/:id/subscribed_apps', async (request, reply) => {
    const account = parts.accounts.get(request.params.id);
    if (await meetTrouble(parts.faults.take({ on: 'subscriptions' }), request, reply)) return reply;
    Object.assign(account, { subscribed: false, override: undefined });
    return reply.send({ success: true });
  });
}

export function accountFields(account: Account, asked: string | undefined): Record<string, unknown> {
  const standard = 'id,name,timezone_id,message_template_namespace';
  return chosenFields(account.fields, 'WhatsAppBusinessAccount', asked ?? standard);
}

function subscribedApps({ app }: Parts, { subscribed, override }: Account): object[] {
  if (!subscribed) return [];
  const data = { id: app.id, name: app.name, link: appLink(app) };
  const own = override === undefined ? {} : { override_callback_uri: override.uri };
  return [{ ...own, whatsapp_business_api_data: data }];
}
