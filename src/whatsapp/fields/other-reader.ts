import { asNumber, asObject, asText, asTime, type JsonObject } from '../../kernel/index.js';
import type { FieldReaders } from './field-reader.js';
import { asObjects, asWord } from './field-words.js';
import type { OtherEvent } from './other-events.js';

/** Fields that mostly are kept and logged (Meta, "Webhooks reference"; "Flows webhooks"; "Groups API"). */
export const OTHER_READERS: FieldReaders<OtherEvent> = {
  flows: readFlow,
  messages: (value) => {
    const codes = asObjects(value['errors']).flatMap(({ code }) => asNumber(code) ?? []);
    if (codes.length > 0) return [{ kind: 'api_errors', codes }];
    return readActions(value['user_actions']);
  },
  automatic_events: (value) => marketingEvents(value['automatic_events'], 'event_name'),
  tracking_events: (value) => marketingEvents(value['events'], 'event_name'),
  payment_configuration_update: (value) => {
    const [provider, status] = [asText(value['provider_name']), asWord(value['status'])];
    return status === null ? [] : [{ kind: 'payment_configuration', provider, status }];
  },
  partner_solutions: (value) => {
    const event = asWord(value['event']);
    const [solutionId, status] = [asText(value['solution_id']), asWord(value['solution_status'])];
    return event === null ? [] : [{ kind: 'partner_solution', event, solutionId, status }];
  },
  group_lifecycle_update: readGroups,
  group_participants_update: readGroups,
  group_settings_update: readGroups,
  group_status_update: readGroups,
};

/** The message says in words what older versions have no keys for: "… changed status from DRAFT to PUBLISHED". */
function readFlow(value: JsonObject): OtherEvent[] {
  const event = asWord(value['event']);
  if (event === null) return [];
  const told = / to ([A-Z_]+)\.?$/.exec(asText(value['message']) ?? '')?.[1] ?? null;
  const status = asWord(value['new_status']) ?? (event === 'FLOW_STATUS_CHANGE' ? told : null);
  const [flowId, alert] = [asText(value['flow_id']), asWord(value['alert_state'])];
  return [{ kind: 'flow', event, flowId, status, alert }];
}

const LINK_CLICK = 'MARKETING_MESSAGES_LINK_CLICK';

/** What people did with messages (`user_actions`): their taps on links, and in one event whatever Meta adds to that. */
function readActions(list: unknown): OtherEvent[] {
  const actions = asObjects(list);
  const clicks = actions.filter(({ action_type }) => asWord(action_type) === LINK_CLICK);
  const taps = clicks.map((click) => {
    const data = asObject(click['marketing_messages_link_click_data']) ?? {};
    return { component: asWord(data['click_component']), at: asTime(click['timestamp']) };
  });
  const others = actions.filter((action) => !clicks.includes(action));
  return [
    ...(taps.length > 0 ? [{ kind: 'links_tapped', taps } as const] : []),
    ...marketingEvents(others, 'action_type'),
  ];
}

function marketingEvents(list: unknown, key: string): OtherEvent[] {
  const events = asObjects(list).flatMap((one) => asWord(one[key]) ?? []);
  return events.length > 0 ? [{ kind: 'marketing_event', events }] : [];
}

function readGroups(value: JsonObject): OtherEvent[] {
  const events = asObjects(value['groups']).flatMap(({ type }) => asWord(type) ?? []);
  return events.length > 0 ? [{ kind: 'group', events }] : [];
}
