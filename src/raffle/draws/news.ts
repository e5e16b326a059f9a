import { ticketLabel } from '../../kernel/index.js';
import { presentSlots, type Rules, type Slot } from '../../fair-draw/index.js';
import type { DrawRules } from './draw-rules.js';
import { hasPending, newlyWon, type CertificateContent } from './certificate-content.js';
import { outNews, type OutNews } from './out-news.js';

/** Stands for an issue number where there is no certificate yet: the news that the list is frozen. */
export const LIST_FROZEN = 0;

/**
 * What decides a draw, as buyers are told it: draw `id` of a lottery called `source`, round `id` of the beacon `source`, or the
 * seeds of `id` witnesses, or slips drawn by hand at `source`.
 */
export interface Decider {
  readonly kind: 'lottery' | 'beacon' | 'seeds' | 'manual';
  readonly source: string;
  readonly id: string;
}

/** Numbers are as printed. */
export interface DrawWonNews {
  readonly type: 'draw_won';
  readonly raffleId: string;
  readonly raffleTitle: string;
  readonly drawId: string;
  /** Of a draw before the main one; null for that. */
  readonly drawName: string | null;
  /** Whether people drew slips. */
  readonly byHand: boolean;
  readonly issueNo: number;
  readonly number: string;
  readonly prizeName: string;
}

export interface DrawResultNews {
  readonly type: 'draw_result';
  readonly raffleId: string;
  readonly raffleTitle: string;
  readonly drawId: string;
  /** Of a draw before the main one; null for that. */
  readonly drawName: string | null;
  /** Whether people drew slips. */
  readonly byHand: boolean;
  readonly issueNo: number;
  /** Whether a prize waits for another value. */
  readonly pending: boolean;
  /** What decides where one waits: the next lottery draw, or the beacon of a redraw. */
  readonly waitsFor: 'lottery' | 'beacon';
  /** Who lost a prize with this issue. */
  readonly out: readonly OutNews[];
  /** `number` is null where nobody has won: see `status`. */
  readonly winners: readonly { prizeName: string; number: string | null; status: Slot['status'] }[];
  readonly mine: readonly string[];
  /** Whether the buyer still has a number that the main draw can find: not where all were voided, or where it is over. */
  readonly inMainDraw: boolean;
}

export interface ListFrozenNews {
  readonly type: 'list_frozen';
  readonly raffleId: string;
  readonly raffleTitle: string;
  readonly drawId: string;
  readonly drawName: string | null;
  readonly byHand: boolean;
  readonly size: number;
  /** Of the commitment: what a buyer compares with the draw's page. */
  readonly fingerprint: string;
  /** The announced time of the draw, ISO 8601: objections come before it. */
  readonly drawAt: string;
  readonly timeZone: string;
  readonly decidedBy: Decider;
}

/** Which draw news is about. */
export interface About {
  readonly raffleId: string;
  readonly drawId: string;
  /** Of a draw before the main one; null for that. */
  readonly drawName: string | null;
  /** Whether people drew slips. */
  readonly byHand: boolean;
  readonly issueNo: number;
}

type NamedPrizes = Pick<DrawRules, 'title' | 'numbers' | 'prizes' | 'entropy'>;

/** The result as every buyer is told it, but for their own numbers. */
export function resultNews(
  about: About,
  rules: NamedPrizes,
  certificate: CertificateContent,
  earlier: CertificateContent | null,
): Omit<DrawResultNews, 'mine' | 'inMainDraw'> {
  const names = prizeNames(rules);
  const { draw } = certificate;
  const winners = presentSlots(draw).map((slot) => ({
    prizeName: names.get(slot.prize) ?? slot.prize,
    number: slot.number === null ? null : ticketLabel(slot.number, rules.numbers.width),
    status: slot.status,
  }));
  return {
    type: 'draw_result',
    ...about,
    raffleTitle: rules.title,
    pending: hasPending(draw),
    waitsFor: rules.entropy.mode === 'drand' ? 'beacon' : 'lottery',
    out: outNews(rules, certificate, earlier).map(({ out }) => out),
    winners,
  };
}

/** What this issue has newly decided: the number and the news for its holder. */
export function wonNews(
  about: About,
  rules: NamedPrizes,
  certificate: CertificateContent,
  earlier: CertificateContent | null,
): { number: number; news: DrawWonNews }[] {
  const names = prizeNames(rules);
  return newlyWon(certificate, earlier).map((slot) => ({
    number: slot.number,
    news: {
      type: 'draw_won',
      ...about,
      raffleTitle: rules.title,
      number: ticketLabel(slot.number, rules.numbers.width),
      prizeName: names.get(slot.prize) ?? slot.prize,
    },
  }));
}

function prizeNames(rules: Pick<Rules, 'prizes'>): ReadonlyMap<string, string> {
  return new Map(rules.prizes.map(({ id, name }) => [id, name]));
}

/** What decides by these rules. */
export function deciderOf(entropy: DrawRules['entropy']): Decider {
  switch (entropy.mode) {
    case 'manual':
      return { kind: 'manual', source: entropy.place, id: '' };
    case 'lottery':
      return { kind: 'lottery', source: entropy.source, id: entropy.first_draw };
    case 'drand':
      return { kind: 'beacon', source: 'drand', id: String(entropy.round) };
    case 'commit-reveal':
      return { kind: 'seeds', source: '', id: String(entropy.seeds.length) };
  }
}
