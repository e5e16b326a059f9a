import type { Command, Executed, ReceiptMedia } from '../../../src/conversation/command.js';
import { actionId, type Action } from '../../../src/conversation/buttons.js';
import type { BuyerOrder, Facts, OfferedRaffle } from '../../../src/conversation/facts.js';
import type { Happening, Input } from '../../../src/conversation/input.js';
import type { News } from '../../../src/conversation/news.js';
import { STEPS, type ChatState, type Step, type StepName } from '../../../src/conversation/state.js';
import { anOrder, aRaffle, id, MORNING, someFacts } from './people-and-raffles.js';

/** Everything `decide` is given. */
export interface GivenTurn {
  readonly state: ChatState;
  readonly input: Input;
  readonly facts: Facts;
}

export const NONCE = 'nonce-1';
const NOBODYS = id(999);
const ORDER_STATES = [
  'held',
  'in_review',
  'paid',
  'rejected',
  'expired',
  'cancelled',
  'refund_owed',
  'refunded',
] as const;

const media: ReceiptMedia = {
  wamid: 'wamid.photo',
  mediaId: 'M1',
  declaredType: 'image/jpeg',
  sha256: null,
  sentAt: MORNING.toISOString(),
};

const RAFFLE = aRaffle();
const BEFORE = new Date(MORNING.getTime() - 60_000);

export function orderIn(state: BuyerOrder['state'], n = 100, raffle: OfferedRaffle = RAFFLE): BuyerOrder {
  const validationCode = state === 'paid' ? '8FJ4M2XQ7ABC12DE' : null;
  const deadlineAt =
    state === 'expired' ? BEFORE : state === 'paid' ? null : new Date(MORNING.getTime() + 3_600_000);
  return anOrder(raffle, { id: id(n), code: `K7Q-${n + 181}`, state, validationCode, deadlineAt });
}

const STEP: { readonly [S in StepName]: Extract<Step, { step: S }> } = {
  new: { step: 'new' },
  consent: { step: 'consent', apologisedAt: null },
  declined: { step: 'declined' },
  menu: { step: 'menu', apologisedAt: null },
  choose_raffle: { step: 'choose_raffle', shown: [id(1), id(2), NOBODYS] },
  choose_way: { step: 'choose_way', raffleId: id(1) },
  type_numbers: { step: 'type_numbers', raffleId: id(1) },
  random_count: { step: 'random_count', raffleId: id(1) },
  random_offer: { step: 'random_offer', raffleId: id(1), numbers: [113, 226], spin: 1 },
  confirm_numbers: { step: 'confirm_numbers', raffleId: id(1), numbers: [7, 300], neighbours: [46] },
  order: { step: 'order', orderId: id(100) },
  send_receipt: { step: 'send_receipt', orderId: id(100) },
  ask_receipt: { step: 'ask_receipt', media },
  receipt_for: { step: 'receipt_for', media, shown: [id(100), id(101)] },
  choose_order: { step: 'choose_order', purpose: 'pay', shown: [id(100), id(101)] },
  confirm_cancel: { step: 'confirm_cancel', orderId: id(100) },
  ask_code: { step: 'ask_code' },
  opt_out: { step: 'opt_out' },
  offer_human: { step: 'offer_human' },
};

/** One state per step, and some that ask about other or nobody's raffles and orders. */
export function someStates(): ChatState[] {
  const variants: Step[] = [
    { step: 'menu', apologisedAt: MORNING.toISOString() },
    { step: 'consent', apologisedAt: MORNING.toISOString() },
    { step: 'random_offer', raffleId: id(1), numbers: [113], spin: 3 },
    { step: 'random_offer', raffleId: NOBODYS, numbers: [113], spin: 1 },
    { step: 'confirm_numbers', raffleId: id(1), numbers: [], neighbours: [] },
    { step: 'confirm_numbers', raffleId: NOBODYS, numbers: [7], neighbours: [8] },
    { step: 'order', orderId: NOBODYS },
    { step: 'send_receipt', orderId: NOBODYS },
    { step: 'choose_order', purpose: 'paid', shown: [id(100)] },
    { step: 'choose_order', purpose: 'cancel', shown: [NOBODYS] },
    { step: 'confirm_cancel', orderId: NOBODYS },
  ];
  const plain = STEPS.map((name): Step => STEP[name]);
  return [
    ...[...plain, ...variants].map((step): ChatState => ({ v: 1, nonce: NONCE, misses: 0, ...step })),
    ...plain.map((step): ChatState => ({ v: 1, nonce: NONCE, misses: 1, ...step })),
  ];
}

