import { cleanText } from '../../kernel/index.js';
import { property } from '../graph/graph-answer.js';
import { readContents, type TemplateContents } from './template-contents.js';
import { languageCode, type TemplateId } from './template-status.js';

/** Fields of a template we ask for (Meta, "WhatsApp Business Account Message Templates"). */
export const TEMPLATE_FIELDS =
  'id,name,language,status,category,parameter_format,components,quality_score,rejected_reason';

/** A template as Meta's list shows it. */
export interface RemoteTemplate extends TemplateId {
  readonly metaId: string;
  readonly status: string;
  readonly category: string;
  /** GREEN, YELLOW, RED, UNKNOWN; null where it was not said. */
  readonly quality: string | null;
  /** Why it was rejected; null where it was not. */
  readonly reason: string | null;
  readonly contents: TemplateContents | null;
}

/** One row of the list; null for what has no name, language or status. */
export function readRemote(row: unknown): RemoteTemplate | null {
  const name = word(property(row, 'name'), 512);
  const language = word(property(row, 'language'), 16);
  const status = word(property(row, 'status'), 64);
  if (name === null || language === null || status === null) return null;
  const reason = word(property(row, 'rejected_reason'), 64);
  return {
    metaId: word(property(row, 'id'), 64) ?? '',
    name,
    language: languageCode(language),
    status: status.toUpperCase(),
    category: (word(property(row, 'category'), 64) ?? 'UNKNOWN').toUpperCase(),
    quality: word(property(property(row, 'quality_score'), 'score'), 16),
    reason: reason === 'NONE' ? null : reason,
    contents: readContents(row),
  };
}

/** The cursor of the next page; null on the last. */
export function nextCursor(answer: unknown): string | null {
  const paging = property(answer, 'paging');
  const after = property(property(paging, 'cursors'), 'after');
  return property(paging, 'next') !== undefined && typeof after === 'string' ? after : null;
}

function word(value: unknown, max: number): string | null {
  return typeof value === 'string' && value !== '' ? cleanText(value, max) : null;
}
