import 'reflect-metadata';
import { createHmac, randomBytes } from 'node:crypto';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Simulator, type SimulatorOptions } from '../../simulator/index.js';
import { DatabaseUrl, DEMO, readConfig, Secrets, type Config } from '../../src/platform/index.js';
import { createApp } from '../../src/start/app.service.js';
import { openTestDatabase, type OpenTestDatabase } from './open.js';

export const API_KEY = 'test-api-key-0123456789abcdef';
export const APP_SECRET = 'test-app-secret';

/** The whole service on a cloned database, with a simulated Meta beside it; real HTTP between them. */
export interface TestService {
  readonly app: NestFastifyApplication;
  readonly origin: string;
  readonly db: OpenTestDatabase;
  readonly simulator: Simulator;
  /** Posts bytes to the webhook, signed unless told otherwise. */
  post(body: string | Buffer, signature?: string): Promise<Response>;
  /** Calls the REST API with the owner's key. */
  api(method: string, path: string, body?: object): Promise<Response>;
  stop(): Promise<void>;
}

export async function startService(
  options: { simulator?: Partial<SimulatorOptions>; env?: NodeJS.ProcessEnv } = {},
): Promise<TestService> {
  const db = await openTestDatabase(4);
  const simulator = await Simulator.start({
    appSecret: APP_SECRET,
    accessToken: DEMO.accessToken,
    numbers: [{ phoneNumberId: DEMO.phoneNumberId, wabaId: DEMO.businessAccountId }],
    ...options.simulator,
  });
  const config = configFor(simulator.url, options.env);
  const url = new DatabaseUrl(db.serviceUrl, db.ownerUrl);
  const app = await createApp({ config, url, secrets: new Secrets([randomBytes(32)]) });
  await app.listen(0, '127.0.0.1');
  const origin = await app.getUrl();
  simulator.webhookUrl = `${origin}/webhook`;
  return {
    app,
    origin,
    db,
    simulator,
    post: (body, signature = sign(body)) =>
      fetch(`${origin}/webhook`, {
        method: 'POST',
        body,
        headers: { 'content-type': 'application/json', 'x-hub-signature-256': signature },
      }),
    api: (method, path, body) =>
      fetch(`${origin}/api/v1${path}`, {
        method,
        headers: { authorization: `Bearer ${API_KEY}`, ...(body && { 'content-type': 'application/json' }) },
        ...(body && { body: JSON.stringify(body) }),
      }),
    stop: async () => {
      await app.close();
      await simulator.stop();
      await db.close();
    },
  };
}

export function sign(body: string | Buffer, secret = APP_SECRET): string {
  return `sha256=${createHmac('sha256', secret).update(body).digest('hex')}`;
}

function configFor(graphUrl: string, env: NodeJS.ProcessEnv = {}): Config {
  const config = readConfig({
    NODE_ENV: 'test',
    WHATSAPP_VERIFY_TOKEN: DEMO.verifyToken,
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_ACCESS_TOKEN: DEMO.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: DEMO.phoneNumberId,
    WHATSAPP_BUSINESS_ACCOUNT_ID: DEMO.businessAccountId,
    GRAPH_API_BASE_URL: graphUrl,
    ADMIN_API_KEY: API_KEY,
    ...env,
  });
  return config.with({ publicUrl: 'http://rifas.example' });
}
