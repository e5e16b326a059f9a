import { adviceFor, DELETED, type TemplateId } from './template-status.js';
import type { StoredTemplate } from './templates.repository.js';

/** One line of what is known about the templates of an account. */
export interface TemplateLine extends TemplateId {
  /** Null: Meta does not have it. */
  readonly status: string | null;
  readonly quality: string | null;
  readonly category: string | null;
  readonly advice: string;
}

/** Ours first, whether Meta has them or not, then what else the account has. */
export function reportTemplates(
  wanted: readonly TemplateId[],
  known: readonly StoredTemplate[],
): TemplateLine[] {
  const byKey = new Map(known.map((template) => [keyOf(template), template]));
  const ours = wanted.map((template) => lineOf(template, byKey.get(keyOf(template)) ?? null));
  const mine = new Set(wanted.map(keyOf));
  const others = known.filter((template) => !mine.has(keyOf(template)) && template.status !== DELETED);
  return [...ours, ...others.map((template) => lineOf(template, template))];
}

function keyOf({ name, language }: TemplateId): string {
  return `${name}/${language}`;
}

function lineOf({ name, language }: TemplateId, template: StoredTemplate | null): TemplateLine {
  const { title = null, reason = null, disableDate = null, nextCategory = null } = template ?? {};
  const why = [title, reason, disableDate].filter((part) => part !== null && part !== template?.status);
  const coming = nextCategory === null ? '' : `; becomes ${nextCategory}`;
  return {
    name,
    language,
    status: template?.status ?? null,
    quality: template?.quality ?? null,
    category: template?.category ?? null,
    advice: `${adviceFor(template?.status ?? null)}${why.length === 0 ? '' : ` (${why.join(', ')})`}${coming}`,
  };
}

/** The lines as a table for a terminal. */
export function templateTable(lines: readonly TemplateLine[]): string {
  const head = ['name', 'language', 'state', 'quality', 'category', 'what to do'];
  const rows = lines.map(({ name, language, status, quality, category, advice }) => [
    name,
    language,
    status ?? 'not at Meta',
    quality ?? '-',
    category ?? '-',
    advice,
  ]);
  const widths = head.map((title, i) => Math.max(title.length, ...rows.map((row) => row[i]?.length ?? 0)));
  const line = (cells: readonly string[]): string =>
    cells
      .map((cell, i) => cell.padEnd(widths[i] ?? 0))
      .join('  ')
      .trimEnd();
  return [line(head), line(widths.map((width) => '-'.repeat(width))), ...rows.map(line)].join('\n');
}