const TEXTS =
  'hola|menu|mas opciones|comprar|mis boletos|ver mas|ayuda|asesor|bases|gracias|👍|???|si|no|me gustan|otra vez|elegir yo|cambiar|al azar|5 boletos|500 boletos|solo lo mio|nada|verificar|verificar 8FJ4-M2XQ-7ABC-12DE|8FJ4-M2XQ-7ABC-12DE|baja|alta|cancelar|cancelar K7Q-281|pagar|pagar K7Q-282|ya pague|7 45 300|46|1|2|12345|el 7 no, mejor el 8|no quiero el 7 ni el 300|iphone|asdf|del 0 al 999|'.split(
    '|',
  );

/** Every action, as the answer to the question on screen and to another one, about what exists and what does not. */
function someActions(): Action[] {
  const plain = ['menu', 'more', 'buy', 'verify', 'help', 'human', 'opt_out', 'rules', 'consent_no'] as const;
  const answers = [
    'spin',
    'hold',
    'cancel_no',
    'is_receipt',
    'not_receipt',
    'only_mine',
    'nothing_at_all',
  ] as const;
  return [
    ...plain.map((name) => ({ do: name })),
    ...['3', '2'].map((version) => ({ do: 'consent_yes', version }) as const),
    ...[0, 4, 9].flatMap((from) => [{ do: 'my_tickets', from } as const, { do: 'raffles', from } as const]),
    ...[id(1), NOBODYS].flatMap((raffleId) => [
      ...(['raffle', 'choose', 'random'] as const).map((name) => ({ do: name, raffleId })),
      ...[0, 1, 500].map((count) => ({ do: 'count', raffleId, count }) as const),
    ]),
    ...[id(100), NOBODYS].flatMap((orderId) =>
      (['pay', 'paid', 'cancel'] as const).map((name) => ({ do: name, orderId })),
    ),
    ...[NONCE, 'other'].flatMap((nonce) => [
      ...answers.map((name) => ({ do: name, nonce })),
      ...[46, 999_999].map((number) => ({ do: 'add', nonce, number }) as const),
      ...[id(100), NOBODYS].flatMap((orderId) =>
        (['cancel_yes', 'receipt_for'] as const).map((name) => ({ do: name, nonce, orderId })),
      ),
    ]),
  ];
}

export function someTaps(): Happening[] {
  const ids = [...someActions().map(actionId), 'v2:menu', 'forged', ''];
  return ids.map((buttonId) => ({ kind: 'choice', id: buttonId, title: '' }));
}

