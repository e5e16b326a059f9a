/** What came of asking Meta. */
export type Asked<T> =
  | { readonly kind: 'known'; readonly value: T }
  | { readonly kind: 'refused'; readonly code: number | null; readonly httpStatus: number }
  /** No answer; `why` is a system error's code. */
  | { readonly kind: 'silent'; readonly why: string };

export interface TokenFacts {
  readonly valid: boolean;
  readonly appId: string | null;
  readonly scopes: readonly string[];
  /** Null: never. */
  readonly expiresAt: Date | null;
  /** Accounts a scope was granted for; a scope that is not named is granted for all. */
  readonly accounts: ReadonlyMap<string, readonly string[]>;
}

export interface SubscribedField {
  readonly name: string;
  readonly version: string | null;
}

export interface SubscriptionFacts {
  readonly callbackUrl: string | null;
  readonly active: boolean;
  readonly fields: readonly SubscribedField[];
}

/** An app behind one or more of our numbers. */
export interface AppFacts {
  readonly appId: string | null;
  /** Numbers whose token this is. */
  readonly phoneNumberIds: readonly string[];
  readonly wabaIds: readonly string[];
  readonly token: Asked<TokenFacts>;
  /** Null: without an app id nobody could be asked. */
  readonly subscription: Asked<SubscriptionFacts | null> | null;
}

export interface AccountFacts {
  readonly wabaId: string;
  readonly appId: string | null;
  readonly subscribedApps: Asked<readonly string[]>;
  /** Whether something to pay with is attached; null: not told. */
  readonly funded: Asked<boolean | null>;
}

export interface HealthEntity {
  readonly type: string;
  readonly state: string;
  readonly codes: readonly number[];
}

export interface NumberFacts {
  readonly quality: string | null;
  readonly throughput: string | null;
  readonly messagingLimit: string | null;
  readonly nameStatus: string | null;
  readonly status: string | null;
  readonly canSend: string | null;
  readonly entities: readonly HealthEntity[];
  /** Callback URLs by level, the first that is set applies to messages. */
  readonly callbacks: {
    readonly number: string | null;
    readonly account: string | null;
    readonly app: string | null;
  };
}

export interface DatabaseFacts {
  readonly now: Date;
  /** In the last seven days, as far as the newest rows of the inbox go back. */
  readonly tests: number;
  readonly real: number;
  /** Seconds between Meta's timestamp of a message and its arrival here, last 24 hours; null: no message came. */
  readonly deliveryMedian: number | null;
  readonly deliveryP95: number | null;
  /** Seconds the oldest update has waited to be worked on; null: none waits. */
  readonly oldestPending: number | null;
  /** Sends refused for the payment method in the last seven days. */
  readonly paymentRefusals: number;
}

export type HandshakeFacts =
  | { readonly kind: 'ok' }
  | { readonly kind: 'status'; readonly httpStatus: number }
  | { readonly kind: 'other_body' }
  | { readonly kind: 'silent'; readonly why: string };

export interface Facts {
  readonly apps: readonly AppFacts[];
  readonly accounts: readonly AccountFacts[];
  readonly numbers: readonly { readonly phoneNumberId: string; readonly facts: Asked<NumberFacts> }[];
  /** Null: it could not be reached, or is the built-in one of a running service. */
  readonly database: DatabaseFacts | null;
  /** Our clock, and Meta's where it told. */
  readonly clock: {
    readonly ours: Date;
    readonly metaAheadMs: number | null;
    readonly databaseAheadMs: number | null;
  };
  readonly callback: {
    /** PUBLIC_URL with WEBHOOK_PATH; null without a PUBLIC_URL. */
    readonly expected: string | null;
    readonly handshake: HandshakeFacts | null;
    /** Meta itself calls HTTPS only; a simulator on this machine takes plain HTTP. */
    readonly plainAllowed: boolean;
  };
  readonly graphVersion: string;
  readonly mtls: {
    readonly mode: 'off' | 'listener' | 'header';
    /** Ends of the CA's certificates; null: no file, or none that can be read. */
    readonly caUntil: readonly Date[] | null;
  };
}
