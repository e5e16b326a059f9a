/** A button of a template as its creator names it. */
export interface TemplateButton {
  type: string;
  text?: string;
  url?: string;
  phone_number?: string;
  example?: unknown;
}

export interface TemplateComponentBody {
  type: string;
  format?: string;
  text?: string;
  example?: {
    header_text?: unknown;
    header_text_named_params?: unknown;
    header_handle?: unknown;
    body_text?: unknown;
    body_text_named_params?: unknown;
  };
  buttons?: TemplateButton[];
}

export type ParameterFormat = 'POSITIONAL' | 'NAMED';
export type TemplateCategory = 'MARKETING' | 'UTILITY' | 'AUTHENTICATION';
export type TemplateStatus =
  'PENDING' | 'APPROVED' | 'REJECTED' | 'PAUSED' | 'DISABLED' | 'IN_APPEAL' | 'ARCHIVED' | 'PENDING_DELETION';

/** What a business writes: the body of a creation. */
export interface TemplateDraft {
  name: string;
  language: string;
  category: TemplateCategory;
  parameterFormat: ParameterFormat;
  components: TemplateComponentBody[];
}

/** A message template of one account in one language. */
export interface Template extends TemplateDraft {
  readonly id: string;
  readonly wabaId: string;
  status: TemplateStatus;
  quality: 'GREEN' | 'YELLOW' | 'RED' | 'UNKNOWN';
  rejectedReason: string;
  previousCategory: TemplateCategory | undefined;
  /** what was edited while approved: moments, ms */
  edits: number[];
  /** ms since 1970 */
  changedAt: number;
}

/** Length in code points. */
export function lengthOf(text: string): number {
  return Array.from(text).length;
}

/** Variables of a text in order of appearance: `{{1}}` gives `1`, `{{nombre}}` gives `nombre`. */
export function variablesOf(text: string | undefined): string[] {
  return [...(text ?? '').matchAll(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g)].map((hit) => hit[1] ?? '');
}

export function partOf(template: TemplateDraft, type: string): TemplateComponentBody | undefined {
  return template.components.find((part) => part.type.toUpperCase() === type);
}
