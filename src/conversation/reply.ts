import type { Action } from './buttons.js';
import type { CodeAnswer, OptOutLevel } from './command.js';
import type { BuyerOrder, OfferedRaffle, WhyNotSelling } from './facts.js';
import type { DrawOut, DrawResult, DrawWon, ListFrozen, UnreadableWhy } from './news.js';
import type { Remarks } from './reading/parse-numbers.js';

/** What we say, as meaning; `texts/` has the words for each kind. */
export type Reply = Meaning & { readonly choices: Choices };

/** How the buyer can go on by tapping. Typing always works as well. */
export type Choices =
  | { readonly as: 'none' }
  /** At most three. */
  | { readonly as: 'buttons'; readonly actions: readonly Action[] }
  /** At most ten. */
  | { readonly as: 'list'; readonly items: readonly ListItem[] }
  | { readonly as: 'link'; readonly url: string }
  /** A button of WhatsApp's own: shares the person's phone number. */
  | { readonly as: 'own_number' };

export type ListItem =
  | { readonly kind: 'action'; readonly action: Action }
  | {
      readonly kind: 'raffle';
      readonly action: Action;
      readonly position: number;
      readonly raffle: OfferedRaffle;
    }
  | {
      readonly kind: 'order';
      readonly action: Action;
      readonly position: number;
      readonly order: BuyerOrder;
    };

export type Meaning = Entering | Choosing | Ordering | Knowing | Helping | Telling;
export type ReplyKind = Meaning['kind'];
export type ReplyOf<K extends ReplyKind> = Extract<Reply, { kind: K }>;

/** Before any offer. */
type Entering =
  | {
      readonly kind: 'consent_request';
      readonly brand: string;
      readonly name: string | null;
      readonly version: string;
      /** Another version was accepted before. */
      readonly renewed: boolean;
      readonly rulesUrl: string | null;
      readonly because: 'first' | 'not_understood' | 'late';
    }
  | { readonly kind: 'rules'; readonly version: string; readonly url: string }
  | { readonly kind: 'declined' };

/** From the menu to numbers somebody may confirm. */
type Choosing =
  | {
      readonly kind: 'menu';
      readonly notice: MenuNotice | null;
      /** Where exactly one is on sale. */
      readonly raffle: OfferedRaffle | null;
      readonly onSale: number;
      readonly open: BuyerOrder | null;
      readonly now: Date;
    }
  | { readonly kind: 'more_options' }
  | { readonly kind: 'nothing_on_sale'; readonly notice: MenuNotice | null }
  | { readonly kind: 'choose_raffle'; readonly onSale: number }
  | {
      readonly kind: 'choose_way';
      readonly raffle: OfferedRaffle;
      readonly mine: number;
    }
  | {
      readonly kind: 'not_selling';
      readonly title: string | null;
      readonly why: WhyNotSelling;
    }
  | {
      readonly kind: 'ask_numbers';
      readonly raffle: OfferedRaffle;
      readonly left: number;
      readonly because: 'asked' | 'spins_used' | 'all_dropped';
    }
  | { readonly kind: 'ask_count'; readonly raffle: OfferedRaffle; readonly left: number }
  | {
      readonly kind: 'random_offer';
      readonly raffle: OfferedRaffle;
      readonly numbers: readonly number[];
      readonly asked: number;
      readonly last: boolean;
    }
  | {
      readonly kind: 'numbers_checked';
      readonly raffle: OfferedRaffle;
      readonly remarks: Remarks;
      readonly free: readonly number[];
      readonly taken: readonly number[];
      readonly neighbours: readonly number[];
    }
  | { readonly kind: 'numbers_unknown'; readonly raffle: OfferedRaffle; readonly remarks: Remarks }
  | {
      readonly kind: 'numbers_lost';
      readonly raffle: OfferedRaffle;
      readonly taken: readonly number[];
      readonly free: readonly number[];
      readonly neighbours: readonly number[];
    }
  /** `asked` null: more than can be counted in one message. */
  | {
      readonly kind: 'over_limit';
      readonly asked: number | null;
      readonly left: number;
      readonly max: number;
    }
  /** Fewer numbers are left than were asked for. */
  | { readonly kind: 'few_left'; readonly title: string; readonly left: number };

export type MenuNotice = 'late' | 'answers_lost' | 'back' | 'selection_dropped' | 'sale_closed';

