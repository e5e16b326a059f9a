/**
 * What to do about one of Meta's error codes (page "Error codes", 12 December 2025, and the pages of the single features). The
 * code decides; HTTP status and wording differ between Meta's own pages.
 */
export interface ErrorRule {
  /**
   * `retry`: not taken, try again with back-off · `perhaps_sent`: may have been taken, wait for a status first · `wait`: only
   * after something changed outside · `never`: this message will not go.
   */
  readonly retry: 'retry' | 'perhaps_sent' | 'wait' | 'never';
  /** Short reason, stored with the message and counted. */
  readonly reason: string;
  /** What it means and what to do, for the organiser. */
  readonly text: string;
  /** What else follows from it. */
  readonly action?: ErrorAction;
}

export type ErrorAction =
  /** nothing of this number will go until a person acts: stop it, keep everything */
  | 'stop_channel'
  /** Meta finds too much of it unwanted: no marketing for a day at least */
  | 'stop_marketing'
  /** templates are in the wrong category: no utility templates until Meta lifts it */
  | 'stop_utility'
  /** hold the whole number back for a moment: it is no fault of the message */
  | 'throttle'
  /** the number is being worked on: a minute or two */
  | 'maintenance'
  /** hold this chat back for 4^n seconds */
  | 'pair_backoff'
  /** Meta shows this person no more marketing today: one more try tomorrow */
  | 'once_a_day'
  /** this template waits until Meta lets it go on */
  | 'template_paused'
  | 'needs_template'
  /** counted: several in a row make a person unreachable */
  | 'unreachable'
  /** this number may not write to the person's country */
  | 'bar_country'
  | 'opt_out'
  /** somebody has to look at something, but the number goes on */
  | 'alert'
  /** our own mistake: alert */
  | 'bug';

export type Codes = readonly (number | readonly [from: number, to: number])[];

/** One line of the table. */
export type ErrorRow = readonly [
  codes: Codes,
  retry: ErrorRule['retry'],
  reason: string,
  action: ErrorAction | null,
  text: string,
];
