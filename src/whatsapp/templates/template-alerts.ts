import type { Alert } from '../../platform/index.js';
import type { FieldEventOf } from '../fields/field-event.js';
import { adviceFor, useOf, type TemplateId } from './template-status.js';

type ToTell = Omit<Alert, 'channelId'>;

/** A template as people name it. */
export function titleOf({ name, language }: TemplateId): string {
  return `template ${name} (${language})`;
}

/** What the operator hears of a status that a webhook told and that keeps its messages back. */
export function alertForStatus(
  { template, reason, title, disableDate }: FieldEventOf<'template_status'>,
  status: string,
): ToTell {
  const lost = useOf(status) === 'lost';
  const why = [title === status ? null : title, reason, disableDate].filter((part) => part !== null);
  const words = `${titleOf(template)} is ${status}${why.length === 0 ? '' : ` (${why.join(', ')})`}`;
  const meaning = lost ? 'what needs it is parked' : 'what needs it waits until Meta lets it go on';
  return {
    kind: 'template_unusable',
    severity: lost ? 'critical' : 'warning',
    message: `${words}: ${meaning}; ${adviceFor(status)}`,
  };
}

/** Null where nobody need do anything. */
export function alertForQuality({ template, quality }: FieldEventOf<'template_quality'>): ToTell | null {
  if (quality !== 'YELLOW' && quality !== 'RED') return null;
  const meaning =
    quality === 'RED'
      ? 'its campaigns stop before Meta pauses it; change its words or write to fewer people'
      : 'its campaigns go at half their rate; people block or report it';
  return {
    kind: 'template_quality',
    severity: quality === 'RED' ? 'critical' : 'warning',
    message: `the quality of ${titleOf(template)} is ${quality}: ${meaning}`,
  };
}

/** @param before the category it had; null: unknown */
export function alertForCategory(
  { template, category, next }: FieldEventOf<'template_category'>,
  before: string | null,
): ToTell | null {
  const marketing =
    'from then on it costs the marketing price, Meta limits it per person, and whoever opted out does not get it';
  if (next !== null) {
    const when = next.at === null ? 'soon' : `on ${next.at.toISOString()}`;
    const meaning = next.category === 'MARKETING' ? `: ${marketing}` : '';
    return {
      kind: 'template_category',
      severity: 'warning',
      message: `${titleOf(template)} becomes ${next.category} ${when}${meaning}; change its words, or ask Meta for a review`,
    };
  }
  if (category === before) return null;
  return {
    kind: 'template_category',
    severity: category === 'MARKETING' ? 'critical' : 'info',
    message: `${titleOf(template)} is ${category} now${category === 'MARKETING' ? `: ${marketing.replace('from then on', 'from now on')}` : ''}`,
  };
}

export function alertForMisfiled({ template, category, correct }: FieldEventOf<'template_misfiled'>): ToTell {
  return {
    kind: 'template_misfiled',
    severity: 'warning',
    message: `Meta takes ${titleOf(template)} for ${correct}, not ${category ?? 'what it is'}: change its words or its category, else utility messages of the whole account may be limited (error 131064)`,
  };
}
