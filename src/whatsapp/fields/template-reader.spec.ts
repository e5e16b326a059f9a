import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { readChange } from './read-change.js';

const SAMPLES = new URL('../../../test/webhook-samples/', import.meta.url);
const REMINDER = { name: 'recordatorio_sorteo', language: 'es_CO' };
const TEST = { name: 'my_message_template', language: 'pt_BR' };
const status = (event: string, more: object = {}): object => ({
  kind: 'template_status',
  template: REMINDER,
  event,
  category: 'MARKETING',
  reason: null,
  title: null,
  disableDate: null,
  ...more,
});

const SAYS: Readonly<Record<string, object>> = {
  'message_template_components_update--body-only': { kind: 'template_components', template: REMINDER },
  'message_template_components_update--dashboard-test': {
    kind: 'template_components',
    template: { ...TEST, language: 'en_US' },
  },
  'message_template_components_update--edited': { kind: 'template_components', template: REMINDER },
  'message_template_quality_update--dashboard-test': {
    kind: 'template_quality',
    template: TEST,
    quality: 'YELLOW',
  },
  'message_template_quality_update--unknown-to-green': {
    kind: 'template_quality',
    template: REMINDER,
    quality: 'GREEN',
  },
  'message_template_quality_update--yellow-to-red': {
    kind: 'template_quality',
    template: REMINDER,
    quality: 'RED',
  },
  'message_template_status_update--approved-reason-null': status('APPROVED', { category: 'UTILITY' }),
  'message_template_status_update--archived': status('ARCHIVED'),
  'message_template_status_update--dashboard-test': status('APPROVED', { template: TEST }),
  'message_template_status_update--deleted': status('DELETED'),
  'message_template_status_update--disabled': status('DISABLED', {
    title: 'DISABLED',
    disableDate: 'November 22, 2026',
  }),
  'message_template_status_update--in-appeal': status('IN_APPEAL'),
  'message_template_status_update--locked': status('LOCKED'),
  'message_template_status_update--paused-first': status('PAUSED', { title: 'FIRST_PAUSE' }),
  'message_template_status_update--paused-second': status('PAUSED', { title: 'SECOND_PAUSE' }),
  'message_template_status_update--pending': status('PENDING'),
  'message_template_status_update--reinstated': status('REINSTATED'),
  'message_template_status_update--rejected-scam': status('REJECTED', { reason: 'SCAM' }),
  'message_template_status_update--unarchived': status('UNARCHIVED'),
  'message_template_status_update--unpaused': status('UNPAUSE', { title: 'UNPAUSE' }),
  'template_category_update--completed': {
    kind: 'template_category',
    template: REMINDER,
    category: 'MARKETING',
    next: null,
  },
  'template_correct_category_detection--detected': {
    kind: 'template_misfiled',
    template: REMINDER,
    category: 'UTILITY',
    correct: 'MARKETING',
  },
};

interface Change {
  readonly field: string;
  readonly value: unknown;
}

function changeOf(name: string): Change {
  const body = JSON.parse(readFileSync(new URL(`${name}.json`, SAMPLES), 'utf8')) as {
    entry: { changes: Change[] }[];
  };
  return body.entry[0]!.changes[0]!;
}

describe('What Meta says of templates', () => {
  it('is known of every sample there is', () => {
    const about = readdirSync(SAMPLES).filter((name) => /^(message_template|template)_/.test(name));
    expect(about.map((name) => name.replace('.json', '')).toSorted()).toEqual(Object.keys(SAYS).toSorted());
  });

  it.each(Object.entries(SAYS))('%s', (name, event) => {
    const { field, value } = changeOf(name);
    expect(readChange(field, value)).toEqual([event]);
  });

  it('a category that changes tomorrow is the present one and the coming one', () => {
    const value = {
      message_template_id: 1,
      message_template_name: 'recordatorio_sorteo',
      message_template_language: 'es-CO',
      new_category: 'UTILITY',
      correct_category: 'MARKETING',
      category_update_timestamp: '1795435200',
    };
    const next = { category: 'MARKETING', at: new Date(1_795_435_200_000) };
    expect(readChange('template_category_update', value)).toEqual([
      { kind: 'template_category', template: REMINDER, category: 'UTILITY', next },
    ]);
  });

  it('a quality under the status field’s name is a quality', () => {
    const { value } = changeOf('message_template_quality_update--yellow-to-red');
    expect(readChange('message_template_status_update', value)).toMatchObject([{ kind: 'template_quality' }]);
  });

  it.each([
    ['nothing', undefined],
    ['a list', []],
    ['no name', { event: 'PAUSED', message_template_language: 'es' }],
    ['lists where words are', { event: [], message_template_name: [], message_template_language: {} }],
    ['a name and no news', { message_template_name: 'a', message_template_language: 'es' }],
    ['keys of an object’s prototype', JSON.parse('{"__proto__": {"event": "PAUSED"}}')],
  ])('%s is unknown, not a fault', (_name, value) => {
    expect(readChange('message_template_status_update', value)).toEqual([
      { kind: 'unknown', field: 'message_template_status_update' },
    ]);
  });
});
