import { WEBHOOK_FIELDS } from './webhook-fields.js';

/** The access token of the business's system user, as `GET /debug_token` tells of it. */
export interface Token {
  /** false: every call answers 190, as after a revocation or the end of its life */
  valid: boolean;
  scopes: string[];
  /** Unix seconds, 0 for never */
  expiresAt: number;
}

/** The app's subscription to changes of WhatsApp accounts: field name to the Graph version its bodies have. */
export interface AppSubscription {
  active: boolean;
  fields: Map<string, string>;
}

/** The Meta app the business's token and webhooks belong to. */
export interface MetaApp {
  readonly id: string;
  readonly name: string;
  readonly secret: string;
  readonly accessToken: string;
  readonly token: Token;
  readonly subscription: AppSubscription;
  /** "App mode: Live". An app in development gets the dashboard's tests and nothing else */
  published: boolean;
}

/** From this version on bodies have the shape the simulator sends. */
const FIELD_VERSION = 'v24.0';

export const SCOPES = ['whatsapp_business_management', 'whatsapp_business_messaging', 'business_management'];

export function metaApp(given: { id?: string | undefined; secret: string; accessToken: string }): MetaApp {
  return {
    id: given.id ?? '1234567890123456',
    name: 'Talonario',
    secret: given.secret,
    accessToken: given.accessToken,
    token: { valid: true, scopes: [...SCOPES], expiresAt: 0 },
    subscription: { active: true, fields: new Map(WEBHOOK_FIELDS.map((name) => [name, FIELD_VERSION])) },
    published: true,
  };
}

/** The token of the app itself, which some edges demand: id and secret, joined. */
export function appToken({ id, secret }: MetaApp): string {
  return `${id}|${secret}`;
}

export function appLink({ id }: MetaApp): string {
  return `https://www.facebook.com/games/?app_id=${id}`;
}
