/**
 * Meta withheld marketing from this person lately (131049): more of it would only count against the account. `w` is a message of
 * theirs in the outbox.
 */
export const WITHHELD = `w.error_code = 131049 and w.created_at > (select app_now()) - interval '7 days'`;
