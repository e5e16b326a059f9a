import { asObject, asText, asTime, type JsonObject } from '../../kernel/index.js';
import { languageCode, type TemplateId } from '../templates/template-status.js';
import type { FieldReaders } from './field-reader.js';
import { asWord } from './field-words.js';
import type { TemplateEvent } from './template-events.js';

/** Fields about message templates (Meta, "Webhooks reference"). */
export const TEMPLATE_READERS: FieldReaders<TemplateEvent> = {
  message_template_status_update: ofTemplate(readStatus),
  message_template_quality_update: ofTemplate(readQuality),
  message_template_components_update: ofTemplate(readComponents),
  template_category_update: ofTemplate(readCategory),
  template_correct_category_detection: ofTemplate(readMisfiled),
};

type Read = (value: JsonObject, template: TemplateId) => TemplateEvent | null;

function ofTemplate(read: Read) {
  return (value: JsonObject): TemplateEvent[] => {
    const name = asText(value['message_template_name']);
    const language = asText(value['message_template_language']);
    if (name === null || language === null) return [];
    const event = read(value, { name, language: languageCode(language) });
    return event === null ? [] : [event];
  };
}

/** A pause that ends comes as an APPROVED whose title says so. */
function readStatus(value: JsonObject, template: TemplateId): TemplateEvent | null {
  const event = asWord(value['event']);
  if (event === null) return null;
  const title = asWord(asObject(value['other_info'])?.['title']);
  const reason = asWord(value['reason']);
  return {
    kind: 'template_status',
    template,
    event: title === 'UNPAUSE' ? title : event,
    category: asWord(value['message_template_category']),
    reason: reason === 'NONE' ? null : reason,
    title,
    disableDate: asText(asObject(value['disable_info'])?.['disable_date']),
  };
}

function readQuality(value: JsonObject, template: TemplateId): TemplateEvent | null {
  const quality = asWord(value['new_quality_score']);
  return quality === null ? null : { kind: 'template_quality', template, quality };
}

/** The words themselves are read from the API: a header of media is not told. */
function readComponents(value: JsonObject, template: TemplateId): TemplateEvent | null {
  const told = ['element', 'title', 'footer', 'buttons'];
  return told.some((part) => Object.hasOwn(value, `message_template_${part}`))
    ? { kind: 'template_components', template }
    : null;
}

/** With `correct_category` beside it, `new_category` is the present one, and the change is a day away. */
function readCategory(value: JsonObject, template: TemplateId): TemplateEvent | null {
  const category = asWord(value['new_category']);
  if (category === null) return null;
  const correct = asWord(value['correct_category']);
  const next =
    correct === null ? null : { category: correct, at: asTime(value['category_update_timestamp']) };
  return { kind: 'template_category', template, category, next };
}

function readMisfiled(value: JsonObject, template: TemplateId): TemplateEvent | null {
  const correct = asWord(value['correct_category']);
  return correct === null
    ? null
    : { kind: 'template_misfiled', template, category: asWord(value['category']), correct };
}
