import { describe, expect, it } from 'vitest';
import { dashboardTest, samples } from '../../simulator/catalogue/catalogue.js';
import { WEBHOOK_FIELDS } from '../../simulator/index.js';
import { readChange } from '../../src/whatsapp/fields/read-change.js';

// `messages` is taken apart into messages and statuses before; no change of it is read here
const isChange = ({ field }: { field: string }): boolean => field !== 'messages';

/** The dashboard's test of it is `{messaging_product}`: there is nothing to read. */
const EMPTY = ['standby--dashboard-test'];

describe('Changes of every field an app can subscribe to', () => {
  const tests = WEBHOOK_FIELDS.map((field) => dashboardTest(field));

  it.each([
    ['as they were written down', samples()],
    ['as the dashboard tests them', tests],
  ])('%s are understood, but for the one that is empty', (_how, told) => {
    const puzzling = told
      .filter(isChange)
      .filter(({ field, value }) => readChange(field, value).some(({ kind }) => kind === 'unknown'));
    expect(puzzling.map(({ sample }) => sample)).toEqual(EMPTY);
  });
});
