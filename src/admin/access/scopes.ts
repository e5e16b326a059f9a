import type { Actor } from '../../raffle/index.js';

/** What a key may do, one word per kind of work. */
export const SCOPES = ['read', 'audit', 'chats', 'sell', 'raffles', 'money', 'draw', 'admin'] as const;
export type Scope = (typeof SCOPES)[number];

export const SCOPE_MEANINGS: Readonly<Record<Scope, string>> = {
  read: 'see raffles, numbers, orders, payments and their receipts',
  audit: 'see who did what',
  chats: 'see what people wrote, answer them, hand them back to the bot',
  sell: 'hold numbers for a person outside the chat',
  raffles: 'create, publish, pause and close raffles',
  money: 'confirm and reject payments',
  draw: 'reconcile, freeze, enter results, draw',
  admin: 'channels, users, keys, repair of stored webhook events',
};

/** The people of an organiser and what each may do at most. A key's scopes never reach beyond its user's role. */
export const ROLE_SCOPES = {
  owner: SCOPES,
  cashier: ['read', 'chats', 'sell', 'money'],
  seller: ['read', 'sell'],
  auditor: ['read', 'audit'],
} as const satisfies Record<string, readonly Scope[]>;

export type UserRole = keyof typeof ROLE_SCOPES;
export const USER_ROLES = ['owner', 'cashier', 'seller', 'auditor'] as const satisfies readonly UserRole[];

/** What a person who signed in has still to do before anything else. */
export const SESSION_STEPS = ['password', 'second_factor'] as const;
export type SessionStep = (typeof SESSION_STEPS)[number];

/** A person who signed in. */
export interface OpenSession {
  readonly id: string;
  readonly todo: readonly SessionStep[];
}

/** The person behind a request and what this request may do. */
export interface Caller {
  readonly userId: string;
  /** Null when the key comes from the environment, and in a session. */
  readonly apiKeyId: string | null;
  /** Null where a key acts for the person. */
  readonly session: OpenSession | null;
  readonly scopes: ReadonlySet<Scope>;
}

/** Whom the two-person rule asks about: only who signed in is there in person. */
export function actorOf(caller: Caller): Actor {
  return { userId: caller.userId, viaKey: caller.session === null };
}

/** The granted scopes the role still allows: a role lowered later lowers every key of that person. */
export function effectiveScopes(role: UserRole, granted: readonly string[]): ReadonlySet<Scope> {
  const allowed: readonly Scope[] = ROLE_SCOPES[role];
  return new Set(allowed.filter((scope) => granted.includes(scope)));
}
