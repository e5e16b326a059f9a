import { GraphError } from './errors.js';
import type { Accounts, Override } from './management/account.js';
import { secondWindow, type SecondWindow } from './limits.js';

/** Meta's limits on one business number; each can be switched off. */
export interface NumberLimits {
  /** free-form messages only within 24 hours of the person's last one (131047) */
  serviceWindow: boolean;
  /** one message per 6 s and person, bursts of 45 (131056) */
  pairRate: boolean;
  /** accepted messages per second (130429), null for no limit */
  throughput: number | null;
  /** what people write counts into the throughput, as with Meta; it is never refused */
  countReceived: boolean;
}

export interface NumberOptions {
  phoneNumberId: string;
  /** digits, default `573001112233` */
  displayPhoneNumber?: string;
  /** id of the WhatsApp business account, default `417203985561204` */
  wabaId?: string;
  verifiedName?: string;
  limits?: Partial<NumberLimits>;
}

/** A business phone number as Meta keeps it. */
export interface BusinessNumber {
  readonly phoneNumberId: string;
  readonly displayPhoneNumber: string;
  readonly wabaId: string;
  readonly limits: NumberLimits;
  readonly throughput: SecondWindow;
  override: Override | undefined;
  /** what `GET /{phone number id}?fields=` answers; may be changed, e.g. `fields.quality_rating = 'RED'` */
  readonly fields: Record<string, unknown>;
}

export function businessNumber(options: NumberOptions): BusinessNumber {
  const { phoneNumberId, displayPhoneNumber = '573001112233', wabaId = '417203985561204' } = options;
  const health = { entity_type: 'PHONE_NUMBER', id: phoneNumberId, can_send_message: 'AVAILABLE' };
  return {
    phoneNumberId,
    displayPhoneNumber,
    wabaId,
    limits: { serviceWindow: true, pairRate: true, throughput: 80, countReceived: false, ...options.limits },
    throughput: secondWindow(),
    override: undefined,
    fields: {
      id: phoneNumberId,
      display_phone_number: `+${displayPhoneNumber}`,
      verified_name: options.verifiedName ?? 'Talonario Demo',
      quality_rating: 'GREEN',
      throughput: { level: 'STANDARD' },
      name_status: 'APPROVED',
      status: 'CONNECTED',
      code_verification_status: 'VERIFIED',
      platform_type: 'CLOUD_API',
      whatsapp_business_manager_messaging_limit: 'TIER_2K',
      health_status: { can_send_message: 'AVAILABLE', entities: [health] },
    },
  };
}

/** The numbers this simulator serves, by phone number id. */
export class Numbers {
  readonly #byId = new Map<string, BusinessNumber>();

  constructor(private readonly accounts: Accounts) {}

  add(options: NumberOptions): BusinessNumber {
    const number = businessNumber(options);
    this.#byId.set(number.phoneNumberId, number);
    this.accounts.of(number);
    return number;
  }

  find(phoneNumberId: string): BusinessNumber | undefined {
    return this.#byId.get(phoneNumberId);
  }

  /** Throws Meta's answer for an unknown id: 100 with subcode 33. */
  get(phoneNumberId: string): BusinessNumber {
    const number = this.#byId.get(phoneNumberId);
    if (!number) throw GraphError.unknownObject(phoneNumberId);
    return number;
  }

  /** The number named, or the first one. */
  pick(phoneNumberId: string | undefined): BusinessNumber {
    const [first] = this.#byId.values();
    const number = phoneNumberId === undefined ? first : this.#byId.get(phoneNumberId);
    if (!number) throw new Error(`the simulator has no number ${phoneNumberId ?? 'at all'}`);
    return number;
  }

  all(): BusinessNumber[] {
    return [...this.#byId.values()];
  }
}
