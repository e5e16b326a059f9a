import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { findUp } from '../find-up.js';
import type { BusinessNumber } from '../numbers.js';

/** A change as Meta tells it, kept to be told again. */
export interface Sample {
  /** `<field>--<what>`, e.g. `account_update--partner-removed-coexistence` */
  sample: string;
  field: string;
  /** whether its entry carries a time */
  timed: boolean;
  value: unknown;
}

export const DASHBOARD = 'dashboard-test';

/** The business number of the samples. */
const SAMPLE_IDS = { displayPhoneNumber: '573001112233', phoneNumberId: '510493288117645' };

/** Constants of the dashboard's "Test" button. */
const TEST_IDS = { displayPhoneNumber: '16505551111', phoneNumberId: '123456123' };

let loaded: readonly Sample[] | undefined;

/** A body for every field and many of its cases; where each comes from stands in test/webhook-samples/INDEX.md. */
export function samples(): readonly Sample[] {
  const file = join('simulator', 'catalogue', 'samples.json');
  loaded ??= JSON.parse(readFileSync(findUp(file), 'utf8')) as Sample[];
  return loaded;
}

/** The sample `<field>--<what>`, or any of the field where only that is named; told of a number of this simulator. */
export function sampleFor(number: BusinessNumber, field: string, what?: string): Sample {
  const ofField = samples().filter((one) => one.sample.startsWith(`${field}--`));
  const wanted = what === undefined ? ofField.find((one) => !isTest(one)) : undefined;
  const found = wanted ?? ofField.find((one) => one.sample === `${field}--${what ?? DASHBOARD}`);
  if (!found) throw new Error(`no sample ${field}--${what ?? '…'}`);
  return { ...found, value: withIds(found.value, number) };
}

/** What the dashboard's "Test" sends for a field; fields whose body nobody wrote down get one of theirs with its ids. */
export function dashboardTest(field: string): Sample {
  const ofField = samples().filter((one) => one.sample.startsWith(`${field}--`));
  const recorded = ofField.find(isTest);
  if (recorded) return recorded;
  const [other] = ofField;
  if (!other) throw new Error(`no sample of ${field}`);
  return { ...other, sample: `${field}--${DASHBOARD}`, timed: true, value: withIds(other.value, TEST_IDS) };
}

function isTest({ sample }: Sample): boolean {
  return sample.endsWith(`--${DASHBOARD}`);
}

/** A copy in which the business number is another one. */
function withIds(
  value: unknown,
  { displayPhoneNumber, phoneNumberId }: Pick<BusinessNumber, 'displayPhoneNumber' | 'phoneNumberId'>,
): unknown {
  return JSON.parse(JSON.stringify(value), (key, part: unknown) => {
    if (key === 'phone_number_id' || part === SAMPLE_IDS.phoneNumberId) return phoneNumberId;
    return key === 'display_phone_number' || part === SAMPLE_IDS.displayPhoneNumber
      ? displayPhoneNumber
      : part;
  }) as unknown;
}
