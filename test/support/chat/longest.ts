import type { Executed } from '../../../src/conversation/command.js';
import type { BuyerOrder, Facts, OfferedRaffle } from '../../../src/conversation/facts.js';
import type { Input } from '../../../src/conversation/input.js';
import type { News } from '../../../src/conversation/news.js';
import type { ChatState } from '../../../src/conversation/state.js';
import type { GivenTurn } from './every-turn.js';

const WORD = 'Ñandú & Cía. ';
const long = (length: number): string =>
  WORD.repeat(Math.ceil(length / WORD.length)).slice(0, length - 1) + 'x';
/** A thousand seven-digit numbers: the most one order may have. */
const NUMBERS = Array.from({ length: 1000 }, (_, i) => 9_000_000 + i);
const LABELS = NUMBERS.map(String);
const DEAREST = Math.floor(Number.MAX_SAFE_INTEGER / 1000);

const EARLIER_DRAW = {
  name: long(40),
  byHand: true,
  wins: NUMBERS.slice(0, 100).map((number) => ({ number, prizeName: long(60) })),
  pending: true,
};

const RAFFLE_TERMS = {
  title: long(60),
  priceMinor: DEAREST,
  currency: 'VES',
  firstNumber: 8_999_999,
  emission: 1_000_000,
  width: 7,
  maxPerPerson: 1000,
  timeZone: 'America/Argentina/ComodRivadavia',
  drawMethod: { mode: 'lottery', source: long(200), firstDraw: long(200) },
  organiser: { name: long(200), permit: long(200) },
  transferAccount: { bank: long(60), holder: long(120), account: long(60), kind: long(30) },
  prizes: Array.from({ length: 50 }, () => ({ name: long(60), units: 1000 })),
  preDraws: Array.from({ length: 10 }, () => ({
    name: long(40),
    drawMethod: { mode: 'manual' },
    listClosesAt: new Date(0),
    drawAt: new Date(0),
    prizes: [{ name: long(60), units: 1000 }],
  })),
} satisfies Partial<OfferedRaffle>;

function raffle(given: OfferedRaffle): OfferedRaffle {
  return { ...given, ...RAFFLE_TERMS, free: given.free === 0 ? 0 : 999_999 };
}

function order(given: BuyerOrder): BuyerOrder {
  const { title, width, timeZone, currency, transferAccount } = RAFFLE_TERMS;
  return {
    ...given,
    numbers: NUMBERS,
    amountMinor: DEAREST * 1000,
    currency,
    width,
    timeZone,
    transferAccount,
    raffleTitle: title,
    refundPolicy: long(2000),
    rejectReason: long(1000),
  };
}

function facts(given: Facts): Facts {
  return {
    ...given,
    contact: { ...given.contact, name: given.contact.name === null ? null : long(300) },
    rules: {
      ...given.rules,
      url: given.rules.url === null ? null : `https://rifas.example/${'b'.repeat(500)}`,
    },
    raffles: given.raffles.map(raffle),
    orders: given.orders.map(order),
    brand: long(200),
    publicUrl: given.publicUrl === '' ? '' : `https://rifas.example/${'p'.repeat(500)}`,
  };
}

function executed(given: Executed): Executed {
  switch (given.kind) {
    case 'check_numbers': {
      const half = given.outcome.free.length === 0 ? 0 : 500;
      const remarks = { dropped: NUMBERS, repeated: NUMBERS, unknown: LABELS, unread: LABELS };
      const outcome = { free: NUMBERS.slice(0, half), taken: NUMBERS.slice(half), neighbours: NUMBERS };
      return { ...given, command: { ...given.command, numbers: NUMBERS, remarks }, outcome };
    }
    case 'pick_random':
      return {
        ...given,
        command: { ...given.command, count: 1000 },
        outcome: { numbers: given.outcome.numbers.length === 0 ? [] : NUMBERS.slice(1) },
      };
    case 'hold': {
      const { outcome } = given;
      if (outcome.kind === 'held') return { ...given, outcome: { ...outcome, order: order(outcome.order) } };
      if (outcome.kind === 'taken')
        return {
          ...given,
          outcome: { ...outcome, taken: NUMBERS, free: NUMBERS.slice(0, 500), neighbours: NUMBERS },
        };
      return given;
    }
    case 'cancel': {
      const { outcome } = given;
      return outcome.kind === 'cancelled'
        ? { ...given, outcome: { ...outcome, order: order(outcome.order) } }
        : given;
    }
    case 'attach_receipt':
      return { ...given, outcome: { ...given.outcome, order: order(given.outcome.order) } };
    case 'look_up_code': {
      const { title: raffleTitle, width, timeZone } = RAFFLE_TERMS;
      const found = {
        kind: 'found',
        raffleTitle,
        numbers: NUMBERS,
        width,
        timeZone,
        standing: 'paid',
        paidAt: new Date(0),
        own: false,
        holderInitials: long(80),
        list: {
          size: 1_000_000,
          fingerprint: 'ffff '.repeat(8).trim(),
          places: NUMBERS.map((number, i) => ({ number, place: 999_000 + i })),
        },
        byHand: false,
        wins: NUMBERS.slice(0, 100).map((number) => ({ number, prizeName: long(60) })),
        out: NUMBERS.slice(0, 100).map((number) => ({ number, prizeName: long(60) })),
        pending: true,
        before: Array.from({ length: 10 }, () => EARLIER_DRAW),
        receipts: { logSeq: 9_999_999, gone: true },
      } as const;
      return { ...given, outcome: given.outcome.kind === 'unknown' ? found : given.outcome };
    }
    case 'record_consent':
    case 'set_opt_out':
      return given;
  }
}

const LOST = { number: '9999999', prizeName: long(60), reason: 'ineligible' } as const;

function news(given: News): News {
  if (given.type === 'payment_rejected') return { ...given, reason: long(1000) };
  if (given.type === 'draw_won')
    return { ...given, drawName: long(40), byHand: true, number: '9999999', prizeName: long(60) };
  if (given.type === 'draw_out') return { ...given, drawName: long(40), byHand: true, ...LOST };
  if (given.type === 'list_frozen') {
    return {
      ...given,
      drawName: long(40),
      byHand: true,
      size: 1_000_000,
      fingerprint: 'ffff '.repeat(8).trim(),
      drawAt: '2026-12-20T02:00:00.000Z',
      timeZone: 'America/Argentina/ComodRivadavia',
      decidedBy: { kind: 'manual', source: long(200), id: '' },
    };
  }
  if (given.type !== 'draw_result') return given;
  const winners = LABELS.slice(0, 100).map(
    (number) => ({ prizeName: long(60), number, status: 'won' }) as const,
  );
  return {
    ...given,
    drawName: long(40),
    byHand: true,
    pending: true,
    waitsFor: 'beacon',
    out: [LOST, LOST],
    winners,
    mine: LABELS,
  };
}

function input(given: Input): Input {
  if (given.kind === 'outcome') return { ...given, executed: executed(given.executed) };
  return given.kind === 'news' ? { ...given, news: news(given.news) } : given;
}

function state(given: ChatState): ChatState {
  return 'numbers' in given ? { ...given, numbers: NUMBERS } : given;
}

/** The same turn with the longest words, most numbers and greatest amounts that organisers and buyers may enter. */
export function stretched(given: GivenTurn): GivenTurn {
  return { state: state(given.state), input: input(given.input), facts: facts(given.facts) };
}
