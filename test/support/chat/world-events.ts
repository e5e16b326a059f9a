import type { MessageContent } from '../../../src/whatsapp/index.js';
import type { DrawnPrize, News } from '../../../src/conversation/news.js';
import type { Chat } from './chat.js';
import { aRaffle, id } from './people-and-raffles.js';

/** What happens in a story outside the typed lines; `undefined` where the bot has no occasion to speak. */
type WorldEvent = readonly [
  pattern: RegExp,
  happens: (chat: Chat, words: readonly string[]) => MessageContent[] | undefined,
];

const PRIZE = 'Motocicleta Italika 250Z';

const BEFORE_THE_STORY: readonly WorldEvent[] = [
  [
    /^accepted (?:the|older) rules before$/,
    (chat, [all]) => given(() => (chat.trade.consentedVersion = all?.includes('older') ? '2' : '3')),
  ],
  [/^is choosing numbers$/, (chat) => given(() => write(chat, 'comprar'))],
  [/^holds ([\d ]+)$/, (chat, [, numbers]) => given(() => write(chat, 'comprar', numbers ?? '', 'si'))],
  [
    /^has sent a receipt$/,
    (chat) =>
      given(() =>
        chat.happens({ kind: 'media', mediaId: 'M1', mediaType: 'image', declaredType: 'image/jpeg' }),
      ),
  ],
  [/^(\d+) raffles$/, (chat, [, count]) => given(() => (chat.trade.raffles = manyRaffles(Number(count))))],
  [/^nothing is on sale$/, (chat) => given(() => (chat.trade.raffles = []))],
  [
    /^a person may have (\d+)$/,
    (chat, [, max]) => given(() => (chat.trade.raffles = [aRaffle({ maxPerPerson: Number(max) })])),
  ],
  [/^tickets are free$/, (chat) => given(() => (chat.trade.raffles = [aRaffle({ priceMinor: 0 })]))],
];

const MEANWHILE: readonly WorldEvent[] = [
  [
    /^the raffle is (paused|closed|sold out|open)$/,
    (chat, [, state]) => given(() => changeRaffle(chat, state ?? '')),
  ],
  [
    /^others take ([\d ]+)$/,
    (chat, [, numbers]) => given(() => chat.trade.othersTake(id(1), (numbers ?? '').split(' ').map(Number))),
  ],
  [
    /^(\d+) minutes pass$/,
    (chat, [, minutes]) => given(() => (chat.trade.now = later(chat.trade.now, minutes))),
  ],
  [/^messages come (late|in time)$/, (chat, [, when]) => given(() => (chat.late = when === 'late'))],
  [/^WhatsApp tells no phone number$/, (chat) => given(() => (chat.hasNumber = false))],
  [/^WhatsApp says that the phone may be another$/, (chat) => given(() => (chat.doubtful = true))],
  [/^the draw falls on (\d+)$/, (chat, [, number]) => given(() => (chat.trade.winner = Number(number)))],
  [/^the keys of the raffle are destroyed$/, (chat) => given(() => (chat.trade.keysDestroyed = true))],
  [
    /^the order is refunded, its numbers (stay|go)$/,
    (chat, [, fate]) =>
      given(() =>
        chat.trade.update(chat.trade.newest('paid').id, {
          state: 'refund_owed',
          hasNumbers: fate === 'stay',
        }),
      ),
  ],
  [/^a person takes over$/, (chat) => given(() => (chat.withHuman = true))],
];

const NEWS: readonly WorldEvent[] = [
  [/^the hold expires$/, (chat) => moves(chat, 'held', 'expired', 'hold_expired')],
  [/^the money is owed back$/, (chat) => moves(chat, 'in_review', 'refund_owed', 'refund_owed')],
  [/^the payment is approved$/, approve],
  [/^the payment is rejected: (.+)$/, (chat, [, reason]) => reject(chat, reason ?? '')],
  [
    /^the receipt is no picture$/,
    (chat) =>
      chat.learns({
        type: 'receipt_unreadable',
        orderId: chat.trade.newest('in_review').id,
        why: 'wrong_type',
      }),
  ],
  [/^an outage gives (\d+) minutes$/, (chat, [, minutes]) => extend(chat, minutes)],
  [/^the sale closes$/, closeSale],
  [/^the list is frozen$/, freeze],
  [
    /^(\d+) wins$/,
    (chat, [, number]) =>
      chat.learns({
        type: 'draw_won',
        raffleId: id(1),
        drawId: id(7),
        number: number ?? '',
        prizeName: PRIZE,
      }),
  ],
  [
    /^the draw is told: (\d+|nobody|pending); mine (.+)$/,
    (chat, [, result, mine]) => chat.learns(drawResult(result ?? '', mine ?? '')),
  ],
  [
    /^our answers came too late to be sent$/,
    (chat) => chat.learns({ type: 'prompts_overdue', channelId: id(9) }),
  ],
  [/^the person releases the chat$/, release],
  [
    /^our (\w+) message was not delivered$/,
    (chat, [, purpose]) => chat.learns({ type: 'message_failed', purpose: purpose ?? '' }),
  ],
];

