import type { ErrorRule } from '../graph/error-table.js';
import { effectOf } from '../sender/verdict.js';
import { describeScope } from '../state/state-alerts.js';
import { NOTHING, tell, type Consequence } from './consequence.js';
import type { OtherEvent } from './other-events.js';

/** The chat asks its questions in the chat; a flow of the organiser's own is theirs to mend. */
export function ofFlow({ event, flowId, status, alert }: Extract<OtherEvent, { kind: 'flow' }>): Consequence {
  const flow = flowId ?? 'without id';
  if (status === 'THROTTLED' || status === 'BLOCKED') {
    return tell(
      'warning',
      'flow_stopped',
      `Meta says ${status} of flow ${flow}: mend it in WhatsApp Manager.`,
    );
  }
  if (alert === 'ACTIVATED') return tell('warning', 'flow_ailing', `Meta says ${event} of flow ${flow}.`);
  return NOTHING;
}

/** An error that belongs to no message stops what the same code stops after a send. @param at when Meta told it */
export function ofApiError(code: number, rule: ErrorRule, at: Date): Consequence {
  const { reason } = rule;
  const message = `Meta reports error ${code} (${reason}) for this number, of no single message.`;
  const effect = effectOf(rule);
  if (effect?.kind !== 'stop') return tell('warning', 'api_error', message);
  const { scope, ms } = effect;
  const until = ms === null ? null : new Date(at.getTime() + ms);
  const severity = scope === 'everything' ? 'critical' : 'warning';
  return {
    stops: [{ change: 'stop', cause: reason, scope, until }],
    alert: { kind: reason, severity, message: `${message} ${describeScope(scope)}.` },
    check: true,
  };
}
