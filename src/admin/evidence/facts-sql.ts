/** An instant as fairdraw/1 writes it. */
function utc(column: string): string {
  return `to_char(${column} at time zone 'UTC', 'YYYY-MM-DD"T"HH24:MI:SS"Z"')`;
}

export const RAFFLE = `
  select id, title, organiser, jurisdiction, time_zone as "timeZone", currency, price_minor as "priceMinor",
    first_number as "firstNumber", emission, width, ${utc('sales_close_at')} as "salesCloseAt", ${utc('draw_at')} as "drawAt",
    reconciliation, ${utc('app_now()')} as "madeAt"
  from raffle where id = $1`;

/** Draws with their certificate in force. */
export const DRAWS = `
  select d.id as "drawId", d.ordinal, d.name, ${utc('coalesce(d.draw_at, r.draw_at)')} as "drawAt", d.fairdraw_id as "fairdrawId", c.issue_no as "issueNo", ${utc('c.issued_at')} as "issuedAt",
    ${utc('d.closed_at')} as "closedAt", e.seq as "logSeq", d.rules, c.bytes, d.ledger_blob as ledger,
    (select actor::text from audit_entry a where a.target_kind = 'draw' and a.target_id = d.id::text and a.action = 'raffle.drawn'
     order by a.id limit 1) as "drawnBy"
  from draw d join raffle r on r.id = d.raffle_id
  join lateral (select * from certificate c where c.draw_id = d.id order by issue_no desc limit 1) c on true
  join raffle_event e on e.raffle_id = d.raffle_id and e.hash = d.log_head
  where d.raffle_id = $1 order by d.ordinal`;

export const RESULTS = `
  select source, lottery_draw_id as "lotteryDrawId", ${utc('drawn_at')} as "drawnAt", results, entered_by::text as "enteredBy",
    ${utc('entered_at')} as "enteredAt", confirmed_by::text as "confirmedBy", ${utc('confirmed_at')} as "confirmedAt",
    coalesce(two_person, false) as "twoPerson", s.url as "sourceUrl",
    case when b.id is not null then json_build_object('blobId', b.id, 'mediaType', b.media_type) end as "sourceFile"
  from lottery_result r left join result_source s on s.result_id = r.id left join blob b on b.id = s.blob_id where draw_id = $1 and state = 'confirmed' order by position`;

export const PEOPLE = 'select id::text as id, role, email from app_user order by id';

/** What did not go its usual way, oldest first. Reasons are left out: people write names into them. */
export const EXCEPTIONS = `
  select * from (
    select ${utc('p.decided_at')} as at, 'payment_rejected' as kind, o.code as subject, o.numbers, p.amount_minor as amount
    from payment p join raffle_order o on o.id = p.order_id where p.raffle_id = $1 and p.state = 'rejected'
    union all
    select ${utc('e.at')}, 'late_money', o.code, o.numbers, l.amount_minor
    from journal_entry e join raffle_order o on o.id = e.order_id
    join journal_line l on l.entry_id = e.id and l.account = 'bank'
    where e.raffle_id = $1 and e.kind = 'refund_owed'
    union all
    select ${utc('g.began_at')}, 'outage', ${utc('g.ended_at')}, '{}', null
    from outage g join outage_extension x on x.outage_id = g.id where x.raffle_id = $1
    union all
    select ${utc('r.entered_at')}, 'result_withdrawn', r.lottery_draw_id, '{}', null
    from lottery_result r join draw d on d.id = r.draw_id where d.raffle_id = $1 and r.state = 'withdrawn'
  ) found order by at, kind, subject`;
