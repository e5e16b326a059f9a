import type { StopScope } from '../channels/channel-stops.repository.js';
import { ruleFor, type ErrorAction, type ErrorRule } from '../graph/error-table.js';
import type { SendOutcome } from '../graph/graph-answer.js';

/** What becomes of a message after a send that was not accepted. */
export interface Verdict {
  readonly state: 'pending' | 'waiting' | 'unknown' | 'parked' | 'failed';
  readonly reason: string;
  readonly code: number | null;
  /** Pending and waiting: not before; unknown: stop waiting for a status after this. */
  readonly dueMs: number;
  /** The try does not count: it was no fault of the message. */
  readonly refund: boolean;
  /** Nobody knows whether it was taken. */
  readonly loss: boolean;
  /** What it means for the channel or the contact. */
  readonly effect: Effect | null;
}

export type Effect =
  /** Nothing of the scope leaves; `ms`: not before then is looked whether it is over, null: until somebody acts. */
  | { readonly kind: 'stop'; readonly scope: StopScope; readonly ms: number | null }
  | { readonly kind: 'hold_channel'; readonly ms: number }
  | { readonly kind: 'unreachable' }
  | { readonly kind: 'bar_country' }
  | { readonly kind: 'opt_out' }
  | { readonly kind: 'alert' };

/** Tries that count, after which a message is parked. */
const MAX_TRIES = 10;
const MAX_PERHAPS_SENT = 3;
/** The reason of a refusal that is about one chat, not about the number. */
const PAIR_RATE = 'pair_rate';
const MAX_PAIR_BACKOFFS = 5;
const MAX_BACKOFF_MS = 300_000;
const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Marketing Meta withheld goes once more, a day later: repeating it costs the account its standing. */
const MAX_WITHHELD = 2;
/** An error of Meta that may hide an accepted message: how long a status may take to say so. */
const PERHAPS_SENT_MS = 20_000;
/** A number that is being upgraded is back within a minute or two (page "Throughput"). */
const MAINTENANCE_MS = 90_000;
/** No answer at all. */
export const LOST_MS = 60_000;

/** A send that was not accepted. */
export type Unaccepted = Exclude<SendOutcome, { kind: 'accepted' }>;

/**
 * Decides after a send that was not accepted.
 * @param tries how often it was sent, this time included
 * @param random 0 ≤ random < 1, spreads retries
 */
export function verdictOn(outcome: Unaccepted, tries: number, random: number): Verdict {
  const verdict = verdictWithoutPause(outcome, tries, random);
  const pauseMs = 'pauseMs' in outcome ? outcome.pauseMs : undefined;
  return pauseMs === undefined ? verdict : withPause(verdict, pauseMs);
}

/** Meta asks to be left alone: the message waits as long, and the number too where it is not only about this chat. */
function withPause(verdict: Verdict, pauseMs: number): Verdict {
  const { state, reason, effect } = verdict;
  if (state !== 'pending' && state !== 'unknown') return verdict;
  const dueMs = Math.max(verdict.dueMs, pauseMs);
  if (reason === PAIR_RATE || (effect !== null && effect.kind !== 'hold_channel'))
    return { ...verdict, dueMs };
  return { ...verdict, dueMs, effect: { kind: 'hold_channel', ms: Math.max(pauseMs, effect?.ms ?? 0) } };
}

function verdictWithoutPause(outcome: Unaccepted, tries: number, random: number): Verdict {
  switch (outcome.kind) {
    case 'lost':
      return make({ state: 'unknown', reason: 'no_answer', dueMs: LOST_MS, loss: true });
    case 'given_back':
      return make({ state: 'pending', reason: 'given_back', dueMs: spread(1_000, random), refund: true });
    case 'not_sent':
      return make({
        state: 'pending',
        reason: 'no_connection',
        dueMs: spread(3_000, random),
        refund: true,
        effect: { kind: 'hold_channel', ms: 1_000 },
      });
    case 'turned_away':
      return outcome.httpStatus === 429
        ? backOff('http_429', tries, random, { kind: 'hold_channel', ms: 5_000 })
        : backOff('http_refused', tries, random, null);
    case 'refused':
      return {
        ...verdictByRule(ruleFor(outcome.code, outcome.httpStatus), tries, random),
        code: outcome.code,
      };
  }
}

