import { ticketLabel } from '../../kernel/index.js';
import type { BuyerOrder } from '../facts.js';
import type { DrawResult } from '../news.js';
import type { Reply, ReplyKind, ReplyOf } from '../reply.js';
import { quoted } from '../texts/shorten.js';
import type { TemplateKey, TemplateValues } from './template-set.js';
import type { ValueWords } from './value-words.js';

/** A reply as a template says it: which one, what fills it, and what its buttons are about. */
export type Said = {
  readonly [K in TemplateKey]: {
    readonly key: K;
    readonly values: TemplateValues<K>;
    readonly about: About;
  };
}[TemplateKey];

/** What buttons and pages of a template may name. */
export interface About {
  readonly orderId?: string;
  readonly raffleId: string;
  readonly drawId?: string;
  readonly validationCode?: string | null;
}

/** Where a raffle's title is not known, its place in a sentence is still filled. */
const UNTITLED = '—';

/** Replies that come by themselves, and so may find the window closed. */
const SAYINGS: { readonly [K in ReplyKind]?: (reply: ReplyOf<K>, words: ValueWords) => Said | null } = {
  hold_expired: ({ order }, words) => said('hold_expired', orderValues(order, words), order),
  holds_extended: extended,
  paid: ({ order }, words) => {
    const draw_date = words.moment(order.drawAt, order.timeZone);
    return said('payment_confirmed', { ...orderValues(order, words), draw_date }, order);
  },
  rejected: (reply, words) => said('receipt_rejected', rejected(reply, words), reply.order),
  receipt_unreadable: ({ order, why }, words) => {
    const { order: code, raffle, numbers } = orderValues(order, words);
    const values = { order: code, raffle, reason: words.unreadable[why], numbers_state: numbers };
    return said('receipt_rejected', values, order);
  },
  refund_owed: ({ order }, words) =>
    said('refund_owed', { ...orderValues(order, words), amount: words.money(order) }, order),
  list_frozen: ofDraw,
  draw_won: ofDraw,
  draw_out: ofDraw,
  draw_result: ofDraw,
};

/** The same meaning as the reply, in the words of a template; null where there is no template for it. */
export function saidAsTemplate(reply: Reply, words: ValueWords): Said | null {
  // the saying of a kind takes replies of that kind; TypeScript cannot follow the pair through the union
  const say = SAYINGS[reply.kind] as ((reply: Reply, words: ValueWords) => Said | null) | undefined;
  return say?.(reply, words) ?? null;
}

function ofDraw(
  reply: ReplyOf<'list_frozen' | 'draw_won' | 'draw_out' | 'draw_result'>,
  words: ValueWords,
): Said {
  const title = reply.title === null ? UNTITLED : quoted(reply.title, 60);
  const raffle = reply.byHand ? words.byHand(title) : title;
  switch (reply.kind) {
    case 'list_frozen': {
      const { news } = reply;
      const values = {
        raffle,
        size: words.count(news.size),
        fingerprint: quoted(news.fingerprint, 40),
        draw_date: words.moment(new Date(news.drawAt), news.timeZone),
        decider: words.decider(news.decidedBy),
      };
      return { key: 'list_frozen', values, about: news };
    }
    case 'draw_won': {
      const { news } = reply;
      const values = { number: quoted(news.number, 20), raffle, prize: quoted(news.prizeName, 60) };
      return { key: 'winner_notice', values, about: news };
    }
    case 'draw_out': {
      const { news } = reply;
      const values = { raffle, result: words.out(news), mine: quoted(news.number, 20) };
      return { key: 'draw_result', values, about: news };
    }
    case 'draw_result':
      return { key: 'draw_result', values: { raffle, ...result(reply.news, words) }, about: reply.news };
  }
}

function result(news: DrawResult, words: ValueWords): { result: string; mine: string } {
  const winners = new Set(news.winners.map(({ number }) => number));
  const won = news.mine.filter((number) => winners.has(number));
  const mine = words.items(
    news.mine.map((number) => quoted(number, 20)),
    150,
  );
  const lost = news.out ?? [];
  const prizes = words.items(news.winners.map(words.prize), lost.length === 0 ? 340 : 160);
  const parts = [
    ...(lost.length === 0 ? [] : [words.items(lost.map(words.out), 170)]),
    prizes,
    ...(news.pending ? [words.onePending[news.waitsFor ?? 'lottery']] : []),
  ];
  return {
    result: parts.join('. '),
    mine: words.mine(mine, won, news.pending),
  };
}

function extended({ orders, now }: ReplyOf<'holds_extended'>, words: ValueWords): Said | null {
  const open = orders.flatMap((order) =>
    order.deadlineAt === null ? [] : [{ order, deadlineAt: order.deadlineAt }],
  );
  const first = open.toSorted((one, other) => one.deadlineAt.getTime() - other.deadlineAt.getTime())[0];
  if (first === undefined) return null;
  const { order, deadlineAt } = first;
  const values = {
    ...orderValues(order, words),
    amount: words.money(order),
    deadline: words.deadline(deadlineAt, now, order.timeZone),
  };
  return said('hold_expiring', values, order);
}

function rejected(
  { order, reason, now }: ReplyOf<'rejected'>,
  words: ValueWords,
): TemplateValues<'receipt_rejected'> {
  const kept = order.hasNumbers && order.deadlineAt !== null ? order.deadlineAt : null;
  const until = kept === null ? null : words.deadline(kept, now, order.timeZone);
  return {
    order: order.code,
    raffle: quoted(order.raffleTitle, 60),
    reason: quoted(reason, 200),
    numbers_state: words.kept(numbersOf(order, words, 170), until),
  };
}

function orderValues(order: BuyerOrder, words: ValueWords) {
  return {
    order: order.code,
    raffle: quoted(order.raffleTitle, 60),
    numbers: numbersOf(order, words, 250),
  };
}

function numbersOf(order: BuyerOrder, words: ValueWords, max: number): string {
  return words.items(
    order.numbers.map((number) => ticketLabel(number, order.width)),
    max,
  );
}

function said<K extends TemplateKey>(key: K, values: TemplateValues<K>, order: BuyerOrder): Said {
  const { id: orderId, raffleId, validationCode } = order;
  const about = { orderId, raffleId, validationCode };
  // the pair of key and values is what the union is made of; TypeScript cannot put it together again
  return { key, values, about } as unknown as Said;
}
