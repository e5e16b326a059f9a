import type { AccountEvent, Restriction } from './account-events.js';
import { NOTHING, tell, type Consequence, type FieldAlert, type StopChange } from './consequence.js';
import { restrictedScope } from './restriction.js';

type EventOf<K extends AccountEvent['kind']> = Extract<AccountEvent, { kind: K }>;

const RESUME = 'POST /channels/:id/resume once it is settled';
const SUPPORT = 'See Business Support Home';

/** Calls are not what this service lives from: their violations cost no message. */
export function ofViolation({ violation, remediation }: EventOf<'account_violation'>): Consequence {
  const advice = remediation === null ? '' : ` Meta's advice: ${remediation}`;
  if (violation.includes('CALL')) {
    return tell('warning', 'account_violation', `Meta sees a violation: ${violation}.${advice}`);
  }
  const message = `Meta sees a violation: ${violation}. Marketing is stopped, answers go on. ${SUPPORT}; ${RESUME}.${advice}`;
  return {
    stops: [{ change: 'stop', cause: 'violation', scope: 'marketing', until: null }],
    alert: { kind: 'account_violation', severity: 'critical', message },
    check: true,
  };
}

export function ofRestriction({ restrictions }: EventOf<'account_restricted'>): Consequence {
  const stops = restrictions.flatMap(restrictionStop);
  const list = restrictions.map(describeRestriction).join('; ');
  const severity: FieldAlert['severity'] = stops.length > 0 ? 'critical' : 'warning';
  const message = `Meta restricts the account: ${list || 'it does not say how'}. ${SUPPORT}. Without an end: ${RESUME}.`;
  return { stops, alert: { kind: 'account_restricted', severity, message }, check: true };
}

function restrictionStop({ type, until }: Restriction): StopChange[] {
  const scope = restrictedScope(type);
  return scope === null ? [] : [{ change: 'stop', cause: type.toLowerCase(), scope, until }];
}

function describeRestriction({ type, until }: Restriction): string {
  return `${type} ${until === null ? 'without an end' : `until ${until.toISOString()}`}`;
}

export function ofBan({ state, date }: EventOf<'account_ban'>): Consequence {
  const on = date === null ? '' : ` (${date})`;
  switch (state) {
    case 'disabled':
      return frozen(
        'ban',
        `Meta disabled the account${on}. Appeal in Business Support Home; tell your buyers by another way.`,
      );
    case 'scheduled':
      return {
        stops: [{ change: 'none', cause: 'ban' }],
        alert: {
          kind: 'account_scheduled_for_disable',
          severity: 'critical',
          message: `Meta will disable the account${on}. Appeal now, and export your contacts while you can reach them.`,
        },
        check: true,
      };
    case 'reinstated':
      return {
        stops: [{ change: 'none', cause: 'ban' }],
        alert: {
          kind: 'account_reinstated',
          severity: 'warning',
          message: `Meta reinstated the account${on}. Look at it, then POST /channels/:id/resume: nothing is sent before that.`,
        },
        check: true,
      };
  }
}

export function ofDeletion(): Consequence {
  return frozen('account_deleted', 'The WhatsApp Business account was deleted.');
}

export function ofOffboarding(): Consequence {
  return frozen('account_offboarded', 'The number left the platform; it goes on when it is connected again.');
}

export function ofReconnection(): Consequence {
  return {
    stops: [{ change: 'let_end', cause: 'account_offboarded' }],
    alert: {
      kind: 'account_reconnected',
      severity: 'info',
      message: 'The number was connected again; it goes on as soon as Meta says so.',
    },
    check: true,
  };
}

export function ofPartnerRemoval({ reason, initiatedBy }: EventOf<'partner_removed'>): Consequence {
  const why = `${reason ?? 'no reason given'}, by ${initiatedBy ?? 'unknown'}`;
  return frozen('partner_removed', `The account was disconnected from the platform (${why}).`);
}

/** @param ownAppId WHATSAPP_APP_ID; unknown, any app might be ours */
export function ofPartnerApp(
  { installed, appId }: EventOf<'partner_app'>,
  ownAppId: string | null,
): Consequence {
  if (ownAppId !== null && appId !== null && appId !== ownAppId) return NOTHING;
  const app = appId ?? 'which it does not say';
  return installed
    ? tell('info', 'app_installed', `App ${app} was given this account.`)
    : tell(
        'critical',
        'app_uninstalled',
        `App ${app} was taken off this account: webhooks and sends may end.`,
      );
}

export function ofUnheardEvent({ event }: EventOf<'account_event_unheard_of'>): Consequence {
  const message = `Meta told ${event} of the account, which this version does not know: read it under /webhook-events.`;
  return {
    stops: [],
    alert: { kind: 'account_event_unheard_of', severity: 'warning', message },
    check: true,
  };
}

export function ofReview({ decision }: EventOf<'account_reviewed'>): Consequence {
  const alert: FieldAlert | null =
    decision === 'APPROVED'
      ? null
      : {
          kind: 'account_review',
          severity: decision === 'REJECTED' ? 'critical' : 'info',
          message: `Meta's review of the account: ${decision}. ${SUPPORT}.`,
        };
  return { stops: [], alert, check: true };
}

const ALERT_MEANINGS: Readonly<Record<string, string>> = {
  INCREASED_CAPABILITIES_ELIGIBILITY_DEFERRED: 'the higher messaging limit is deferred',
  INCREASED_CAPABILITIES_ELIGIBILITY_FAILED: 'the higher messaging limit was refused',
  INCREASED_CAPABILITIES_ELIGIBILITY_NEED_MORE_INFO:
    'the higher messaging limit waits for documents of yours',
  OBA_APPROVED: 'the number is an official business account now',
  OBA_REJECTED: 'the request for an official business account was refused',
  PROFILE_PICTURE_LOST: 'the profile picture is gone: set it anew',
};

/** Meta's own word on how grave it is. */
export function ofAccountAlert({ type, severity, status }: EventOf<'account_alert'>): Consequence {
  const meaning = Object.hasOwn(ALERT_MEANINGS, type) ? `: ${ALERT_MEANINGS[type]}` : '';
  const grave = severity === 'CRITICAL' ? 'critical' : severity === 'WARNING' ? 'warning' : 'info';
  const active = status === null || status === 'NONE' ? '' : ` (${status})`;
  return tell(grave, 'account_alert', `Meta says ${type}${active}${meaning}.`);
}

export function ofBusinessStatus({ event }: EventOf<'business_status'>): Consequence {
  const message = `Meta says ${event} of the business: somebody may have taken it over. Check who has access in Business settings, renew tokens and the app secret.`;
  return { ...tell('critical', 'business_status', message), check: true };
}

/** Nothing of the account leaves until a person says so. */
function frozen(cause: string, what: string): Consequence {
  const message = `${what} Nothing is sent and this number sells nothing. ${SUPPORT}; ${RESUME}.`;
  return {
    stops: [{ change: 'stop', cause, scope: 'everything', until: null }],
    alert: { kind: cause, severity: 'critical', message },
    check: true,
  };
}
