import { drandFaults, drandOf, type DrandConfig } from './drand.js';
import type { Environment } from './environment.dto.js';
import { mtlsFaults, mtlsOf, type MtlsConfig } from './mtls.js';

export type Role = 'all' | 'web' | 'worker';

/** What people are shown of a message the bot took up: nothing, that it was read, or "typing…" until the answer too. */
export type ReadMarking = 'none' | 'read' | 'typing';

/** Migrating needs the database only, serving needs everything. */
export type Purpose = 'serve' | 'migrate';

/** The first channel, as the environment names it; upserted at start. */
export interface FirstChannel {
  readonly phoneNumberId: string;
  readonly businessAccountId: string;
  readonly accessToken: string;
}

/** What the environment means. Every default and cross-field rule is applied; nothing else reads `process.env`. */
export class Config {
  declare readonly production: boolean;
  declare readonly host: string;
  /** Null: take 3000, or a free port where that one is taken. */
  declare readonly port: number | null;
  /** Whose `X-Forwarded-For` is believed: addresses and ranges, with commas. */
  declare readonly trustProxy: string | false;
  /** Null: the embedded PostgreSQL. */
  declare readonly databaseUrl: string | null;
  declare readonly migrationDatabaseUrl: string | null;
  /** Without trailing slash; null until the port is known. */
  declare readonly publicUrl: string | null;
  declare readonly role: Role;
  declare readonly webhookPath: string;
  declare readonly mtls: MtlsConfig;
  declare readonly verifyToken: string;
  /** Accepted app secrets, newest first. */
  declare readonly appSecrets: readonly string[];
  declare readonly appId: string | null;
  declare readonly firstChannel: FirstChannel;
  declare readonly readMarking: ReadMarking;
  declare readonly graph: { readonly baseUrl: string; readonly version: string };
  /** JSON file with what Meta charges; null: costs are counted in messages only. */
  declare readonly rateCardFile: string | null;
  /** Days after which something goes; null: it is kept for good. */
  declare readonly retention: {
    /** What Meta sent, as bytes. */
    readonly bodiesDays: number | null;
    /** The rows of what Meta sent, and what was decided on them. */
    readonly eventsDays: number | null;
    /** The words of messages that went out. */
    readonly messagesDays: number | null;
  };
  /** Where beacons are had. */
  declare readonly drand: DrandConfig;
  /** 32-byte keys, newest first; empty: made in `dataDir` (demo and development only). */
  declare readonly secretKeys: readonly Buffer[];
  declare readonly admin: {
    readonly email: string | null;
    readonly password: string | null;
    readonly apiKey: string | null;
  };
  /** Where alerts are told besides; may hold a secret. */
  declare readonly alertWebhookUrl: string | null;
  /** Who stamps commitments (RFC 3161), and the certificates that are believed; null: nobody. */
  declare readonly timestamp: { readonly url: string; readonly caFile: string } | null;
  declare readonly dataDir: string;
  declare readonly demo: boolean;
  declare readonly demoOutputDir: string;
  /** The commit this was built from; null: ask git. */
  declare readonly commit: string | null;

  constructor(values: Omit<Config, 'with'>) {
    Object.assign(this, values);
  }

  /** The same with some values settled differently. */
  with(changes: Partial<Omit<Config, 'with'>>): Config {
    return new Config(Object.assign({}, this, changes));
  }
}

export const DEMO = {
  appSecret: 'demo-app-secret',
  verifyToken: 'demo-verify-token',
  phoneNumberId: '106540352242922',
  businessAccountId: '102290129340398',
  accessToken: 'demo-access-token',
  adminEmail: 'admin@example.com',
} as const;

const REQUIRED = [
  'WHATSAPP_VERIFY_TOKEN',
  'WHATSAPP_APP_SECRET',
  'WHATSAPP_ACCESS_TOKEN',
  'WHATSAPP_PHONE_NUMBER_ID',
  'WHATSAPP_BUSINESS_ACCOUNT_ID',
] as const;

/** Cross-field faults of a well-formed environment: each a sentence that begins with the variable's name. */
export function faultsOf(env: Environment, purpose: Purpose = 'serve'): string[] {
  const demo = env.DEMO === '1';
  const production = env.NODE_ENV === 'production';
  const faults: string[] = [];
  if (demo && production) faults.push('DEMO is refused with NODE_ENV=production');
  if (!demo && purpose === 'serve') {
    for (const name of REQUIRED) {
      if (env[name] === undefined) faults.push(`${name} is missing`);
    }
  }
  if (!demo && purpose === 'serve' && env.SECRET_KEY === undefined && env.NODE_ENV !== 'test')
    faults.push('SECRET_KEY is missing (32 random bytes, base64)');
  if (secretKeysOf(env) === null)
    faults.push('SECRET_KEY must be 32 bytes in base64, several separated by commas');
  if (appSecretsOf(env).some((secret) => secret.length < 8))
    faults.push('WHATSAPP_APP_SECRET holds an empty or too short secret');
  if (env.MIGRATION_DATABASE_URL !== undefined && env.DATABASE_URL === undefined) {
    faults.push('MIGRATION_DATABASE_URL needs DATABASE_URL');
  }
  if ((env.TIMESTAMP_URL === undefined) !== (env.TIMESTAMP_CA_FILE === undefined))
    faults.push('TIMESTAMP_URL and TIMESTAMP_CA_FILE go together: a stamp nobody checks shows nothing');
  if (purpose === 'serve') faults.push(...mtlsFaults(env), ...drandFaults(env));
  return faults;
}

