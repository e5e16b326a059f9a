import type { Command } from './command.js';
import type { Input } from './input.js';
import type { StepName } from './state.js';

/** What moves a chat: a kind of input, or the outcome of a command. `other`: any message that is no text, button or receipt. */
export type Trigger = (typeof KINDS)[number] | 'other' | Command['kind'];

const KINDS = ['text', 'choice', 'media', 'news'] as const;

export function triggerOf(input: Input): Trigger {
  if (input.kind === 'outcome') return input.executed.kind;
  if (input.kind === 'edit') return 'text'; // as if typed now
  return KINDS.find((kind) => kind === input.kind) ?? 'other';
}

type Moves = Readonly<Partial<Record<Trigger, readonly StepName[]>>>;

/** From every step: words and buttons that always work, receipts, news, and what commands come to. */
export const ANYWHERE: Moves = {
  text: [
    'menu',
    'consent',
    'choose_raffle',
    'choose_way',
    'order',
    'send_receipt',
    'choose_order',
    'confirm_cancel',
    'ask_code',
    'opt_out',
    'offer_human',
  ],
  choice: [
    'menu',
    'consent',
    'declined',
    'choose_raffle',
    'choose_way',
    'type_numbers',
    'random_count',
    'order',
    'send_receipt',
    'confirm_cancel',
    'ask_code',
    'opt_out',
  ],
  media: ['ask_receipt', 'receipt_for', 'send_receipt'],
  other: ['offer_human', 'consent'],
  news: ['menu', 'consent', 'send_receipt'],
  // where the sale ended meanwhile: the menu; where the rules changed: consent
  check_numbers: ['confirm_numbers', 'menu', 'consent'],
  pick_random: ['random_offer', 'menu', 'consent'],
  hold: ['order', 'confirm_numbers', 'type_numbers', 'menu', 'consent'],
  cancel: ['menu'],
  attach_receipt: ['menu'],
  record_consent: ['menu'],
  set_opt_out: ['opt_out', 'menu'],
  look_up_code: ['menu'],
};

/** The story: where the answer to each step's own question leads. */
export const TRANSITIONS: Readonly<Record<StepName, Moves>> = {
  new: { text: ['consent'], other: ['consent'] },
  consent: { text: ['declined'], record_consent: ['menu'] },
  declined: { choice: ['consent'] },
  menu: { text: ['type_numbers', 'random_count'], choice: ['choose_raffle', 'choose_way'] },
  choose_raffle: { text: ['choose_way'], choice: ['choose_way'] },
  choose_way: { text: ['type_numbers', 'random_count'], choice: ['type_numbers', 'random_count'] },
  type_numbers: { text: ['random_count'], check_numbers: ['confirm_numbers'] },
  random_count: { text: ['type_numbers'], pick_random: ['random_offer'] },
  random_offer: {
    text: ['random_count', 'type_numbers'],
    choice: ['random_count'],
    hold: ['order', 'confirm_numbers'],
  },
  confirm_numbers: { text: ['type_numbers', 'random_count'], choice: ['type_numbers'], hold: ['order'] },
  order: { media: ['send_receipt'] },
  send_receipt: { attach_receipt: ['menu'] },
  ask_receipt: { text: ['send_receipt', 'receipt_for'], choice: ['send_receipt', 'receipt_for'] },
  receipt_for: { text: ['send_receipt'], choice: ['send_receipt'] },
  choose_order: { text: ['order', 'send_receipt', 'confirm_cancel'], choice: ['order'] },
  confirm_cancel: { text: ['order'], choice: ['order'], cancel: ['menu'] },
  ask_code: { look_up_code: ['menu'] },
  opt_out: { text: ['menu', 'type_numbers', 'random_count'], choice: ['menu'] },
  offer_human: { text: ['menu', 'type_numbers', 'random_count'], other: ['menu'] },
};

/** Mermaid, for docs/conversation.md. */
export function diagram(): string {
  const arrows = Object.entries(TRANSITIONS).flatMap(([from, moves]) => {
    const triggers = new Map<StepName, Trigger[]>();
    for (const trigger of Object.keys(moves) as Trigger[]) {
      for (const to of moves[trigger] ?? []) triggers.set(to, [...(triggers.get(to) ?? []), trigger]);
    }
    return [...triggers].map(([to, by]) => `    ${from} --> ${to}: ${by.join(', ')}`);
  });
  return ['stateDiagram-v2', '    [*] --> new', ...arrows].join('\n');
}