/** Decides after Meta refused a message, in its answer or later in a status. */
export function verdictByRule(rule: ErrorRule, tries: number, random: number): Verdict {
  const { reason } = rule;
  if (rule.action === 'stop_channel') {
    return make({ state: 'pending', reason, refund: true, effect: effectOf(rule) });
  }
  switch (rule.retry) {
    case 'never':
      return rule.action === 'needs_template'
        ? make({ state: 'parked', reason })
        : make({ state: 'failed', reason, effect: effectOf(rule) });
    case 'wait':
      return wait(rule, tries, random);
    case 'perhaps_sent':
      return tries >= MAX_PERHAPS_SENT
        ? make({ state: 'parked', reason, effect: { kind: 'alert' } })
        : make({
            state: 'unknown',
            reason,
            dueMs: spread(rule.action === 'maintenance' ? MAINTENANCE_MS : PERHAPS_SENT_MS, random),
            effect: effectOf(rule),
          });
    case 'retry':
      return rule.action === 'pair_backoff'
        ? pairBackOff(reason, tries)
        : backOff(reason, tries, random, effectOf(rule));
  }
}

/** Out of its chat's order until something outside changed; looked at again after an hour, in case nobody says that it did. */
function wait(rule: ErrorRule, tries: number, random: number): Verdict {
  const { reason, action } = rule;
  const effect = effectOf(rule);
  if (action === 'once_a_day') {
    return tries >= MAX_WITHHELD
      ? make({ state: 'failed', reason })
      : make({ state: 'waiting', reason, dueMs: Math.round(DAY_MS * (1 + random / 12)) });
  }
  if (action === 'stop_marketing' || action === 'stop_utility' || action === 'template_paused')
    return make({ state: 'waiting', reason, dueMs: spread(HOUR_MS, random), refund: true, effect });
  return make({ state: 'parked', reason, effect: { kind: 'alert' } });
}

/** Meta's advice for 131056: wait 4^n seconds. */
function pairBackOff(reason: string, tries: number): Verdict {
  return tries > MAX_PAIR_BACKOFFS
    ? make({ state: 'parked', reason, effect: { kind: 'alert' } })
    : make({ state: 'pending', reason, dueMs: 4 ** tries * 1_000 });
}

function backOff(reason: string, tries: number, random: number, effect: Effect | null): Verdict {
  if (tries >= MAX_TRIES) return make({ state: 'parked', reason, effect: { kind: 'alert' } });
  return make({
    state: 'pending',
    reason,
    dueMs: spread(Math.min(2 ** tries * 500, MAX_BACKOFF_MS), random),
    effect,
  });
}

const EFFECTS: Partial<Record<ErrorAction, Effect>> = {
  stop_channel: { kind: 'stop', scope: 'everything', ms: null },
  stop_marketing: { kind: 'stop', scope: 'marketing', ms: DAY_MS },
  stop_utility: { kind: 'stop', scope: 'utility', ms: DAY_MS },
  maintenance: { kind: 'hold_channel', ms: MAINTENANCE_MS },
  template_paused: { kind: 'alert' },
  unreachable: { kind: 'unreachable' },
  bar_country: { kind: 'bar_country' },
  alert: { kind: 'alert' },
  opt_out: { kind: 'opt_out' },
  bug: { kind: 'alert' },
};

/** What a rule means beyond the message, for refusals that come as an answer and as a status alike. */
export function effectOf({ action, reason }: ErrorRule): Effect | null {
  if (action === undefined) return null;
  if (action === 'throttle') return { kind: 'hold_channel', ms: reason === 'throughput' ? 1_000 : 60_000 };
  return EFFECTS[action] ?? null;
}

/** Between 0.75 and 1.25 of it, so that messages held back together do not come back together. */
function spread(ms: number, random: number): number {
  return Math.round(ms * (0.75 + random / 2));
}

function make(verdict: Pick<Verdict, 'state' | 'reason'> & Partial<Verdict>): Verdict {
  return { code: null, dueMs: 0, refund: false, loss: false, effect: null, ...verdict };
}
