import { execFile } from 'node:child_process';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { DEMO } from '../../src/platform/index.js';
import { APP_SECRET, startService, type TestService } from '../support/service.js';

const BUILT = join(import.meta.dirname, '../../dist/scripts/doctor.js');
let service: TestService;

beforeAll(async () => {
  service = await startService();
});
afterAll(() => service.stop());

interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly err: string;
}

/** `npm run doctor` as a process of its own. */
function doctor(words: string[], env: NodeJS.ProcessEnv = {}): Promise<Ended> {
  const variables = {
    NODE_ENV: 'test',
    PATH: process.env['PATH'],
    DATABASE_URL: service.db.serviceUrl,
    PUBLIC_URL: service.origin,
    GRAPH_API_BASE_URL: service.simulator.url,
    WHATSAPP_VERIFY_TOKEN: DEMO.verifyToken,
    WHATSAPP_APP_SECRET: APP_SECRET,
    WHATSAPP_ACCESS_TOKEN: DEMO.accessToken,
    WHATSAPP_PHONE_NUMBER_ID: DEMO.phoneNumberId,
    WHATSAPP_BUSINESS_ACCOUNT_ID: DEMO.businessAccountId,
    ...env,
  };
  return new Promise((resolve) => {
    const child = execFile(process.execPath, [BUILT, ...words], { env: variables }, (_error, out, err) =>
      resolve({ code: child.exitCode, out, err }),
    );
  });
}

describe('npm run doctor', () => {
  it('ends with 0 where nothing failed, and shows no secret', async () => {
    const { code, out, err } = await doctor([]);
    expect({ code, err }).toEqual({ code: 0, err: '' });
    expect(out).toMatch(/^ok +database: It answers\.$/m);
    for (const secret of [DEMO.accessToken, APP_SECRET, DEMO.verifyToken]) expect(out).not.toContain(secret);
  });

  it('ends with 1 where something failed, repairs it with --fix, and ends with 0', async () => {
    service.simulator.app.subscription.fields.delete('messages');
    service.simulator.account().subscribed = false;
    const ill = await doctor(['--json']);
    expect(ill.code).toBe(1);
    const { findings } = JSON.parse(ill.out) as { findings: { check: string; verdict: string }[] };
    expect(
      findings
        .filter(({ verdict }) => verdict === 'failed')
        .map(({ check }) => check)
        .toSorted(),
    ).toEqual(['account_subscription', 'fields']);
    const fixed = await doctor(['--fix']);
    expect(fixed.out).toMatch(/^done +callback URL, verify token and fields/m);
    expect(fixed.code).toBe(0);
  });

  it('goes on without a database, and says so', async () => {
    const { code, out } = await doctor([], { DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' });
    expect(code).toBe(0);
    expect(out).toMatch(/^unknown database: /m);
  });

  it('ends with 2 where it cannot look, naming what is missing', async () => {
    const missing = await doctor([], { WHATSAPP_ACCESS_TOKEN: '', WHATSAPP_APP_SECRET: '' });
    expect(missing.code).toBe(2);
    expect(missing.err).toMatch(/WHATSAPP_APP_SECRET is missing[\s\S]*WHATSAPP_ACCESS_TOKEN is missing/);
    expect((await doctor(['--fux'])).code).toBe(2);
  });
});