/** The meaning of an environment without faults. */
export function configOf(env: Environment): Config {
  const demo = env.DEMO === '1';
  return new Config({
    production: env.NODE_ENV === 'production',
    host: env.HOST ?? '127.0.0.1',
    port: env.PORT ?? null,
    trustProxy: env.TRUST_PROXY === undefined || env.TRUST_PROXY === 'none' ? false : env.TRUST_PROXY,
    databaseUrl: env.DATABASE_URL ?? null,
    migrationDatabaseUrl: env.MIGRATION_DATABASE_URL ?? null,
    publicUrl: env.PUBLIC_URL?.replace(/\/+$/, '') ?? null,
    role: roleOf(env.ROLE),
    webhookPath: env.WEBHOOK_PATH ?? '/webhook',
    mtls: mtlsOf(env),
    verifyToken: env.WHATSAPP_VERIFY_TOKEN ?? (demo ? DEMO.verifyToken : ''),
    appSecrets: appSecretsOf(env),
    appId: env.WHATSAPP_APP_ID ?? null,
    firstChannel: {
      phoneNumberId: env.WHATSAPP_PHONE_NUMBER_ID ?? DEMO.phoneNumberId,
      businessAccountId: env.WHATSAPP_BUSINESS_ACCOUNT_ID ?? DEMO.businessAccountId,
      accessToken: env.WHATSAPP_ACCESS_TOKEN ?? DEMO.accessToken,
    },
    readMarking: readMarkingOf(env.WHATSAPP_READ_RECEIPTS),
    graph: {
      baseUrl: (env.GRAPH_API_BASE_URL ?? 'https://graph.facebook.com').replace(/\/+$/, ''),
      version: env.GRAPH_API_VERSION ?? 'v23.0',
    },
    rateCardFile: env.RATE_CARD_FILE ?? null,
    retention: {
      bodiesDays: daysOf(env.RETENTION_BODIES_DAYS, 90),
      eventsDays: daysOf(env.RETENTION_EVENTS_DAYS, 365),
      messagesDays: daysOf(env.RETENTION_MESSAGES_DAYS, 365),
    },
    drand: drandOf(env),
    secretKeys: secretKeysOf(env) ?? [],
    admin: {
      email: env.ADMIN_EMAIL ?? (demo ? DEMO.adminEmail : null),
      password: env.ADMIN_PASSWORD ?? null,
      apiKey: env.ADMIN_API_KEY ?? null,
    },
    alertWebhookUrl: env.ALERT_WEBHOOK_URL ?? null,
    timestamp: timestampOf(env),
    dataDir: env.DATA_DIR ?? '.data',
    demo,
    demoOutputDir: env.DEMO_OUTPUT_DIR ?? `${env.DATA_DIR ?? '.data'}/demo`,
    commit: env.COMMIT ?? null,
  });
}

function timestampOf({ TIMESTAMP_URL: url, TIMESTAMP_CA_FILE: caFile }: Environment): Config['timestamp'] {
  return url === undefined || caFile === undefined ? null : { url, caFile };
}

/** 0: for good. */
function daysOf(days: number | undefined, usual: number): number | null {
  return days === 0 ? null : (days ?? usual);
}

function roleOf(role: string | undefined): Role {
  return role === 'web' || role === 'worker' ? role : 'all';
}

function readMarkingOf(marking: string | undefined): ReadMarking {
  return marking === 'none' || marking === 'typing' ? marking : 'read';
}

function appSecretsOf(env: Environment): string[] {
  const written = env.WHATSAPP_APP_SECRET;
  if (written === undefined) return env.DEMO === '1' ? [DEMO.appSecret] : [];
  return written.split(',').map((secret) => secret.trim());
}

/** Null where one of the keys is not 32 bytes. */
function secretKeysOf(env: Environment): Buffer[] | null {
  if (env.SECRET_KEY === undefined) return [];
  const keys = env.SECRET_KEY.split(',').map((key) => Buffer.from(key.trim(), 'base64'));
  return keys.every((key) => key.length === 32) ? keys : null;
}