const NEWS: readonly News[] = [
  ...[id(100), NOBODYS].flatMap((orderId): News[] => [
    { type: 'hold_expired', orderId },
    { type: 'holds_extended', orderIds: [orderId] },
    { type: 'payment_approved', orderId },
    { type: 'payment_rejected', orderId, reason: 'el monto no coincide' },
    { type: 'refund_owed', orderId },
    { type: 'receipt_unreadable', orderId, why: 'gone' },
  ]),
  { type: 'sales_closed', raffleId: id(1) },
  {
    type: 'list_frozen',
    raffleId: id(1),
    drawId: id(7),
    size: 2,
    fingerprint: 'abcd ef01',
    drawAt: '2026-12-21T02:00:00.000Z',
    timeZone: 'America/Mexico_City',
    decidedBy: { kind: 'lottery', source: 'demo', id: '1' },
  },
  { type: 'draw_won', raffleId: id(1), drawId: id(7), number: '007', prizeName: 'Moto' },
  {
    type: 'draw_out',
    raffleId: id(1),
    drawId: id(7),
    number: '007',
    prizeName: 'Moto',
    reason: 'unclaimed',
  },
  {
    type: 'draw_result',
    raffleId: id(1),
    drawId: id(7),
    issueNo: 1,
    pending: false,
    winners: [],
    mine: ['007'],
  },
  { type: 'message_failed', purpose: 'paid' },
  { type: 'message_failed', purpose: 'menu' },
  { type: 'prompts_overdue', channelId: id(9) },
  { type: 'released' },
];

/** What may come of each command. */
export function someOutcomes(order: BuyerOrder = orderIn('held')): Executed[] {
  const raffleId = id(1);
  const remarks = { dropped: [], repeated: [], unknown: [], unread: [] };
  const check: Command & { kind: 'check_numbers' } = {
    kind: 'check_numbers',
    raffleId,
    numbers: [7, 45],
    remarks,
  };
  const pick: Command & { kind: 'pick_random' } = { kind: 'pick_random', raffleId, count: 2, spin: 1 };
  const hold: Command & { kind: 'hold' } = { kind: 'hold', raffleId, numbers: [7, 300] };
  const cancel: Command & { kind: 'cancel' } = { kind: 'cancel', orderId: order.id };
  const attach: Command & { kind: 'attach_receipt' } = { kind: 'attach_receipt', orderId: order.id, media };
  const lookUp: Command & { kind: 'look_up_code' } = { kind: 'look_up_code', code: '8FJ4M2XQ7ABC12DE' };
  const holds = [
    { kind: 'held', order, missed: [] },
    { kind: 'held', order: orderIn('paid'), missed: [] },
    { kind: 'taken', taken: [300], free: [7], neighbours: [301] },
    { kind: 'taken', taken: [7, 300], free: [], neighbours: [] },
    { kind: 'over_limit', asked: 2, left: 1, max: 20 },
    { kind: 'over_limit', asked: 2, left: 0, max: 20 },
    ...(['paused', 'closed', 'ended', 'not_open'] as const).map(
      (reason) => ({ kind: 'not_selling', reason }) as const,
    ),
    { kind: 'out_of_range', numbers: [7] },
    { kind: 'sold_out', left: 0 },
    { kind: 'sold_out', left: 1 },
  ] as const;
  return [
    ...[
      { free: [7], taken: [45], neighbours: [46] },
      { free: [], taken: [7, 45], neighbours: [] },
    ].map((outcome) => ({ kind: 'check_numbers', command: check, outcome }) as const),
    ...[[113, 226], [113], []].map(
      (numbers) => ({ kind: 'pick_random', command: pick, outcome: { numbers } }) as const,
    ),
    ...holds.map((outcome) => ({ kind: 'hold', command: hold, outcome }) as const),
    { kind: 'cancel', command: cancel, outcome: { kind: 'cancelled', order } },
    ...(['in_review', 'paid', 'not_open', 'not_found'] as const).map(
      (kind) => ({ kind: 'cancel', command: cancel, outcome: { kind } }) as const,
    ),
    ...(['in_time', 'late_held', 'late_gone', 'refused'] as const).map(
      (kind) => ({ kind: 'attach_receipt', command: attach, outcome: { kind, order } }) as const,
    ),
    {
      kind: 'record_consent',
      command: { kind: 'record_consent', version: '3' },
      outcome: { kind: 'recorded' },
    },
    ...(['none', 'marketing', 'all'] as const).map(
      (level) =>
        ({
          kind: 'set_opt_out',
          command: { kind: 'set_opt_out', level },
          outcome: { kind: 'recorded' },
        }) as const,
    ),
    ...(['unknown', 'too_many_tries'] as const).map(
      (kind) => ({ kind: 'look_up_code', command: lookUp, outcome: { kind } }) as const,
    ),
  ];
}

