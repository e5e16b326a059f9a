import type { StopScope } from '../channels/channel-stop.js';

/** What an event does to one stop of the numbers it is about. */
export type StopChange =
  | {
      readonly change: 'stop';
      readonly cause: string;
      readonly scope: StopScope;
      readonly until: Date | null;
    }
  /** Meta says that it is over; the read-back that follows lifts it. */
  | { readonly change: 'let_end'; readonly cause: string }
  /** News about it that changes nothing yet. */
  | { readonly change: 'none'; readonly cause: string };

/** An alert without the channel it is about. */
export interface FieldAlert {
  readonly kind: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly message: string;
}

/** What follows from an event about an account or a number. */
export interface Consequence {
  readonly stops: readonly StopChange[];
  readonly alert: FieldAlert | null;
  /** Read the state back from Meta. */
  readonly check: boolean;
}

export const NOTHING: Consequence = { stops: [], alert: null, check: false };

/** Only to be told to people. */
export function tell(severity: FieldAlert['severity'], kind: string, message: string): Consequence {
  return { ...NOTHING, alert: { kind, severity, message } };
}
