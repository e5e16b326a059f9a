import { Injectable } from '@nestjs/common';
import type { Reader, Transaction } from '../../platform/index.js';
import { describeHealth, type NumberState, type Throughput } from './number-state.js';

/** Received and sent messages a second, some below what Meta allows: 80, 1,000, and 20 beside the Business app. */
const RATES: Readonly<Record<Throughput, number>> = { standard: 70, high: 900, coexistence: 17 };

/** A number of an account. */
export interface AccountNumber {
  readonly channelId: string;
  readonly displayDigits: string | null;
}

/** How the last try to read the state back ended. */
export interface LastCheck {
  readonly triedAt: Date | null;
  /** Why there was no answer; null after an answer. */
  readonly fault: string | null;
  readonly metaSays: string | null;
  readonly canSend: string | null;
}

/** What Meta said of a number and its account, by webhook or when asked. */
@Injectable()
export class ChannelStateRepository {
  /** Numbers in the one order in which everybody locks them. */
  ofAccount(reader: Reader, wabaId: string): Promise<AccountNumber[]> {
    return reader.rows<AccountNumber & Record<string, unknown>>(
      `select id as "channelId", regexp_replace(display_phone_number, '\\D', '', 'g') as "displayDigits"
       from channel where waba_id = $1 order by id`,
      [wabaId],
    );
  }

  /** What no webhook tells: quality, health, the number's own state. */
  async recordAnswer(tx: Transaction, channelId: string, state: NumberState, askedAt: Date): Promise<void> {
    await tx.run(ANSWER, [
      channelId,
      askedAt,
      state.quality,
      state.status,
      state.canSend,
      describeHealth(state),
      state.displayNumber,
    ]);
  }

  async recordNoAnswer(tx: Transaction, channelId: string, fault: string, askedAt: Date): Promise<void> {
    await tx.run('update channel set check_tried_at = $3, check_fault = $2 where id = $1', [
      channelId,
      fault,
      askedAt,
    ]);
  }

  async setThroughput(tx: Transaction, channelId: string, throughput: Throughput): Promise<void> {
    await tx.run(
      `update channel set throughput = $2, messages_per_second = least($3::int, rate_cap) where id = $1`,
      [channelId, throughput, RATES[throughput]],
    );
  }

  async setDailyRecipients(tx: Transaction, portfolioId: string, recipients: number): Promise<void> {
    await tx.run('update portfolio set daily_recipients = $2 where id = $1', [portfolioId, recipients]);
  }

  async setNameStatus(tx: Transaction, channelId: string, status: string): Promise<void> {
    await tx.run('update channel set name_status = $2 where id = $1', [channelId, status]);
  }

  async setReview(tx: Transaction, channelId: string, status: string): Promise<void> {
    await tx.run('update channel set review_status = $2 where id = $1', [channelId, status]);
  }

  async setBusiness(tx: Transaction, channelId: string, businessId: string): Promise<void> {
    await tx.run('update channel set business_id = $2 where id = $1', [channelId, businessId]);
  }

  /** It is being asked now: next in an hour. */
  async postponeCheck(tx: Transaction, channelId: string): Promise<void> {
    await tx.run(`update channel set check_due_at = app_now() + interval '1 hour' where id = $1`, [
      channelId,
    ]);
  }

  /** Takes the numbers that are due: an hour after the last time, and when a stop reaches its end. */
  async takeDue(tx: Transaction): Promise<string[]> {
    const rows = await tx.rows<{ id: string }>(DUE);
    return rows.map(({ id }) => id);
  }

  lastCheck(reader: Reader, channelId: string): Promise<LastCheck | null> {
    return reader.first<LastCheck & Record<string, unknown>>(
      `select check_tried_at as "triedAt", check_fault as fault, meta_says as "metaSays", can_send as "canSend"
       from channel where id = $1`,
      [channelId],
    );
  }
}

const ANSWER = `
  update channel set checked_at = $2, check_tried_at = $2, check_fault = null, quality = coalesce($3, quality),
    number_status = coalesce($4, number_status), can_send = $5, meta_says = $6,
    display_phone_number = coalesce(display_phone_number, $7)
  where id = $1`;

/** `check_due_at` is an hour after the last time it was asked. */
const DUE = `
  with due as (
    select c.id from channel c
    where c.check_due_at <= (select app_now())
      or exists (
        select from channel_stop s
        where s.channel_id = c.id and s.until <= (select app_now()) and s.until > c.check_due_at - interval '1 hour')
    order by c.id for no key update skip locked)
  update channel c set check_due_at = app_now() + interval '1 hour' from due where c.id = due.id returning c.id`;