/** One of every message that is no text, button or receipt. */
export function someOtherMessages(): Happening[] {
  return [
    { kind: 'audio', voice: true },
    { kind: 'video' },
    { kind: 'location', latitude: 19.4, longitude: -99.1 },
    { kind: 'cards', count: 1 },
    { kind: 'form', name: 'flow', answers: {} },
    { kind: 'unsupported', what: 'poll' },
    { kind: 'media_lost' },
    { kind: 'catalogue_order', items: 2 },
    { kind: 'own_number', waId: '525512345678' },
    { kind: 'reaction', to: 'wamid.0', emoji: '👍' },
    { kind: 'sticker', animated: false },
    { kind: 'call_permission', granted: true },
    { kind: 'edit', of: 'wamid.0', now: { kind: 'text', text: '8' } },
    { kind: 'revoke', of: 'wamid.0' },
  ];
}

export function someHappenings(): Happening[] {
  return [
    ...TEXTS.map((text): Happening => ({ kind: 'text', text })),
    ...someTaps(),
    { kind: 'media', mediaId: 'M2', mediaType: 'image', declaredType: 'image/jpeg' },
    ...someOtherMessages(),
    ...NEWS.map((news): Happening => ({ kind: 'news', news })),
    ...someOutcomes().map((executed): Happening => ({ kind: 'outcome', executed })),
  ];
}

export function someSituations(): Facts[] {
  const several = [RAFFLE, aRaffle({ id: id(2), title: 'iPhone 17' })];
  const stranger = {
    name: null,
    consentedVersion: null,
    optOut: 'none',
    hasNumber: false,
    doubtful: false,
  } as const;
  return [
    someFacts(),
    someFacts({ contact: stranger, rules: { version: '3', url: null }, publicUrl: '' }),
    someFacts({ contact: { ...stranger, consentedVersion: '2', optOut: 'all' }, orders: [orderIn('held')] }),
    someFacts({ raffles: [], orders: [orderIn('expired')] }),
    someFacts({ raffles: several, orders: [orderIn('held'), orderIn('rejected', 101)] }),
    someFacts({ raffles: Array.from({ length: 12 }, (_, i) => aRaffle({ id: id(i + 1) })) }),
    ...(['in_review', 'paid', 'rejected', 'cancelled'] as const).map((state) =>
      someFacts({ orders: [orderIn(state)] }),
    ),
    someFacts({ orders: ORDER_STATES.map((state, i) => orderIn(state, 100 + i)) }),
    ...['paused', 'silenced', 'closed'].map((state) => someFacts({ raffles: [aRaffle({ state })] })),
    someFacts({ raffles: [aRaffle({ free: 0 })] }),
    someFacts({ raffles: [aRaffle({ maxPerPerson: 2 })], orders: [orderIn('paid')] }),
    someFacts({ withHuman: true, orders: [orderIn('held')] }),
    someFacts({ late: true, orders: [orderIn('held')] }),
    someFacts({
      contact: { ...stranger, consentedVersion: '3', doubtful: true },
      orders: [orderIn('paid'), orderIn('held', 101)],
    }),
  ];
}

/** Every state of `someStates` meets every happening in every situation; a second miss meets what may be a third. */
export function* everyTurn(): Generator<GivenTurn> {
  const mark = { wamid: 'wamid.1', sentAt: MORNING };
  const inputs = someHappenings().map((happening): Input => ({ ...happening, ...mark }));
  const puzzling = inputs.filter(
    (input) => (input.kind === 'text' && input.text === 'asdf') || input.kind === 'audio',
  );
  for (const facts of someSituations()) {
    for (const state of someStates()) {
      for (const input of state.misses === 0 ? inputs : puzzling) yield { state, input, facts };
    }
  }
}
