/** Everything the audit log knows, and what each says. `docs/audit-log.md` shows it; nothing else can be written. */
export const AUDIT_EVENTS = {
  'access.first_from': 'A key, or a person in a session, came from a network never seen with it before.',
  'access.refused':
    'A request came without a valid key or session, or signing in failed. At most 20 an hour and process; `unwritten` more came since the entry before.',
  'alert.acknowledged': 'A person saw an alert.',
  'api_key.created': 'A key was made, for whom and with which scopes.',
  'api_key.revoked': 'A key was ended.',
  'broadcast.started': 'A broadcast began to be sent.',
  'broadcast.stopped': 'A broadcast was stopped.',
  'broadcast.written': 'A broadcast was written.',
  'channel.registered': 'A number, its token or its app secret was set.',
  'channel.resumed': 'A stopped number sends again.',
  'config.changed':
    'The service started with other settings than before: which, each as a keyed fingerprint before and after.',
  'contact.merged': 'Two contacts turned out to be one person.',
  'conversation.claimed': 'A person took a chat over.',
  'conversation.released': 'A person gave a chat back to the bot.',
  'conversation.replied': 'A person wrote in a chat.',
  'disqualification.confirmed':
    'A second person, where there are two, put a winner out of a draw; it is public and stays.',
  'disqualification.proposed': 'A person proposed to put a winner out of a draw, for a listed reason.',
  'disqualification.withdrawn': 'A proposal nobody had confirmed was taken back.',
  'draw.frozen': 'The list of a draw before the main one was fixed, while the sale goes on.',
  'draw.pin_stated':
    'A person stated where the fingerprint of a frozen list was seen; it cannot be taken back.',
  'lottery_result.confirmed': 'A person confirmed an official result: it counts.',
  'lottery_result.entered': 'A person typed an official result, with its source.',
  'lottery_result.withdrawn': 'A person took back a result nobody had confirmed.',
  'order.held': 'An organiser held numbers for somebody.',
  'order.refund_owed': 'A paid order is to be paid back after the freeze: its numbers stay in the list.',
  'order.refunded': 'Money that was owed is back with the buyer.',
  'order.voided': 'A paid order is to be paid back: its numbers are out of the draw.',
  'payment.approved': 'A person confirmed money: the tickets are valid.',
  'payment.refund_owed': 'A person confirmed money whose numbers were gone: it is owed back.',
  'payment.rejected': 'A person refused a receipt.',
  'raffle.closed': 'The sale was ended by hand.',
  'raffle.created': 'A draft was written.',
  'raffle.drawn':
    'A draw was carried out and its certificate signed, by a person or, once its value was there, by itself.',
  'raffle.frozen': 'The list of numbers that take part was fixed: the draw begins.',
  'raffle.keys_destroyed':
    'The keys that hide the people of a raffle were destroyed: its claim period is over.',
  'raffle.opened': 'The terms are locked, every number is made: the sale runs.',
  'raffle.paused': 'The sale was suspended.',
  'raffle.poster_removed': 'The picture of a raffle was taken away.',
  'raffle.poster_set': 'The picture of a raffle was set.',
  'raffle.publish_asked': 'A person asked to lock the terms and start the sale.',
  'raffle.reconciled': 'A person confirmed that numbers, orders and money agree.',
  'raffle.resumed': 'A suspended sale went on.',
  'raffle.updated': 'A draft was changed: what, before and after.',
  'seed.revealed': 'A seed a witness had promised was revealed.',
  'service.outage': 'The service had not lived for more than two minutes: from when to when.',
  'session.ended': 'A person signed out.',
  'session.started': 'A person signed in, from which network.',
  'signing_key.made': 'A key that signs certificates was made.',
  'user.created': 'A person was let in, with a role.',
  'user.password_changed': 'A person chose a password of their own.',
  'user.second_factor_begun': 'A person was given the secret of a second factor.',
  'user.second_factor_set': 'A person showed the first code of their second factor: it is asked from now on.',
  'user.sign_in_reset': 'A person was given a first password again, and has no second factor any more.',
  'user.updated': 'The first owner took the address and password of the environment.',
  'webhook_event.replayed': 'An update of Meta was worked on again by hand.',
  'webhook_event.skipped': 'An update of Meta was given up by hand.',
} as const;

export type AuditAction = keyof typeof AUDIT_EVENTS;

/** Something that was done. */
export interface AuditEntry {
  readonly action: AuditAction;
  readonly targetKind: string;
  readonly targetId: string;
  /** Ids, numbers and words of ours; no secrets, no phone numbers. */
  readonly detail?: object;
}
