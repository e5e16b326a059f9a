import type { ErrorRule } from '../graph/error-table.js';
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

/** An error that belongs to no message. */
export function ofApiError(code: number, { action, reason }: ErrorRule): Consequence {
  const message = `Meta reports error ${code} (${reason}) for this number, of no single message.`;
  if (action !== 'stop_channel') return tell('warning', 'api_error', message);
  return {
    stops: [{ change: 'stop', cause: reason, scope: 'everything', until: null }],
    alert: { kind: reason, severity: 'critical', message: `${message} Nothing is sent.` },
    check: true,
  };
}
