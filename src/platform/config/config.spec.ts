import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { Environment } from './environment.dto.js';
import { ConfigError, readConfig } from './read-config.service.js';

const KEY = Buffer.alloc(32, 7).toString('base64');
const COMPLETE = {
  NODE_ENV: 'production',
  SECRET_KEY: KEY,
  WHATSAPP_VERIFY_TOKEN: 'verify-token',
  WHATSAPP_APP_SECRET: 'app-secret-1',
  WHATSAPP_ACCESS_TOKEN: 'access-token',
  WHATSAPP_PHONE_NUMBER_ID: '106540352242922',
  WHATSAPP_BUSINESS_ACCOUNT_ID: '102290129340398',
};

function faultsOf(variables: NodeJS.ProcessEnv): readonly string[] {
  try {
    readConfig(variables);
    return [];
  } catch (error) {
    if (error instanceof ConfigError) return error.faults;
    throw error;
  }
}

describe('the environment', () => {
  it('is listed whole in .env.example', () => {
    const example = readFileSync(join(import.meta.dirname, '../../../.env.example'), 'utf8');
    const listed = [...example.matchAll(/^([A-Z_]+)=/gm)].map((match) => match[1] ?? '');
    const declared = Object.keys(new Environment());
    expect(listed.toSorted()).toEqual(declared.toSorted());
  });

  it('is enough with the required names, and has the documented defaults', () => {
    const config = readConfig(COMPLETE);
    expect(config).toMatchObject({
      host: '127.0.0.1',
      port: null,
      webhookPath: '/webhook',
      role: 'all',
      dataDir: '.data',
      trustProxy: false,
      readMarking: 'read',
      graph: { baseUrl: 'https://graph.facebook.com', version: 'v23.0' },
    });
  });

  it('stamps with an authority only if it says whom to believe, in a file that says so', () => {
    const url = 'https://stamps.example/tsr';
    expect(faultsOf({ ...COMPLETE, TIMESTAMP_URL: url })).toEqual([
      expect.stringContaining('TIMESTAMP_URL and TIMESTAMP_CA_FILE go together'),
    ]);
    const file = (TIMESTAMP_CA_FILE: string) =>
      faultsOf({ ...COMPLETE, TIMESTAMP_URL: url, TIMESTAMP_CA_FILE });
    expect(file('/nowhere/ca.pem')).toEqual(['TIMESTAMP_CA_FILE cannot be read']);
    expect(file(import.meta.filename)).toEqual(['TIMESTAMP_CA_FILE holds no certificate in PEM']);
    expect(readConfig(COMPLETE).timestamp).toBeNull();
  });

  it('names everything that is missing at once, and no value', () => {
    const faults = faultsOf({ NODE_ENV: 'production' });
    for (const name of Object.keys(COMPLETE).filter((one) => one !== 'NODE_ENV'))
      expect(faults.some((fault) => fault.startsWith(name))).toBe(true);
    expect(faultsOf({ ...COMPLETE, SECRET_KEY: 'tooshort' }).join()).not.toContain('tooshort');
  });

  it('does not start with one relay of beacons, nor in production with a chain made for tests', () => {
    expect(faultsOf({ ...COMPLETE, DRAND_RELAYS: 'https://one.example' })).toHaveLength(1);
    const chain = `${'ab'.repeat(96)}:1704067200:3`;
    expect(faultsOf({ ...COMPLETE, DRAND_TEST_CHAIN: chain }).join()).toContain('NODE_ENV=production');
    expect(readConfig(COMPLETE).drand).toMatchObject({ testChain: null });
    expect(readConfig(COMPLETE).drand.relays).toHaveLength(4);
  });

  it('does not start in production without an app secret', () => {
    const { WHATSAPP_APP_SECRET: _left, ...rest } = COMPLETE;
    expect(faultsOf(rest)).toEqual(['WHATSAPP_APP_SECRET is missing']);
    expect(faultsOf({ ...COMPLETE, WHATSAPP_APP_SECRET: 'good-secret,' })).toHaveLength(1);
  });

  it.each([
    ['none', false],
    ['', false],
    ['10.0.0.0/8, 192.168.1.7,::1', '10.0.0.0/8, 192.168.1.7,::1'],
    ['loopback', 'loopback'],
  ])('believes proxies as TRUST_PROXY=%s says', (written, meant) => {
    expect(readConfig({ ...COMPLETE, TRUST_PROXY: written }).trustProxy).toBe(meant);
  });

  it('treats empty values as unset', () => {
    expect(readConfig({ ...COMPLETE, PORT: '', PUBLIC_URL: '' }).port).toBeNull();
  });

  it.each([
    ['PORT', '70000'],
    ['PORT', '3000x'],
    ['TRUST_PROXY', '1'],
    ['TRUST_PROXY', 'true'],
    ['TRUST_PROXY', 'proxy.example'],
    ['ROLE', 'everything'],
    ['DATABASE_URL', 'mysql://x'],
    ['PUBLIC_URL', 'not a url'],
    ['WEBHOOK_PATH', 'webhook'],
    ['GRAPH_API_VERSION', '23'],
    ['ADMIN_PASSWORD', 'short'],
    ['WHATSAPP_PHONE_NUMBER_ID', '+52 1'],
  ])('refuses %s=%s and says which it was', (name, value) => {
    expect(faultsOf({ ...COMPLETE, [name]: value }).join()).toContain(name);
  });

  it.each([
    [{}, { mode: 'off' }],
    [{ WEBHOOK_MTLS_MODE: 'off', WEBHOOK_MTLS_CA_FILE: 'x' }, { mode: 'off' }],
    [
      {
        WEBHOOK_MTLS_MODE: 'header',
        WEBHOOK_MTLS_HEADER: 'X-Amzn-Mtls-Clientcert-Subject',
        TRUST_PROXY: '10.0.0.0/16',
      },
      {
        mode: 'header',
        header: 'x-amzn-mtls-clientcert-subject',
        verifyHeader: null,
        commonName: 'client.webhooks.fbclientcerts.com',
        caFile: null,
      },
    ],
  ])('asks deliveries for a client certificate as %o says', (changes, meant) => {
    expect(readConfig({ ...COMPLETE, ...changes }).mtls).toEqual(meant);
  });

  it.each([
    [{ WEBHOOK_MTLS_CA_FILE: 'x' }, ['WEBHOOK_MTLS_CA_FILE']],
    [
      { WEBHOOK_MTLS_MODE: 'listener' },
      ['WEBHOOK_MTLS_CA_FILE', 'WEBHOOK_MTLS_CERT_FILE', 'WEBHOOK_MTLS_KEY_FILE'],
    ],
    [
      {
        WEBHOOK_MTLS_MODE: 'listener',
        WEBHOOK_MTLS_CA_FILE: '/none/ca.pem',
        WEBHOOK_MTLS_CERT_FILE: import.meta.filename,
        WEBHOOK_MTLS_KEY_FILE: '/none/key.pem',
      },
      ['WEBHOOK_MTLS_CA_FILE', 'WEBHOOK_MTLS_KEY_FILE'],
    ],
    [
      {
        WEBHOOK_MTLS_MODE: 'listener',
        WEBHOOK_MTLS_CA_FILE: import.meta.filename,
        WEBHOOK_MTLS_CERT_FILE: import.meta.filename,
        WEBHOOK_MTLS_KEY_FILE: import.meta.filename,
      },
      ['WEBHOOK_MTLS_CA_FILE', 'WEBHOOK_MTLS_CERT_FILE'],
    ],
    [{ WEBHOOK_MTLS_MODE: 'header' }, ['WEBHOOK_MTLS_HEADER', 'TRUST_PROXY']],
    [{ WEBHOOK_MTLS_MODE: 'header', WEBHOOK_MTLS_HEADER: 'x_y_z' }, ['WEBHOOK_MTLS_HEADER']],
    [
      {
        WEBHOOK_MTLS_MODE: 'header',
        WEBHOOK_MTLS_HEADER: 'X-Cert',
        WEBHOOK_MTLS_VERIFY_HEADER: 'x-cert',
        TRUST_PROXY: '10.0.0.7',
      },
      ['WEBHOOK_MTLS_VERIFY_HEADER'],
    ],
  ])('does not start with half of mTLS: %o', (changes, names) => {
    const faults = faultsOf({ ...COMPLETE, ...changes });
    expect(faults.map((fault) => fault.split(' ')[0])).toEqual(names);
  });

  it.each([
    '0.0.0.0/0',
    '::/0',
    '0.0.0.0/1, 128.0.0.0/1',
    '::ffff:0:0/96',
    '0:0:0:0:0:ffff::/96',
    '2000::/3',
  ])(
    'does not take TRUST_PROXY=%s for a list of proxies where a header stands for the certificate',
    (TRUST_PROXY) => {
      const header = { WEBHOOK_MTLS_MODE: 'header', WEBHOOK_MTLS_HEADER: 'X-Cert' };
      expect(faultsOf({ ...COMPLETE, ...header, TRUST_PROXY }).join()).toMatch(/^TRUST_PROXY is too wide/);
    },
  );

  it('takes several secrets while they are replaced', () => {
    const config = readConfig({
      ...COMPLETE,
      WHATSAPP_APP_SECRET: 'new-secret, old-secret',
      SECRET_KEY: `${KEY},${KEY}`,
    });
    expect(config.appSecrets).toEqual(['new-secret', 'old-secret']);
    expect(config.secretKeys).toHaveLength(2);
  });

  it.each(['none', 'read', 'typing'])('lets buyers’ ticks be %s', (WHATSAPP_READ_RECEIPTS) => {
    expect(readConfig({ ...COMPLETE, WHATSAPP_READ_RECEIPTS }).readMarking).toBe(WHATSAPP_READ_RECEIPTS);
    expect(faultsOf({ ...COMPLETE, WHATSAPP_READ_RECEIPTS: 'yes' }).join()).toMatch(
      /^WHATSAPP_READ_RECEIPTS/,
    );
  });

  it('offers the demo on any machine but in production', () => {
    expect(readConfig({ DEMO: '1' })).toMatchObject({
      demo: true,
      appSecrets: ['demo-app-secret'],
      verifyToken: 'demo-verify-token',
    });
    expect(faultsOf({ DEMO: '1', NODE_ENV: 'production' })).toEqual([
      'DEMO is refused with NODE_ENV=production',
    ]);
  });
});
