import { Injectable } from '@nestjs/common';
import { invariant } from '../kernel/index.js';
import type { Reader } from '../platform/index.js';
import { dailyLimitOf } from '../whatsapp/index.js';
import type { Broadcast } from './broadcast.js';
import { NEXT_BATCH_SECONDS, roomFor, spendable } from './pace.js';

/** How many recipients may be added now, and why none where none may. */
export interface Gate {
  readonly room: number;
  readonly waitsFor: 'stopped_number' | 'template' | 'quality' | 'daily_limit' | null;
  /** When to look again. */
  readonly again: Date;
}

/** What Meta lets the portfolio do today. */
export interface DayBudget {
  /** People outside the window; null: no limit. */
  readonly perDay: number | null;
  readonly used: number;
}

interface GateRow {
  messages_per_second: number;
  stopped: boolean;
  template_quality: string | null;
  number_quality: string | null;
  per_day: number | null;
  used: string;
  soon: Date;
  later: Date;
}

/** While it goes on, and while something stands in its way. */
const SOON = `${NEXT_BATCH_SECONDS} seconds`;
const LATER = '1 minute';

/** Everything a broadcast looks at before it adds people to the outbox. */
@Injectable()
export class BroadcastGate {
  /** @param unsent its messages in the outbox that have not been sent */
  async now(reader: Reader, broadcast: Broadcast, unsent: number): Promise<Gate> {
    const { channelId, template, language } = broadcast;
    const row = await reader.first<GateRow>(GATE, [channelId, template, language]);
    invariant(row !== null, 'a broadcast has a number');
    const closed = (waitsFor: Gate['waitsFor']): Gate => ({ room: 0, waitsFor, again: row.later });
    if (row.stopped) return closed('stopped_number');
    const qualities = [row.template_quality, row.number_quality];
    if (qualities.includes('RED')) return closed('quality');
    const budgetLeft = spendable(dailyLimitOf(row.per_day), Number(row.used));
    if (budgetLeft !== null && budgetLeft <= unsent) return closed('daily_limit');
    const { messages_per_second: messagesPerSecond } = row;
    const room = roomFor({ budgetLeft, messagesPerSecond, unsent, qualities });
    return { room, waitsFor: null, again: row.soon };
  }

  async budget(reader: Reader, channelId: string): Promise<DayBudget> {
    const row = await reader.first<{ per_day: number | null; used: string }>(
      `select p.daily_recipients as per_day, ${USED} as used
       from channel c join portfolio p on p.id = c.portfolio_id where c.id = $1`,
      [channelId],
    );
    invariant(row !== null, 'a broadcast has a number');
    return { perDay: dailyLimitOf(row.per_day), used: Number(row.used) };
  }
}

/** People written to outside their window in Meta's moving 24 hours, as the sender counts them. */
const USED = `
  (select coalesce(sum(r.recipients), 0) from recipient_count r
   where r.portfolio_id = p.id and r.slot > (select app_now()) - interval '24 hours')`;

const GATE = `
  select c.messages_per_second, t.quality as template_quality, c.quality as number_quality, p.daily_recipients as per_day, ${USED} as used,
    exists (select from channel_stop s where s.channel_id = c.id and s.scope in ('everything', 'templates', 'marketing')) as stopped,
    app_now() + interval '${SOON}' as soon, app_now() + interval '${LATER}' as later
  from channel c join portfolio p on p.id = c.portfolio_id
  left join template t on t.waba_id = c.waba_id and t.name = $2 and t.language = $3
  where c.id = $1`;
