import type { TemplateCategory } from '../../whatsapp/index.js';
import type { ActionName } from '../buttons.js';

/** A template apart from its words: those stand in `texts/<language>/templates.ts`. */
export interface TemplateShape {
  readonly category: TemplateCategory;
  /** Each parameter with its longest value, so that the filled body stays below Meta's 1024 characters in every language. */
  readonly parameters: Readonly<Record<string, number>>;
  readonly buttons: readonly TemplateButtonShape[];
}

/** Actions that mean the same whenever they are tapped, also months later. */
export type OfferedAction = Extract<
  ActionName,
  'paid' | 'cancel' | 'human' | 'my_tickets' | 'raffle' | 'menu' | 'opt_out'
>;

export type TemplateButtonShape =
  /** A quick reply that means what the button of the same name means in a chat. */
  | { readonly kind: 'action'; readonly do: OfferedAction }
  /** A public page of ours, up to what differs from send to send. */
  | { readonly kind: 'page'; readonly path: '/t/' | '/draws/' };

const ORDER = { order: 12, numbers: 250, raffle: 62 } as const;
const MINE = { raffle: 62, numbers: 250 } as const;
const AMOUNT = 40;
const MOMENT = 70;
const REASON = 200;

const action = (name: OfferedAction) => ({ kind: 'action', do: name }) as const;
const page = (path: '/t/' | '/draws/') => ({ kind: 'page', path }) as const;

/** What we may say outside the 24-hour window: Meta approves these once, and each send fills them in. */
export const TEMPLATE_SET = {
  hold_expiring: {
    category: 'UTILITY',
    parameters: { ...ORDER, amount: AMOUNT, deadline: MOMENT },
    buttons: [action('paid'), action('cancel')],
  },
  hold_expired: { category: 'UTILITY', parameters: ORDER, buttons: [action('paid'), action('human')] },
  payment_confirmed: {
    category: 'UTILITY',
    parameters: { ...ORDER, draw_date: MOMENT },
    buttons: [page('/t/')],
  },
  receipt_rejected: {
    category: 'UTILITY',
    parameters: { order: 12, raffle: 62, reason: REASON, numbers_state: 250 },
    buttons: [action('paid'), action('human')],
  },
  refund_owed: {
    category: 'UTILITY',
    parameters: { ...ORDER, amount: AMOUNT },
    buttons: [action('human')],
  },
  refund_sent: {
    category: 'UTILITY',
    parameters: { order: 12, raffle: 62, amount: AMOUNT, reference: 60 },
    buttons: [action('human')],
  },
  raffle_postponed: {
    category: 'UTILITY',
    parameters: { ...MINE, old_date: MOMENT, new_date: MOMENT, reason: REASON },
    buttons: [action('my_tickets'), action('human')],
  },
  raffle_cancelled: {
    category: 'UTILITY',
    parameters: { ...MINE, reason: REASON, amount: AMOUNT },
    buttons: [action('human')],
  },
  list_frozen: {
    category: 'UTILITY',
    parameters: {
      raffle: 62,
      size: 12,
      fingerprint: 40,
      decider: 160,
      draw_date: MOMENT,
    },
    buttons: [page('/draws/')],
  },
  draw_result: {
    category: 'UTILITY',
    parameters: { raffle: 62, result: 400, mine: 250 },
    buttons: [page('/draws/')],
  },
  winner_notice: {
    category: 'UTILITY',
    parameters: { number: 20, raffle: 62, prize: 60 },
    buttons: [action('human')],
  },
  waitlist_free: {
    category: 'UTILITY',
    parameters: { raffle: 62, free: 12 },
    buttons: [action('raffle'), action('menu')],
  },
  new_raffle: {
    category: 'MARKETING',
    parameters: { organiser: 60, raffle: 62, prize: 60, price: AMOUNT, draw_date: MOMENT },
    buttons: [action('raffle'), action('opt_out')],
  },
} as const satisfies Record<string, TemplateShape>;

export type TemplateKey = keyof typeof TEMPLATE_SET;
export const TEMPLATE_KEYS = Object.keys(TEMPLATE_SET) as readonly TemplateKey[];

/** The values of one template, by parameter. */
export type TemplateValues<K extends TemplateKey> = {
  readonly [P in keyof (typeof TEMPLATE_SET)[K]['parameters']]: string;
};

/** Each template's words in one language. */
export type TemplateWords = {
  readonly [K in TemplateKey]: {
    readonly body: string;
    readonly footer?: string;
    /** In the order of the shape's buttons. */
    readonly labels: readonly string[];
    readonly samples: TemplateValues<K>;
  };
};

/** Meta's codes of the languages we have words in; the first is what a contact gets whose own is not approved. */
export const TEMPLATE_LANGUAGES = ['es', 'en', 'pt_BR'] as const;
export type TemplateLanguage = (typeof TEMPLATE_LANGUAGES)[number];
