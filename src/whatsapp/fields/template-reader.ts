import { asText, type JsonObject } from '../../kernel/index.js';
import type { FieldReaders } from './field-reader.js';
import type { TemplateEvent } from './template-events.js';

/** Fields about message templates (Meta, "Webhooks reference"). */
export const TEMPLATE_READERS: FieldReaders<TemplateEvent> = {
  message_template_status_update: readTemplate,
};

function readTemplate(value: JsonObject): TemplateEvent[] {
  const name = asText(value['message_template_name']);
  const language = asText(value['message_template_language']);
  return asText(value['event']) === null ? [] : [{ kind: 'template_changed', name, language }];
}
