/**
 * Everything that happened to a person, newest first: one page. $1: the contact and those merged into it · $2, $3: time and key of
 * the entry before the page, or null · $4: rows. Each source gives its own newest rows by its own index; the page is cut from them.
 */
export const TIMELINE = `
  select t.key, t.at, to_char(t.at at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS.US"Z"') as stamp, t.kind, t.what, t.channel, t.state,
    t.detail, t.content, t.delivery, t.entry, t.change, t.item
  from (
    ${source(
      'inbox i',
      `i.contact_id = any($1) and i.kind = 'message'`,
      `'in-' || lpad(i.id::text, 19, '0')`,
      'i.received_at',
      `'message_in' as kind, coalesce(i.type, 'unknown') as what, i.channel_id as channel, i.state,
       jsonb_build_object('event', i.id::text, 'wamid', i.wamid, 'sent', i.meta_at, 'done', i.done_at, 'fault', i.fault,
         'decision', i.decision) as detail,
       null::jsonb as content, i.delivery_id as delivery, i.entry_index as entry, i.change_index as change, i.item_index as item`,
    )}
    union all ${source(
      'inbox i',
      `i.contact_id = any($1) and i.kind = 'news'`,
      `'news-' || lpad(i.id::text, 19, '0')`,
      'i.received_at',
      `'news', coalesce(i.type, 'unknown'), i.channel_id, i.state,
       jsonb_build_object('orderId', i.news ->> 'orderId', 'raffleId', i.news ->> 'raffleId', 'done', i.done_at, 'fault', i.fault,
         'decision', i.decision), null, null, null, null, null`,
    )}
    union all ${source(
      'outbox o',
      'o.contact_id = any($1)',
      `'out-' || lpad(o.seq::text, 19, '0')`,
      'o.created_at',
      `'message_out', o.purpose, o.channel_id, o.state,
       jsonb_build_object('message', o.id, 'answers', o.inbox_id::text, 'orderId', o.order_id, 'raffleId', o.raffle_id,
         'reason', o.reason, 'errorCode', o.error_code, 'wamid', o.wamid, 'accepted', o.accepted_at, 'sent', o.sent_at,
         'delivered', o.delivered_at, 'read', o.read_at, 'played', o.played_at, 'failed', o.failed_at,
         'priceType', o.pricing_type, 'priceCategory', o.pricing_category,
         'billable', o.billable_category is not null and o.state <> 'failed'),
       jsonb_build_array(o.content, o.template), null, null, null, null`,
    )}
    union all ${source(
      'overheard v',
      'v.contact_id = any($1)',
      `'heard-' || lpad(v.id::text, 19, '0')`,
      'v.said_at',
      `'overheard', v.type, v.channel_id, null, jsonb_build_object('speaker', v.speaker, 'wamid', v.wamid, 'edited', v.edited_at,
         'revoked', v.revoked_at), jsonb_build_array(jsonb_build_object('body', v.body)), null, null, null, null`,
    )}
    union all ${source(
      `(select r.*, w.what, w.at from raffle_order r cross join lateral (values
          ('held', r.created_at), ('receipt', r.receipt_at), ('paid', r.paid_at), ('ended', r.ended_at)) as w(what, at)
        where w.at is not null) r`,
      'r.contact_id = any($1)',
      `'order-' || r.id || '-' || r.what`,
      'r.at',
      `'order', r.what, r.channel_id, r.state,
       jsonb_build_object('orderId', r.id, 'code', r.code, 'raffleId', r.raffle_id, 'numbers', cardinality(r.numbers),
         'amountMinor', r.amount_minor, 'currency', r.currency, 'deadline', r.deadline_at), null, null, null, null, null`,
    )}
    union all ${source(
      'raffle_order r join payment p on p.order_id = r.id',
      'r.contact_id = any($1) and p.decided_at is not null',
      `'payment-' || p.id`,
      'p.decided_at',
      `'payment', p.state, null::uuid, p.state,
       jsonb_build_object('paymentId', p.id, 'orderId', p.order_id, 'by', p.decided_by), null, null, null, null, null`,
    )}
    union all ${source(
      'consent n',
      'n.contact_id = any($1)',
      `'consent-' || lpad(n.id::text, 19, '0')`,
      'n.at',
      `'consent', n.kind, null::uuid, null, jsonb_build_object('version', n.version, 'wamid', n.wamid), null, null, null, null, null`,
    )}
    union all ${source(
      'audit_entry a',
      `(a.target_kind = 'contact' and a.target_id = any($1::text[])
        or a.target_kind = 'conversation' and a.target_id in (
          select v.channel_id || ':' || v.contact_id from conversation v where v.contact_id = any($1)))`,
      `'action-' || lpad(a.id::text, 19, '0')`,
      'a.at',
      `'action', a.action, null::uuid, null, jsonb_build_object('by', a.actor), null, null, null, null, null`,
    )}
  ) t order by t.at desc, t.key desc limit $4`;

function source(from: string, where: string, key: string, at: string, columns: string): string {
  return `(select ${key} as key, ${at} as at, ${columns}
     from ${from} where ${where} and ($2::timestamptz is null or (${at}, ${key}) < ($2, $3::text))
     order by ${at} desc, ${key} desc limit $4)`;
}
