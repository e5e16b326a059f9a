import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import type { Phone, Simulator } from '../../simulator/index.js';
import { templateDefinitions } from '../../src/conversation/templates/definitions.js';
import { readConfig } from '../../src/platform/index.js';
import { FIRST_PORTFOLIO, type Channel } from '../../src/whatsapp/channels/channel.js';
import { GraphClient } from '../../src/whatsapp/graph/graph.client.js';
import { HttpClient } from '../../src/whatsapp/graph/http-client.service.js';
import { TemplateClient } from '../../src/whatsapp/templates/template.client.js';
import { NUMBER, startSimulator, TOKEN, WABA } from '../simulator/business.js';
import type { Calls } from './calls.js';

const channel: Channel = {
  id: '01934a10-0000-7000-8000-000000000001',
  portfolioId: FIRST_PORTFOLIO,
  phoneNumberId: NUMBER,
  wabaId: WABA,
  displayDigits: null,
  businessId: null,
  accessToken: TOKEN,
  appSecrets: ['test_app_secret'],
};

const http = new HttpClient();
let simulator: Simulator;

const ana = (): Phone => simulator.person({ name: 'Ana', waId: '573104445566' });

beforeAll(async () => {
  simulator = await startSimulator();
  ana().sendText('hola');
});
afterAll(async () => {
  http.onApplicationShutdown();
  await simulator.stop();
});

const never = new AbortController().signal;
const [template] = templateDefinitions('https://rifas.example');
if (template === undefined) throw new Error('no template');

/** The doctor's calls are in doctor.test.ts: they need a callback URL that answers. */
const GRAPH_CALLS: Calls<GraphClient> = {
  send: (client) =>
    client.send(channel, {
      messaging_product: 'whatsapp',
      to: '+573104445566',
      type: 'text',
      text: { body: 'hola' },
    }),
  upload: (client) =>
    client.upload(channel, { bytes: Buffer.from('%PDF'), mediaType: 'application/pdf' }, never),
  markRead: async (client) => {
    const [sent] = ana().sent;
    const plain = await client.markRead(channel, sent?.wamid ?? '', false, never);
    const typing = await client.markRead(channel, sent?.wamid ?? '', true, never);
    return plain.kind === 'marked' && typing.kind === 'marked' ? ana().readMarks.at(-1) : null;
  },
  node: (client) => client.node(channel, NUMBER, ['quality_rating', 'health_status'], never),
  media: async (client) => {
    const id = await client.upload(channel, { bytes: Buffer.from('hi'), mediaType: 'text/plain' }, never);
    return client.media(channel, id, never);
  },
};

const TEMPLATE_CALLS: Calls<TemplateClient> = {
  list: async (client) => [await client.list(channel), await client.list(channel, template.name)],
  create: (client) => client.create(channel, template),
  edit: async (client) => {
    const reviewed = await vi.waitUntil(() => {
      const found = simulator.template(template.name, template.language);
      return found?.status === 'APPROVED' ? found : undefined;
    });
    return client.edit(channel, reviewed.id, template, false);
  },
};

describe('what the service asks of the Graph API', () => {
  const env = (): ReturnType<typeof readConfig> =>
    readConfig({
      NODE_ENV: 'test',
      GRAPH_API_BASE_URL: simulator.url,
      WHATSAPP_VERIFY_TOKEN: 'a-verify-token',
      WHATSAPP_APP_SECRET: 'test_app_secret',
      WHATSAPP_ACCESS_TOKEN: TOKEN,
      WHATSAPP_PHONE_NUMBER_ID: NUMBER,
      WHATSAPP_BUSINESS_ACCOUNT_ID: WABA,
    });

  it.each(Object.entries(GRAPH_CALLS))('%s is understood', async (_name, call) => {
    const answer = await call(new GraphClient(env(), http));
    expect([answer === null, simulator.stats().refused]).toEqual([false, {}]);
  });

  it.each(Object.entries(TEMPLATE_CALLS))('%s of templates is understood', async (_name, call) => {
    await call(new TemplateClient(env(), http));
    expect(simulator.stats().refused).toEqual({});
  });
});
