import 'reflect-metadata';
import { randomBytes } from 'node:crypto';
import { Module, type DynamicModule } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Client } from 'pg';
import { Simulator } from '../../simulator/index.js';
import { ROLE_SCOPES, type UserRole } from '../../src/admin/access/scopes.js';
import { AdminModule, publishOpenApi } from '../../src/admin/index.js';
import { PublicModule } from '../../src/public/index.js';
import { Payments } from '../../src/payment/index.js';
import {
  DatabaseUrl,
  DEMO,
  PlatformModule,
  ProblemFilter,
  readConfig,
  Secrets,
  strictValidation,
  type Config,
  type Database,
} from '../../src/platform/index.js';
import { ReceiptMediaModule } from '../../src/receipt-media.module.js';
import { createAdapter, keepRawBodies } from '../../src/start/http.service.js';
import { openTestDatabase, type OpenTestDatabase } from '../support/open.js';

export const OWNER_KEY = 'test-api-key-0123456789abcdef';

/** The organiser's side of the service on a database of its own, with real HTTP and a simulated Meta that has the receipts. */
export class AdminApp {
  private constructor(
    readonly app: NestFastifyApplication,
    readonly origin: string,
    readonly db: OpenTestDatabase,
    readonly owner: Client,
    readonly simulator: Simulator,
  ) {}

  static async start(env: NodeJS.ProcessEnv = {}): Promise<AdminApp> {
    const db = await openTestDatabase(4);
    const simulator = await Simulator.start({
      appSecret: DEMO.appSecret,
      accessToken: DEMO.accessToken,
      numbers: [{ phoneNumberId: DEMO.phoneNumberId, wabaId: DEMO.businessAccountId }],
    });
    const config = readConfig({
      DEMO: '1',
      GRAPH_API_BASE_URL: simulator.url,
      ADMIN_API_KEY: OWNER_KEY,
      ...env,
    });
    const app = await createAdminApp(config, new DatabaseUrl(db.serviceUrl, db.ownerUrl));
    await app.listen(0, '127.0.0.1');
    const owner = new Client({ connectionString: db.ownerUrl });
    await owner.connect();
    return new AdminApp(app, await app.getUrl(), db, owner, simulator);
  }

  get database(): Database {
    return this.db.database;
  }

  get payments(): Payments {
    return this.app.get(Payments, { strict: false });
  }

  /** Calls `/api/v1`; without `key` as the first owner. */
  call(
    method: string,
    path: string,
    options: { body?: unknown; key?: string; headers?: Record<string, string> } = {},
  ): Promise<Response> {
    const { body, key = OWNER_KEY, headers = {} } = options;
    return fetch(`${this.origin}/api/v1${path}`, {
      method,
      headers: {
        authorization: `Bearer ${key}`,
        ...(body === undefined ? {} : { 'content-type': 'application/json' }),
        ...headers,
      },
      ...(body === undefined ? {} : { body: typeof body === 'string' ? body : JSON.stringify(body) }),
    });
  }

  /** Calls and expects this status; the JSON of the answer. */
  async expect<T = Record<string, unknown>>(
    status: number,
    method: string,
    path: string,
    options: Parameters<AdminApp['call']>[2] = {},
  ): Promise<T> {
    const response = await this.call(method, path, options);
    const text = await response.text();
    if (response.status !== status)
      throw new Error(`${method} ${path} answered ${response.status}, not ${status}: ${text}`);
    return JSON.parse(text) as T;
  }

  /** A key of somebody with this role and all its scopes. */
  async keyOf(role: UserRole): Promise<{ key: string }> {
    const email = `${role}-${randomBytes(4).toString('hex')}@example.com`;
    const { id: userId } = await this.expect<{ id: string }>(201, 'POST', '/users', {
      body: { email, role },
    });
    return this.expect(201, 'POST', '/api-keys', { body: { name: role, scopes: ROLE_SCOPES[role], userId } });
  }

  async stop(): Promise<void> {
    await this.app.close();
    await this.simulator.stop();
    await this.owner.end();
    await this.db.close();
  }
}

@Module({})
class OrganisersSide {
  static with(parts: { config: Config; url: DatabaseUrl; secrets: Secrets }): DynamicModule {
    return {
      module: OrganisersSide,
      imports: [PlatformModule.with(parts), ReceiptMediaModule, AdminModule, PublicModule],
    };
  }
}

async function createAdminApp(config: Config, url: DatabaseUrl): Promise<NestFastifyApplication> {
  const adapter = createAdapter(config);
  const parts = { config, url, secrets: new Secrets([randomBytes(32)]) };
  const app = await NestFactory.create<NestFastifyApplication>(OrganisersSide.with(parts), adapter, {
    bodyParser: false,
    logger: ['error'],
  });
  keepRawBodies(adapter.getInstance());
  app.useGlobalPipes(strictValidation());
  app.useGlobalFilters(new ProblemFilter());
  publishOpenApi(app);
  return app;
}
