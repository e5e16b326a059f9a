import type { Update } from '../envelope.js';
import type { Numbers } from '../numbers.js';
import type { Accounts } from './account.js';
import type { MetaApp } from './meta-app.js';
import { followsOverride } from './webhook-fields.js';

/** Which updates are told, and to which callback URL: that of the number, of the account, or of the app. */
export class Routing {
  /** the app's callback URL; while unknown everything without an override waits */
  callbackUrl: string | undefined;

  constructor(
    private readonly app: MetaApp,
    private readonly accounts: Accounts,
    private readonly numbers: Numbers,
  ) {}

  /** Meta drops without a word what nobody subscribed to, and everything real of an app in development. */
  wanted(update: Update): boolean {
    if (update.kind === 'change' && update.test === true) return true;
    const { active, fields } = this.app.subscription;
    if (!this.app.published || !active || !fields.has(fieldOf(update))) return false;
    return this.accounts.find(accountOf(update))?.subscribed ?? true;
  }

  destination(update: Update): string | undefined {
    if (!followsOverride(fieldOf(update))) return this.callbackUrl;
    const number = update.kind === 'change' ? this.#numberIn(update.value) : update.number;
    const account = this.accounts.find(accountOf(update));
    return number?.override?.uri ?? account?.override?.uri ?? this.callbackUrl;
  }

  #numberIn(value: unknown): ReturnType<Numbers['find']> {
    const { metadata } = (value ?? {}) as { metadata?: { phone_number_id?: string } };
    return this.numbers.find(metadata?.phone_number_id ?? '');
  }
}

function fieldOf(update: Update): string {
  return update.kind === 'change' ? update.field : 'messages';
}

function accountOf(update: Update): string {
  return update.kind === 'change' ? update.entryId : update.number.wabaId;
}
