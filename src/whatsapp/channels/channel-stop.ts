/** What may not leave: all of it, any template, utility templates, marketing templates. */
export type StopScope = 'everything' | 'templates' | 'utility' | 'marketing';

/** One reason why a number may not send. */
export interface ChannelStop {
  readonly cause: string;
  readonly scope: StopScope;
  /** Not before then is Meta asked whether it is over; null: until Meta says so or a person lifts it. */
  readonly until: Date | null;
  /** Meta's time of the event; null where we found it out ourselves. */
  readonly toldAt: Date | null;
}

/** A stop as it is kept. */
export interface HeldStop extends ChannelStop {
  readonly since: Date;
  /** When a person said that the number may go on; null: nobody did. */
  readonly confirmedAt: Date | null;
}

/**
 * Causes without a time of their own that are over as soon as Meta says that the number may send: what we asked about is what was
 * wrong. Of everything else (a ban, a lock, a violation) Meta's word is not enough: somebody has to have looked.
 */
const OVER_WHEN_META_SAYS = new Set([
  'token_invalid',
  'payment_method',
  'number_unapproved',
  'number_unregistered',
  'blocked_by_meta',
  'quality_red',
]);

/** What ends a stop: reading the state back from Meta, or that and a person. */
export function endsBy({ cause, until }: Pick<ChannelStop, 'cause' | 'until'>): 'read_back' | 'person' {
  return until !== null || OVER_WHEN_META_SAYS.has(cause) ? 'read_back' : 'person';
}
