import { checkLimits } from '../message/limits.js';
import type { MessageCondition, MessageContent, TemplateForm } from '../message/message-content.js';
import type { MessageCategory } from '../message/priority.js';
import { identityOf, type Address } from '../message/wire.js';
import { isWindowOpen } from './window.js';

/** The first unsettled message of a chat, with everything that decides whether it may go now. */
export interface Head {
  readonly seq: string;
  readonly state: 'pending' | 'leased' | 'unknown';
  readonly content: MessageContent;
  /** How it is said outside the window; null: it cannot be. */
  readonly form: TemplateForm | null;
  readonly category: MessageCategory;
  /** Meta has refused it because the window is closed, whatever we think. */
  readonly windowRefused: boolean;
  /** What is wrong with the template it depends on: nothing, not usable for now, or not at all. */
  readonly hindrance: 'template_paused' | 'needs_template' | null;
  readonly mustArrive: boolean;
  readonly harmlessTwice: boolean;
  /** True if it answers a message of the contact. */
  readonly answers: boolean;
  readonly notAfter: Date | null;
  readonly condition: MessageCondition | null;
  /** State of the order or broadcast the condition names; null if it names none or there is none. */
  readonly conditionState: string | null;
  readonly dueAt: Date | null;
  readonly losses: number;
  /** Written by a person of ours, over REST. */
  readonly byPerson: boolean;
  /** A reminder or marketing: never beside a person. */
  readonly promotes: boolean;
  readonly createdAt: Date;
  /** Since when somebody else than the bot has the chat; null: the bot has it. */
  readonly silentSince: Date | null;
  readonly windowEndsAt: Date | null;
  readonly optOut: 'none' | 'marketing' | 'all';
  readonly mergedInto: string | null;
  readonly address: Address;
  /** What was sent to this contact is paid for, at Meta's pair rate, up to here; null: nothing owed. */
  readonly pacedTo: Date | null;
  /** Prompts waiting in this chat for longer than a person would expect an answer. */
  readonly overdue: number;
  /** Scopes of the number's stops that are not about everything. */
  readonly stopped: readonly string[];
  /** Meta does not let this number write to the person's country. */
  readonly barred: boolean;
  /** Meta could not deliver to this person several times in a row. */
  readonly unreachable: boolean;
  /** When Meta took the message before it, of the same turn, of which no status has come yet. */
  readonly follows: Date | null;
}

export type Judgement =
  | { readonly do: 'send' }
  | { readonly do: 'wait'; readonly until: Date }
  | { readonly do: 'drop'; readonly reason: string }
  | { readonly do: 'park'; readonly reason: string }
  /** Outside its chat's order until what holds it back is over. */
  | { readonly do: 'set_aside'; readonly reason: string }
  /** Drop every overdue prompt of the chat and have the conversation apologise once with the present state. */
  | { readonly do: 'drop_overdue' }
  /** The contact became part of another one: the message goes there. */
  | { readonly do: 'move'; readonly to: string };

/** Meta counts 1 message per 6 s and user, and lends up to 45 of them; we stop a little before. */
export const PAIR_INTERVAL_MS = 6_000;
const PAIR_BURST_MS = 40 * PAIR_INTERVAL_MS;
/** Meta keeps no order between two sends: the second message of a turn waits for a status of the first, or this long. */
const TURN_GAP_MS = 2_000;
/** Once sent again after an unknown outcome; a second one is for a person. */
const MAX_LOSSES = 2;

/** Decides about the head of a chat. Everything behind it waits for it. */
export function judge(head: Head, now: Date): Judgement {
  return whereIsIt(head, now) ?? isItStillTrue(head, now) ?? mayItGo(head, now) ?? { do: 'send' };
}

function whereIsIt(head: Head, now: Date): Judgement | null {
  if (head.mergedInto !== null && head.state !== 'leased') return { do: 'move', to: head.mergedInto };
  if (head.state === 'leased') return { do: 'wait', until: afterLease(now) };
  if (head.dueAt !== null && head.dueAt > now) return { do: 'wait', until: head.dueAt };
  if (head.state === 'unknown' && !head.harmlessTwice) return { do: 'park', reason: 'outcome_unknown' };
  if (head.state === 'unknown' && head.losses >= MAX_LOSSES) return { do: 'park', reason: 'outcome_unknown' };
  return null;
}

/**
 * Whoever records its outcome wakes the chat, if it sees that more waits. What was enqueued while it recorded it cannot see: soon
 * looking again makes up for that.
 */
function afterLease(now: Date): Date {
  return new Date(now.getTime() + 500);
}

function isItStillTrue(head: Head, now: Date): Judgement | null {
  if (head.overdue > 1 && !head.mustArrive && head.state === 'pending') return { do: 'drop_overdue' };
  if (head.notAfter !== null && head.notAfter <= now) return { do: 'drop', reason: 'too_late' };
  if (head.condition !== null && !head.condition.states.includes(head.conditionState ?? '')) {
    return { do: 'drop', reason: 'no_longer_true' };
  }
  if (isMistimed(head)) return { do: 'drop', reason: 'human_took_over' };
  if (head.category === 'marketing' && head.optOut !== 'none') return { do: 'drop', reason: 'opted_out' };
  if (head.unreachable && !head.mustArrive && !head.answers) return { do: 'drop', reason: 'unreachable' };
  if (head.optOut === 'all' && !head.mustArrive && !head.answers) return { do: 'drop', reason: 'opted_out' };
  return null;
}

/** The bot said it before somebody else took the chat over, or would now remind or advertise beside them. */
function isMistimed({ silentSince, byPerson, mustArrive, promotes, createdAt }: Head): boolean {
  if (silentSince === null || byPerson || mustArrive) return false;
  return promotes || createdAt < silentSince;
}

function mayItGo(head: Head, now: Date): Judgement | null {
  if (identityOf(head.address) === null) return { do: 'park', reason: 'no_address' };
  if (head.barred) return { do: 'park', reason: 'country_barred' };
  if (isStopped(head)) return { do: 'set_aside', reason: 'stopped' };
  if (head.hindrance === 'template_paused') return { do: 'set_aside', reason: head.hindrance };
  if (head.hindrance !== null) return { do: 'park', reason: head.hindrance };
  if (checkLimits(head.content).length > 0) return { do: 'park', reason: 'over_limits' };
  if (head.content.kind !== 'template' && !isWindowOpen(head, now))
    return { do: 'park', reason: 'needs_template' };
  const paced = head.pacedTo === null ? 0 : head.pacedTo.getTime() - PAIR_BURST_MS;
  const followed = head.follows === null ? 0 : head.follows.getTime() + TURN_GAP_MS;
  const free = Math.max(paced, followed);
  return free > now.getTime() ? { do: 'wait', until: new Date(free) } : null;
}

function isStopped({ category, stopped }: Head): boolean {
  return stopped.includes(category) || (category !== 'service' && stopped.includes('templates'));
}
