import { GraphError } from '../errors.js';
import { neededText, textParameter } from '../management/request.js';
import type { TemplateCategory, TemplateComponentBody, TemplateDraft } from './template.js';

const CATEGORIES = new Set<string>(['MARKETING', 'UTILITY', 'AUTHENTICATION']);
const KEYS = new Set([
  'name',
  'language',
  'category',
  'components',
  'parameter_format',
  'allow_category_change',
  'message_send_ttl_seconds',
  'cta_url_link_tracking_opted_out',
  'access_token',
]);

/** The body of a creation; unknown keys and wrong types answer 100. */
export function readDraft(given: Record<string, unknown>): TemplateDraft {
  refuseUnknown(given);
  const name = neededText(given, 'name');
  if (!/^[a-z0-9_]{1,512}$/.test(name)) {
    throw new GraphError(100, {
      message:
        '(#100) Param name must be at most 512 characters of lower-case letters, digits and underscores',
    });
  }
  const language = neededText(given, 'language');
  if (!/^[a-z]{2,3}(_[A-Z]{2,3})?$/.test(language)) {
    throw new GraphError(100, {
      message: `(#100) Param language must be one of the supported, not ${language}`,
    });
  }
  const parameterFormat = (textParameter(given, 'parameter_format') ?? 'POSITIONAL').toUpperCase();
  if (parameterFormat !== 'POSITIONAL' && parameterFormat !== 'NAMED') {
    throw new GraphError(100, {
      message: '(#100) Param parameter_format must be one of {POSITIONAL, NAMED}',
    });
  }
  return {
    name,
    language,
    category: readCategory(given['category']),
    parameterFormat,
    components: readComponents(given['components']),
  };
}

export function refuseUnknown(given: Record<string, unknown>): void {
  const unknown = Object.keys(given).find((key) => !KEYS.has(key));
  if (unknown !== undefined) throw new GraphError(100, { message: `(#100) Unknown parameter ${unknown}` });
}

export function readCategory(given: unknown): TemplateCategory {
  const category = String(given).toUpperCase();
  if (!CATEGORIES.has(category)) {
    throw new GraphError(100, {
      message: '(#100) Param category must be one of {UTILITY, MARKETING, AUTHENTICATION}',
    });
  }
  return category as TemplateCategory;
}

export function readComponents(given: unknown): TemplateComponentBody[] {
  const parts: unknown[] = Array.isArray(given) ? given : [];
  const fine = parts.every((part) => typeof (part as { type?: unknown } | null)?.type === 'string');
  if (parts.length === 0 || !fine) {
    throw new GraphError(100, { message: '(#100) Param components must be an array of objects with a type' });
  }
  return parts as TemplateComponentBody[];
}
