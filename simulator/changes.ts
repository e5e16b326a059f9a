import { dashboardTest, sampleFor } from './catalogue/catalogue.js';
import type { Parts } from './parts.js';
import type { Status } from './statuses.js';
import { newWamid } from './wamid.js';

export interface ChangeOptions {
  /** default: the account of the first number */
  entryId?: string | undefined;
  /** Unix seconds, default now; null for none, as with `user_preferences` */
  time?: number | null | undefined;
}

/** Tells a change of any field. Resolves with whether the business took it. */
export function sendChange(
  parts: Pick<Parts, 'sender' | 'numbers' | 'now'>,
  field: string,
  value: unknown,
  options: ChangeOptions,
): Promise<boolean> {
  const entryId = options.entryId ?? parts.numbers.pick(undefined).wabaId;
  const { time = Math.floor(parts.now() / 1000) } = options;
  return parts.sender.enqueue(`change ${newWamid()}`, {
    kind: 'change',
    entryId,
    time: time ?? undefined,
    field,
    value,
  });
}

/** Tells a change out of the catalogue as if it happened to this business; see `sampleFor`. */
export function sendSample(
  parts: Pick<Parts, 'sender' | 'numbers' | 'now'>,
  field: string,
  what: string | undefined,
): Promise<boolean> {
  const sample = sampleFor(parts.numbers.pick(undefined), field, what);
  return sendChange(parts, sample.field, sample.value, sample.timed ? {} : { time: null });
}

/** The dashboard's "Test" button of a field: account `0`, whoever is subscribed. */
export function sendTest({ sender, now }: Pick<Parts, 'sender' | 'now'>, field: string): Promise<boolean> {
  const { value } = dashboardTest(field);
  const time = Math.floor(now() / 1000);
  const update = { kind: 'change', entryId: '0', time, field, value, test: true } as const;
  return sender.enqueue(`test ${newWamid()}`, update);
}

/** Tells a status of an accepted message now, whatever the policy. `failed` carries `code`. */
export function sendStatus(parts: Parts, wamid: string, status: Status, code?: number): Promise<boolean> {
  const accepted = parts.accepted.byWamid(wamid);
  if (!accepted) throw new Error(`no message ${wamid} was accepted`);
  return parts.statuses.tell(accepted, status, code);
}
