import type { Reader } from '../../platform/index.js';
import type { Charge } from '../../whatsapp/index.js';

/** Notices to every holder of a paid number, and the template that says them outside the window. */
export const NOTICE_KINDS = ['list_frozen', 'draw_result'] as const;
export type NoticeKind = (typeof NOTICE_KINDS)[number];

/** Whom a notice would reach now. */
export interface Audience {
  readonly recipients: number;
  readonly outsideWindow: number;
  /** Never wrote to us, so there is no chat to tell them in. */
  readonly withoutChat: number;
  /** Want no message at all. */
  readonly optedOut: number;
  readonly dailyLimit: number | null;
  readonly usedToday: number;
  readonly template: 'usable' | 'waits' | 'missing';
  readonly charges: readonly Charge[];
}

interface GroupRow extends Record<string, unknown> {
  prefix: string | null;
  reach: 'inside' | 'outside' | 'no_chat' | 'opted_out';
  people: string;
}

interface AccountRow extends Record<string, unknown> {
  per_day: number | null;
  used: string;
  category: string | null;
  usable: boolean | null;
  now: Date;
}

/** @param prefixLength leading characters of a number that decide its price */
export async function audienceOf(
  reader: Reader,
  raffleId: string,
  kind: NoticeKind,
  prefixLength: number,
): Promise<Audience> {
  const groups = await reader.rows<GroupRow>(GROUPS, [raffleId, prefixLength]);
  const account = await reader.first<AccountRow>(ACCOUNT, [raffleId, kind]);
  const count = (...reaches: GroupRow['reach'][]): number =>
    groups
      .filter(({ reach }) => reaches.includes(reach))
      .reduce((sum, { people }) => sum + Number(people), 0);
  const outside = account?.category?.toLowerCase() ?? 'utility';
  return {
    recipients: count('inside', 'outside'),
    outsideWindow: count('outside'),
    withoutChat: count('no_chat'),
    optedOut: count('opted_out'),
    dailyLimit: account?.per_day ?? null,
    usedToday: Number(account?.used ?? 0),
    template: account?.usable === true ? 'usable' : account?.usable === false ? 'waits' : 'missing',
    charges: groups
      .filter(({ reach }) => reach === 'inside' || reach === 'outside')
      .map(({ prefix, reach, people }) => ({
        to: prefix,
        category: reach === 'inside' ? 'service' : outside,
        messages: Number(people),
        at: account?.now ?? new Date(),
      })),
  };
}

/** The chat is the one each person wrote to last, as news goes there. */
const GROUPS = `
  with k as materialized (select app_now() as now),
  holder as (
    select distinct o.contact_id from raffle_order o
    where o.raffle_id = $1 and o.state in ('paid', 'refund_owed', 'refunded')
      and exists (select from ticket t where t.order_id = o.id and t.status = 'paid')),
  person as (
    select h.contact_id, c.opt_out, v.channel_id, v.window_ends_at,
      (select left(value, $2::int) from contact_identifier i where i.contact_id = h.contact_id and i.closed_at is null
       order by kind desc, id desc limit 1) as prefix
    from holder h join contact c on c.id = h.contact_id
    left join lateral (
      select channel_id, window_ends_at from conversation x where x.contact_id = h.contact_id
      order by last_inbound_at desc nulls last limit 1) v on true)
  select prefix, count(*) as people,
    case when opt_out = 'all' then 'opted_out' when channel_id is null then 'no_chat'
      when window_ends_at > k.now then 'inside' else 'outside' end as reach
  from person, k group by 1, 3`;

/** The account of the number that most of the raffle's buyers wrote to. */
const ACCOUNT = `
  with chief as (
    select channel_id from raffle_order where raffle_id = $1 and channel_id is not null
    group by 1 order by count(*) desc, 1 limit 1),
  number as (
    select c.* from channel c
    order by (c.id in (select channel_id from chief)) desc, c.created_at, c.id limit 1)
  select p.daily_recipients as per_day, t.category, t.status = 'APPROVED' as usable, app_now() as now,
    (select coalesce(sum(r.recipients), 0) from recipient_count r
     where r.portfolio_id = p.id and r.slot > (select app_now()) - interval '24 hours') as used
  from number n join portfolio p on p.id = n.portfolio_id
  left join template t on t.waba_id = n.waba_id and t.name = $2 and t.language = 'es'`;
