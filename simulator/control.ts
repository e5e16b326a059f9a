import type { FastifyError, FastifyInstance } from 'fastify';
import { carryOut, type Action } from './control-actions.js';
import { acceptedView, inboxView, phoneView } from './control-views.js';
import { tellingRoutes } from './control-telling.js';
import type { Fault } from './faults.js';
import type { NumberOptions } from './numbers.js';
import type { Parts } from './parts.js';
import type { Person } from './person.js';
import { applyPolicy, type PolicyChanges } from './policy.js';
import { readStats } from './stats.js';

const MB = 1024 * 1024;

/** The simulator's own routes, for a demo or load generator in another process. See README.md. */
export function controlRoutes(app: FastifyInstance, parts: Parts): void {
  app.setErrorHandler<FastifyError>(async (error, _request, reply) =>
    reply.code(error.statusCode ?? 400).send({ error: error.message }),
  );
  phoneRoutes(app, parts);
  behaviourRoutes(app, parts);
  tellingRoutes(app, parts);
  app.get('/stats', async () => readStats(parts));
  app.get<{ Querystring: { since?: string; limit?: string; waitMs?: string } }>(
    '/accepted',
    async (request) => {
      const since = Number(request.query.since ?? 0);
      await parts.accepted.waitBeyond(since, Number(request.query.waitMs ?? 0));
      const items = parts.accepted.since(since, Number(request.query.limit ?? 1000));
      return { items: items.map(acceptedView), next: items.at(-1)?.seq ?? since };
    },
  );
}

function phoneRoutes(app: FastifyInstance, parts: Parts): void {
  app.post<{ Body: { persons: (Person & { phoneNumberId?: string })[] } }>(
    '/persons',
    { bodyLimit: 64 * MB, schema: { body: arrayIn('persons') } },
    async (request) => ({
      phones: request.body.persons.map(({ phoneNumberId, ...person }) =>
        phoneView(parts.phones.open(parts.numbers.pick(phoneNumberId), person)),
      ),
    }),
  );
  app.get('/phones', async () => ({ phones: parts.phones.all().map(phoneView) }));
  app.get<{ Params: { id: string }; Querystring: { since?: string } }>(
    '/phones/:id/messages',
    async (request) => {
      const phone = parts.phones.byId(request.params.id);
      if (!phone) throw new Error(`no phone ${request.params.id}`);
      return inboxView(phone, Number(request.query.since ?? 0));
    },
  );
  app.post<{ Body: { actions: Action[] } }>(
    '/actions',
    { bodyLimit: 64 * MB, schema: { body: arrayIn('actions') } },
    async (request) => ({ sent: request.body.actions.map((action) => carryOut(parts, action)) }),
  );
}

function behaviourRoutes(app: FastifyInstance, parts: Parts): void {
  app.post<{ Body: { faults: Fault[] } }>(
    '/faults',
    { schema: { body: arrayIn('faults') } },
    async (request) => {
      for (const fault of request.body.faults) parts.faults.add(fault);
      return { waiting: parts.faults.waiting };
    },
  );
  app.delete('/faults', async () => {
    parts.faults.clear();
    return { waiting: 0 };
  });
  app.get('/policy', async () => ({ ...parts.policy, webhookUrl: parts.routing.callbackUrl ?? null }));
  app.patch<{ Body: PolicyChanges & { webhookUrl?: string } }>('/policy', async (request) => {
    const { webhookUrl, ...changes } = request.body;
    applyPolicy(parts.policy, changes);
    if (webhookUrl !== undefined) parts.routing.callbackUrl = webhookUrl;
    parts.sender.wake();
    return { ...parts.policy, webhookUrl: parts.routing.callbackUrl ?? null };
  });
  app.post<{ Body: { numbers: NumberOptions[] } }>(
    '/numbers',
    { schema: { body: arrayIn('numbers') } },
    async (request) => {
      for (const number of request.body.numbers) parts.numbers.add(number);
      return { numbers: parts.numbers.all().map((number) => number.phoneNumberId) };
    },
  );
}

function arrayIn(key: string): object {
  return {
    type: 'object',
    required: [key],
    properties: { [key]: { type: 'array', items: { type: 'object' } } },
  };
}