/** About one order. */
type Ordering =
  | { readonly kind: 'held'; readonly order: BuyerOrder; readonly now: Date }
  | { readonly kind: 'pay'; readonly order: BuyerOrder; readonly now: Date }
  | { readonly kind: 'send_receipt'; readonly order: BuyerOrder }
  | { readonly kind: 'ask_receipt'; readonly order: BuyerOrder | null }
  | {
      readonly kind: 'receipt_taken';
      readonly order: BuyerOrder;
      readonly how: 'in_time' | 'late_held' | 'late_gone' | 'refused';
      readonly sentAt: Date;
      readonly asksNumber: boolean;
    }
  | { readonly kind: 'not_a_receipt' }
  | {
      readonly kind: 'choose_order';
      readonly purpose: 'pay' | 'paid' | 'cancel' | 'receipt';
      readonly orders: number;
    }
  | { readonly kind: 'no_order'; readonly purpose: 'pay' | 'paid' | 'cancel' | 'receipt' }
  | { readonly kind: 'confirm_cancel'; readonly order: BuyerOrder }
  | { readonly kind: 'cancelled'; readonly order: BuyerOrder }
  | { readonly kind: 'not_cancelled'; readonly order: BuyerOrder | null }
  | { readonly kind: 'cancel_refused'; readonly order: BuyerOrder; readonly why: 'in_review' | 'paid' }
  | { readonly kind: 'order_moved_on'; readonly order: BuyerOrder };

/** What the buyer has and what a code is worth. */
type Knowing =
  | {
      readonly kind: 'my_tickets';
      readonly orders: readonly BuyerOrder[];
      readonly more: number;
      readonly now: Date;
    }
  | { readonly kind: 'no_tickets' }
  | { readonly kind: 'prove_identity' }
  | { readonly kind: 'ask_code'; readonly because: 'asked' | 'malformed' }
  | { readonly kind: 'code_answer'; readonly answer: CodeAnswer };

type Helping =
  | { readonly kind: 'help' }
  | { readonly kind: 'human_called'; readonly open: BuyerOrder | null; readonly now: Date }
  | { readonly kind: 'not_understood'; readonly hint: Hint }
  | { readonly kind: 'offer_human' }
  | { readonly kind: 'cannot_read'; readonly what: Unread }
  /** A file that did not reach us. */
  | { readonly kind: 'send_again' }
  | { readonly kind: 'no_catalogue' }
  /** The person shared their own phone number. */
  | { readonly kind: 'number_saved' }
  | { readonly kind: 'thanks' }
  | { readonly kind: 'stale_button'; readonly open: BuyerOrder | null }
  /** `asks`: whether they also want nothing about their own tickets. */
  | { readonly kind: 'opted_out'; readonly level: Exclude<OptOutLevel, 'none'>; readonly asks: boolean }
  | { readonly kind: 'opted_in' };

/** Messages of which we only see what they are. */
export type Unread = 'audio' | 'video' | 'location' | 'cards' | 'form' | 'unsupported';

/** What to say again in short when a step was answered with something else. */
export type Hint = 'general' | 'raffle' | 'numbers' | 'count' | 'confirm' | 'order' | 'receipt' | 'yes_no';

/** News from the trade rooms. */
type Telling =
  | { readonly kind: 'hold_expired'; readonly order: BuyerOrder }
  | { readonly kind: 'holds_extended'; readonly orders: readonly BuyerOrder[]; readonly now: Date }
  | { readonly kind: 'paid'; readonly order: BuyerOrder }
  | { readonly kind: 'rejected'; readonly order: BuyerOrder; readonly reason: string; readonly now: Date }
  | { readonly kind: 'refund_owed'; readonly order: BuyerOrder }
  | { readonly kind: 'receipt_unreadable'; readonly order: BuyerOrder; readonly why: UnreadableWhy }
  | (OfDraw & { readonly kind: 'list_frozen'; readonly news: ListFrozen })
  | (OfDraw & { readonly kind: 'draw_won'; readonly news: DrawWon })
  | (OfDraw & { readonly kind: 'draw_out'; readonly news: DrawOut })
  | (OfDraw & { readonly kind: 'draw_result'; readonly news: DrawResult });

export const noChoices: Choices = { as: 'none' };

/** Up to three buttons; none at all where nothing is left to choose. */
export function buttons(...actions: readonly (Action | null)[]): Choices {
  const shown = actions.filter((action) => action !== null).slice(0, 3);
  return shown.length === 0 ? noChoices : { as: 'buttons', actions: shown };
}

export function list(items: readonly ListItem[]): Choices {
  return { as: 'list', items };
}

export function link(url: string): Choices {
  return { as: 'link', url };
}

/** A draw of a raffle that may be off sale: known from the buyer's orders, else not. */
interface OfDraw {
  readonly title: string | null;
  /** A draw before the main one: the sale goes on, and so do its tickets. */
  readonly isPreDraw: boolean;
  /** People drew slips: no program can check what came out. */
  readonly byHand: boolean;
  readonly jurisdiction: string | null;
}
