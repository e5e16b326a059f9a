import { Injectable } from '@nestjs/common';
import type { Transaction } from '../../platform/index.js';
import { SEND_TIMEOUT_MS } from '../graph/graph-answer.js';

/** So many sends in a row without an answer of Meta, and its number waits. */
const UNANSWERED = 5;
const FIRST_PROBE = `interval '2 seconds'`;
const LAST_PROBE = `interval '60 seconds'`;
/** A probe is somebody's for this long, in milliseconds. */
const PROBE_MS = SEND_TIMEOUT_MS + 5_000;

/** Sends of one number, by whether Meta answered. */
export interface AnswerTally {
  readonly channelId: string;
  readonly answered: number;
  readonly unanswered: number;
}

/**
 * Whether Meta answers, per number. Messages must not burn their attempts on a Meta that is down: after some sends in a row without
 * an answer nothing is sent; a harmless question asks now and then whether it is back (`open`); then one message at a time goes
 * until one is answered (`half_open`).
 */
@Injectable()
export class Breakers {
  /** After sends. @returns the channels whose state changed, with the new one */
  async tally(
    tx: Transaction,
    tallies: readonly AnswerTally[],
  ): Promise<{ channelId: string; breaker: 'open' | 'closed' }[]> {
    const failing = tallies.filter((one) => one.answered === 0 && one.unanswered > 0);
    const fine = tallies.filter((one) => one.answered > 0);
    const opened =
      failing.length === 0
        ? []
        : await tx.rows<Changed>(UNANSWERED_SENDS, [
            failing.map((one) => one.channelId),
            failing.map((one) => one.unanswered),
          ]);
    const closed =
      fine.length === 0 ? [] : await tx.rows<Changed>(ANSWERED_SENDS, [fine.map((one) => one.channelId)]);
    return [
      ...opened.filter((one) => one.changed).map(({ id }) => ({ channelId: id, breaker: 'open' as const })),
      ...closed.filter((one) => one.changed).map(({ id }) => ({ channelId: id, breaker: 'closed' as const })),
    ];
  }

  /** Channels whose turn it is to be asked about: ours until the question must have ended. */
  async takeProbes(tx: Transaction): Promise<string[]> {
    const rows = await tx.rows<{ id: string }>(TAKE_PROBES, [PROBE_MS]);
    return rows.map(({ id }) => id);
  }

  /** Meta answers again: one message may try. */
  async halfOpen(tx: Transaction, channelId: string): Promise<void> {
    await tx.run(HALF_OPEN, [channelId]);
  }

  /** It does not: it is asked again later, the later the longer it is away. */
  async stayOpen(tx: Transaction, channelId: string): Promise<void> {
    await tx.run(STAY_OPEN, [channelId]);
  }
}

type Changed = { id: string; changed: boolean } & Record<string, unknown>;

/** A probe is due after half the time Meta has been away. */
const NEXT_PROBE = `app_now() + least(${LAST_PROBE}, greatest(${FIRST_PROBE}, (app_now() - coalesce(c.unanswered_since, app_now())) / 2))`;

/** $1 channel ids, $2 how many sends of each were not answered. What comes back late of sends before changes an open one no more. */
const UNANSWERED_SENDS = `
  with told as (
    select * from unnest($1::uuid[], $2::int[]) as t(id, sends)),
  mine as (
    select c.id, c.breaker, least(c.unanswered, 1000) + told.sends as unanswered, c.breaker = 'half_open' or (
        c.breaker = 'closed' and c.unanswered + told.sends >= ${UNANSWERED}) as opens
    from channel c join told using (id) order by c.id for no key update of c)
  update channel c set unanswered = mine.unanswered, unanswered_since = coalesce(c.unanswered_since, app_now()),
    breaker = case when mine.opens then 'open' else c.breaker end,
    probe_at = case when mine.opens then ${NEXT_PROBE} else c.probe_at end
  from mine where c.id = mine.id
  returning c.id, mine.opens and mine.breaker = 'closed' as changed`;

/** $1 channel ids. What was held back goes at once; nothing is written where Meta answered before, too. */
const ANSWERED_SENDS = `
  with mine as (
    select id, breaker from channel where id = any($1::uuid[]) and unanswered > 0 order by id for no key update)
  update channel c set unanswered = 0, unanswered_since = null, breaker = 'closed', probe_at = null,
    next_send_at = case when mine.breaker = 'closed' then c.next_send_at else least(c.next_send_at, app_now()) end
  from mine where c.id = mine.id
  returning c.id, mine.breaker <> 'closed' as changed`;

const TAKE_PROBES = `
  with due as (
    select id from channel where breaker = 'open' and probe_at <= app_now() order by id for no key update skip locked)
  update channel c set probe_at = app_now() + $1::int * interval '1 ms' from due where c.id = due.id returning c.id`;

const HALF_OPEN = `
  update channel set breaker = 'half_open', probe_at = null, next_send_at = least(next_send_at, app_now())
  where id = $1 and breaker = 'open'`;

const STAY_OPEN = `update channel c set probe_at = ${NEXT_PROBE} where id = $1 and breaker = 'open'`;