/** Lets something happen: what the bot says to it, null for silence where it could have spoken. */
export function happen(chat: Chat, event: string): (MessageContent | null)[] {
  for (const [pattern, happens] of [...BEFORE_THE_STORY, ...MEANWHILE, ...NEWS]) {
    const words = pattern.exec(event);
    if (words === null) continue;
    const said = happens(chat, words);
    return said === undefined ? [] : said.length === 0 ? [null] : said;
  }
  throw new Error(`the world does not know: ${event}`);
}

function given(change: () => unknown): undefined {
  change();
}

function write(chat: Chat, ...texts: readonly string[]): void {
  for (const text of texts) chat.happens({ kind: 'text', text });
}

function manyRaffles(count: number) {
  return Array.from({ length: count }, (_, i) =>
    aRaffle({
      id: id(i + 1),
      title: i === 0 ? 'Italika 250Z' : `iPhone ${16 + i}`,
      priceMinor: 3000 + i * 1000,
    }),
  );
}

function changeRaffle(chat: Chat, state: string): void {
  const change = state === 'sold out' ? { free: 0 } : { state, free: 412 };
  chat.trade.raffles = chat.trade.raffles.map((raffle) => ({ ...raffle, ...change }));
}

function later(instant: Date | null, minutes: string | undefined): Date {
  return new Date((instant?.getTime() ?? 0) + Number(minutes) * 60_000);
}

function moves(
  chat: Chat,
  from: 'held' | 'in_review',
  to: 'expired' | 'refund_owed',
  type: 'hold_expired' | 'refund_owed',
) {
  const { id: orderId } = chat.trade.newest(from);
  chat.trade.update(orderId, { state: to });
  return chat.learns({ type, orderId });
}

function approve(chat: Chat) {
  const { id: orderId } = chat.trade.newest('in_review');
  chat.trade.update(orderId, { state: 'paid', validationCode: '8FJ4M2XQ7ABC12DE', deadlineAt: null });
  return chat.learns({ type: 'payment_approved', orderId });
}

function reject(chat: Chat, reason: string) {
  const { id: orderId } = chat.trade.newest('in_review');
  chat.trade.update(orderId, {
    state: 'rejected',
    rejectReason: reason,
    deadlineAt: later(chat.trade.now, '720'),
  });
  return chat.learns({ type: 'payment_rejected', orderId, reason });
}

function extend(chat: Chat, minutes: string | undefined) {
  const { id: orderId, deadlineAt } = chat.trade.newest('held');
  chat.trade.update(orderId, { deadlineAt: later(deadlineAt, minutes) });
  return chat.learns({ type: 'holds_extended', orderIds: [orderId] });
}

function closeSale(chat: Chat) {
  chat.trade.raffles = [];
  return chat.learns({ type: 'sales_closed', raffleId: id(1) });
}

function freeze(chat: Chat) {
  chat.trade.frozen = true;
  return chat.learns(LIST_FROZEN);
}

function release(chat: Chat) {
  chat.withHuman = false;
  return chat.learns({ type: 'released' });
}

const LIST_FROZEN: News = {
  type: 'list_frozen',
  raffleId: id(1),
  drawId: id(7),
  size: 588,
  fingerprint: '9f3a 61c0 9f3a 61c0 9f3a 61c0 9f3a 61c0',
  drawAt: '2026-12-21T02:00:00.000Z',
  timeZone: 'America/Mexico_City',
  decidedBy: { kind: 'lottery', source: 'Lotería Nacional', id: '3901' },
};

function drawResult(result: string, mine: string): News {
  const number = /^\d/.test(result) ? result : null;
  const status = number !== null ? 'won' : result === 'pending' ? 'pending' : 'vacant';
  const winners: DrawnPrize[] = [{ prizeName: PRIZE, number, status }];
  const pending = status === 'pending';
  return {
    type: 'draw_result',
    raffleId: id(1),
    drawId: id(7),
    issueNo: 1,
    pending,
    winners,
    mine: mine.split(' '),
  };
}
