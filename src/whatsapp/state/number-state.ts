import { asArray, asNumber, asObject, asText, type JsonObject } from '../../kernel/index.js';
import { asObjects, asWord } from '../fields/field-words.js';
import { messagingLimit } from '../fields/messaging-limit.js';

/** Whether something may send: Meta's `can_send_message`, in lower case. */
export type CanSend = 'available' | 'limited' | 'blocked' | 'unknown';

/** What Meta says of one thing that has a part in sending (page "Messaging health status"). */
export interface Health {
  /** PHONE_NUMBER, WABA, BUSINESS, APP. */
  readonly entity: string;
  readonly canSend: CanSend;
  readonly codes: readonly number[];
}

export type Throughput = 'standard' | 'high' | 'coexistence';

/** A number as Meta describes it when asked. Null: it did not say. */
export interface NumberState {
  readonly displayNumber: string | null;
  readonly quality: string | null;
  readonly throughput: Throughput | null;
  readonly dailyRecipients: number | null;
  readonly nameStatus: string | null;
  readonly status: string | null;
  readonly health: readonly Health[];
  readonly canSend: CanSend;
}

/** States of a number in which nothing of it is sent, whatever its health says. */
const DEAD = new Set(['BANNED', 'DELETED', 'DISCONNECTED', 'MIGRATED', 'UNVERIFIED']);
/** States in which only some of it is sent. */
const HALF_DEAD = new Set(['RESTRICTED', 'RATE_LIMITED']);
const WORST_FIRST = ['blocked', 'limited', 'unknown', 'available'] as const;

/** Reads `GET /{phone number id}?fields=…`; total, like every reader of Meta's JSON. */
export function readNumberState(answer: unknown): NumberState {
  const value = asObject(answer) ?? {};
  const status = asWord(value['status']);
  const health = readHealth(asObject(value['health_status']) ?? {});
  return {
    displayNumber: asText(value['display_phone_number']),
    quality: asWord(value['quality_rating']),
    throughput: readThroughput(value),
    dailyRecipients: messagingLimit(value['whatsapp_business_manager_messaging_limit']),
    nameStatus: asWord(value['name_status']),
    status,
    health,
    canSend: worst([...health.map(({ canSend }) => canSend), byStatus(status)]),
  };
}

/** In words and codes, for people: "WABA blocked (141006), PHONE_NUMBER available". */
export function describeHealth({ health, status }: Pick<NumberState, 'health' | 'status'>): string {
  const parts = health.map(
    ({ entity, canSend, codes }) =>
      `${entity} ${canSend}${codes.length === 0 ? '' : ` (${codes.join(', ')})`}`,
  );
  return [...(status === null ? [] : [`number ${status}`]), ...parts].join(', ').slice(0, 500);
}

function readThroughput(value: JsonObject): Throughput | null {
  if (value['is_on_biz_app'] === true) return 'coexistence';
  const level = asWord(asObject(value['throughput'])?.['level']);
  if (level === 'HIGH') return 'high';
  return level === 'STANDARD' ? 'standard' : null;
}

/** The entities; where there are none, the whole answer counts as one. */
function readHealth(status: JsonObject): Health[] {
  const entities = asObjects(status['entities']);
  if (entities.length === 0) return [oneHealth('ALL', status)];
  return entities.map((entity) => oneHealth(asWord(entity['entity_type']) ?? 'UNKNOWN', entity));
}

/**
 * A thing that is LIMITED without an error only has a ceiling: an unverified business, a name not yet approved. It sends, and a new
 * number is like that for weeks, so that counts as available.
 */
function oneHealth(entity: string, value: JsonObject): Health {
  const codes = asObjects(value['errors']).flatMap(({ error_code }) => asNumber(error_code) ?? []);
  const said = asWord(value['can_send_message']);
  const ceiling = said === 'LIMITED' && codes.length === 0 && asArray(value['additional_info']).length > 0;
  return { entity, codes, canSend: ceiling ? 'available' : canSendOf(said) };
}

function canSendOf(word: string | null): CanSend {
  return word === 'AVAILABLE' || word === 'LIMITED' || word === 'BLOCKED' ? WORDS[word] : 'unknown';
}

const WORDS = { AVAILABLE: 'available', LIMITED: 'limited', BLOCKED: 'blocked' } as const;

/** In this state nothing of the number is sent, whatever the rest says. */
export function isDead({ status }: Pick<NumberState, 'status'>): boolean {
  return status !== null && DEAD.has(status);
}

function byStatus(status: string | null): CanSend {
  if (status === null) return 'available'; // health has the word where the field is missing
  if (isDead({ status })) return 'blocked';
  return HALF_DEAD.has(status) ? 'limited' : 'available';
}

function worst(all: readonly CanSend[]): CanSend {
  return WORST_FIRST.find((word) => all.includes(word)) ?? 'unknown';
}
