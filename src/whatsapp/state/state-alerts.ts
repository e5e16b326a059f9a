import type { StopScope } from '../channels/channel-stop.js';
import { describeHealth, type NumberState } from './number-state.js';

/** An alert without the channel it is about. */
export interface StateAlert {
  readonly kind: string;
  readonly severity: 'info' | 'warning' | 'critical';
  readonly message: string;
}

const WHAT: Readonly<Record<StopScope, string>> = {
  everything: 'Nothing is sent',
  templates: 'No template is sent; answers within 24 hours go on',
  utility: 'No utility template is sent',
  marketing: 'No marketing is sent; everything else goes on',
};

/** What a scope means for people: "Nothing is sent". */
export function describeScope(scope: StopScope): string {
  return WHAT[scope];
}

const WHY: Readonly<Record<string, string>> = {
  blocked_by_meta: 'Meta says that the number may not send. See GET /channels and Business Support Home',
  quality_red: 'Meta rates the number RED: too many people block or report it',
  token_invalid: 'the access token is no longer valid. Register the channel with a new one',
  number_gone: 'Meta does not know the number any more',
};

/** A read-back found a reason to stop. */
export function alertForStop(cause: string, scope: StopScope): StateAlert {
  const severity = scope === 'marketing' ? 'warning' : 'critical';
  return { kind: cause, severity, message: `${WHAT[scope]}: ${WHY[cause] ?? cause}.` };
}

/** Limits that stop nothing are said when they begin. */
export function alertForAnswer(state: NumberState, canSendBefore: string | null): StateAlert | null {
  if (state.canSend !== 'limited' || canSendBefore === 'limited') return null;
  const message = `Meta limits what the number may send: ${describeHealth(state)}. See Business Support Home.`;
  return { kind: 'limited_by_meta', severity: 'warning', message };
}
