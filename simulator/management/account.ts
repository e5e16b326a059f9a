import { GraphError } from '../errors.js';

/** A callback URL of its own for one account or number (page "Override webhooks"). */
export interface Override {
  uri: string;
  verifyToken: string;
}

/** A WhatsApp Business Account. */
export interface Account {
  readonly wabaId: string;
  /** whether the app gets this account's real webhooks: `/{account}/subscribed_apps` */
  subscribed: boolean;
  override: Override | undefined;
  /** what `GET /{account}?fields=` answers; may be changed, e.g. `fields.account_review_status = 'REJECTED'` */
  readonly fields: Record<string, unknown>;
}

function account(wabaId: string): Account {
  const entity = { entity_type: 'WABA', id: wabaId, can_send_message: 'AVAILABLE' };
  return {
    wabaId,
    subscribed: true,
    override: undefined,
    fields: {
      id: wabaId,
      name: 'Talonario Demo',
      timezone_id: '1',
      currency: 'USD',
      country: 'CO',
      message_template_namespace: '58e6d318_b627_4112_b9c7_2961197553ea',
      account_review_status: 'APPROVED',
      business_verification_status: 'verified',
      ownership_type: 'SELF',
      status: 'ACTIVE',
      primary_business_location: 'CO',
      primary_funding_id: '5345',
      owner_business_info: { name: 'Talonario Demo', id: '2729063490586005' },
      health_status: { can_send_message: 'AVAILABLE', entities: [entity] },
    },
  };
}

/** The accounts this simulator serves: those its numbers belong to. */
export class Accounts {
  readonly #byId = new Map<string, Account>();

  /** The account of a number, made when the first of its numbers is added. */
  of({ wabaId }: { wabaId: string }): Account {
    const known = this.#byId.get(wabaId) ?? account(wabaId);
    this.#byId.set(wabaId, known);
    return known;
  }

  find(wabaId: string): Account | undefined {
    return this.#byId.get(wabaId);
  }

  /** Throws Meta's answer for an unknown id: 100 with subcode 33. */
  get(wabaId: string): Account {
    const found = this.#byId.get(wabaId);
    if (!found) throw GraphError.unknownObject(wabaId);
    return found;
  }

  all(): Account[] {
    return [...this.#byId.values()];
  }
}
