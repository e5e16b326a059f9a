import { chosenFields } from '../management/request.js';
import type { Template } from './template.js';

const STANDARD = 'name,parameter_format,components,language,status,category,id';

/** A template as the API shows it, with the fields asked for. */
export function templateRow(template: Template, fields: string | undefined): Record<string, unknown> {
  return chosenFields(whole(template), 'WhatsAppMessageTemplate', fields ?? STANDARD);
}

function whole(template: Template): Record<string, unknown> {
  const { previousCategory, quality, changedAt } = template;
  return {
    id: template.id,
    name: template.name,
    language: template.language,
    status: template.status,
    category: template.category,
    parameter_format: template.parameterFormat,
    components: template.components,
    quality_score: { score: quality, date: Math.floor(changedAt / 1000) },
    rejected_reason: template.rejectedReason,
    last_updated_time: new Date(changedAt).toISOString().replace(/\.\d+Z$/, '+0000'),
    previous_category: previousCategory,
  };
}
