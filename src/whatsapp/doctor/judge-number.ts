import type { Asked, Facts, NumberFacts } from './facts.js';
import { about, type Check, type Finding } from './finding.js';
import { notTold } from './judge-app.js';

const ASPECTS = [
  'number_status',
  'display_name',
  'quality',
  'throughput',
  'messaging_limit',
  'health',
] as const;
const SLOWER =
  'Send less marketing and look at WhatsApp Manager › Phone numbers: blocks and reports lower it.';

/** Everything Meta tells of one number. */
export function judgeNumber(phoneNumberId: string, facts: Asked<NumberFacts>, all: Facts): Finding[] {
  if (facts.kind !== 'known')
    return ASPECTS.map((check: Check) => about(check, phoneNumberId).unknown(notTold(facts)));
  const number = facts.value;
  return [
    status(phoneNumberId, number),
    displayName(phoneNumberId, number),
    quality(phoneNumberId, number),
    throughput(phoneNumberId, number),
    messagingLimit(phoneNumberId, number),
    health(phoneNumberId, number),
    callback(phoneNumberId, number, all.callback.expected),
  ];
}

function status(id: string, number: NumberFacts): Finding {
  const say = about('number_status', id);
  if (number.status === null) return say.unknown('Meta did not tell.');
  return number.status === 'CONNECTED'
    ? say.ok('CONNECTED.')
    : say.failed(
        `${number.status}.`,
        'Register the number for the Cloud API, or look at it in WhatsApp Manager.',
      );
}

function displayName(id: string, number: NumberFacts): Finding {
  const say = about('display_name', id);
  const name = number.nameStatus;
  if (name === null) return say.unknown('Meta did not tell.');
  if (name === 'APPROVED' || name === 'AVAILABLE_WITHOUT_REVIEW') return say.ok(`${name}.`);
  return say.warning(
    `${name}.`,
    'Without an approved name the number sends little: WhatsApp Manager › Phone numbers.',
  );
}

function quality(id: string, number: NumberFacts): Finding {
  const say = about('quality', id);
  if (number.quality === 'GREEN') return say.ok('GREEN.');
  if (number.quality === 'RED') return say.failed('RED.', SLOWER);
  return number.quality === 'YELLOW'
    ? say.warning('YELLOW.', SLOWER)
    : say.unknown(`${number.quality ?? 'Not told'}.`);
}

function throughput(id: string, number: NumberFacts): Finding {
  const say = about('throughput', id);
  if (number.throughput === 'STANDARD') return say.ok('STANDARD: 80 messages a second, in and out.');
  if (number.throughput === 'HIGH')
    return say.ok('HIGH: 1,000 messages a second. The number’s messagesPerSecond may be raised.');
  return say.unknown(`${number.throughput ?? 'Not told'}.`);
}

function messagingLimit(id: string, number: NumberFacts): Finding {
  const say = about('messaging_limit', id);
  const limit = number.messagingLimit;
  if (limit === null) return say.unknown('Meta did not tell.');
  const found = `${limit}: people outside the 24-hour window in a moving day.`;
  return /^TIER_(?:50|250|NOT_SET)$/.test(limit)
    ? say.warning(found, 'Verify the business; the limit grows with good use.')
    : say.ok(found);
}

function health(id: string, number: NumberFacts): Finding {
  const say = about('health', id);
  if (number.canSend === null) return say.unknown('Meta did not tell.');
  if (number.canSend === 'AVAILABLE') return say.ok('AVAILABLE.');
  const why = number.entities
    .filter(({ state }) => state !== 'AVAILABLE')
    .map(({ type, state, codes }) => `${type} ${state}${codes.length > 0 ? ` (${codes.join(', ')})` : ''}`);
  const found = `${number.canSend}. ${why.join('; ')}`.trim();
  const advice = 'WhatsApp Manager names the cause; the codes stand in Meta’s page "Health status".';
  return number.canSend === 'BLOCKED' ? say.failed(found, advice) : say.warning(found, advice);
}

/** Where messages of this number go: an override at the number, else at the account, else the app's address. */
function callback(id: string, { callbacks }: NumberFacts, expected: string | null): Finding {
  const say = about('callback_url', id);
  const level = callbacks.number === null ? (callbacks.account === null ? 'app' : 'account') : 'number';
  const url = callbacks[level];
  if (url === null) return say.unknown('Meta told no callback URL.');
  const where = level === 'app' ? 'the app’s address' : `an override at the ${level}`;
  if (expected === null)
    return say.unknown(`Messages go to ${withoutQuery(url)} (${where}).`, 'Set PUBLIC_URL.');
  if (url === expected) return say.ok(`Ours, by ${where}.`);
  return say.failed(
    `Messages go to ${withoutQuery(url)} (${where}), not to ${expected}.`,
    level === 'app'
      ? 'npm run doctor -- --fix sets it.'
      : 'Take the override away or let it lead here; --fix leaves overrides alone.',
  );
}

function withoutQuery(url: string): string {
  const parsed = URL.parse(url);
  return parsed === null ? 'an address that cannot be read' : `${parsed.origin}${parsed.pathname}`;
}
