import { contentsOf, writeContents } from './template-contents.js';
import type { TemplateDefinition } from './template-definition.js';
import { DELETED, type TemplateId } from './template-status.js';
import type { StoredTemplate } from './templates.repository.js';

/** What we had Meta do before. */
export interface PastPush extends TemplateId {
  readonly action: 'create' | 'edit';
  readonly at: Date;
}

/** What is to be done about one template of ours. */
export type PushStep =
  | { readonly do: 'create'; readonly definition: TemplateDefinition }
  | {
      readonly do: 'edit';
      readonly definition: TemplateDefinition;
      readonly metaId: string;
      readonly withCategory: boolean;
    }
  | { readonly do: 'nothing'; readonly definition: TemplateDefinition }
  /** Meta would refuse it now: run it again later. */
  | { readonly do: 'later'; readonly definition: TemplateDefinition; readonly why: string }
  /** Only a person can, in WhatsApp Manager. */
  | { readonly do: 'by_hand'; readonly definition: TemplateDefinition; readonly why: string };

const HOUR_MS = 3_600_000;
const DAY_MS = 24 * HOUR_MS;
/** Meta's limits (pages "Templates" and "Template management"). */
const CREATIONS_AN_HOUR = 100;
const EDITS = 10;
const EDITS_DAYS = 30;
const EDITABLE: ReadonlySet<string> = new Set(['APPROVED', 'REJECTED', 'PAUSED']);

/** Compares what we want with what Meta has. @param known as just read from the API */
export function planPush(
  wanted: readonly TemplateDefinition[],
  known: readonly StoredTemplate[],
  past: readonly PastPush[],
  now: Date,
): PushStep[] {
  const creations = past.filter(
    ({ action, at }) => action === 'create' && now.getTime() - at.getTime() < HOUR_MS,
  );
  let left = CREATIONS_AN_HOUR - creations.length;
  return wanted.map((definition): PushStep => {
    const one = known.find((template) => isSame(template, definition));
    if (one !== undefined && one.status !== DELETED) return planChange(definition, one, past, now);
    if (left-- > 0) return { do: 'create', definition };
    return { do: 'later', definition, why: `Meta takes ${CREATIONS_AN_HOUR} new templates an hour` };
  });
}

function planChange(
  definition: TemplateDefinition,
  one: StoredTemplate,
  past: readonly PastPush[],
  now: Date,
): PushStep {
  const { status, contents, metaId } = one;
  const words = contentsOf(definition);
  if (contents === null) return { do: 'later', definition, why: 'its words were not read yet' };
  if (contents.format !== words.format)
    return {
      do: 'by_hand',
      definition,
      why: 'another template has this name, with numbered parameters: delete it, or rename it',
    };
  const changed = writeContents(contents) !== writeContents(words);
  const misfiled = one.category !== definition.category;
  if (!changed) {
    if (status === 'REJECTED')
      return { do: 'by_hand', definition, why: 'it was rejected with these words: change them, or appeal' };
    return { do: 'nothing', definition };
  }
  if (!EDITABLE.has(status))
    return { do: 'later', definition, why: `it is ${status} and cannot be edited now` };
  const wait = status === 'APPROVED' ? mayEditAt(definition, past, now) : null;
  if (wait !== null) return { do: 'later', definition, why: `Meta takes the next edit ${wait}` };
  return {
    do: 'edit',
    definition,
    metaId: metaId ?? '',
    withCategory: misfiled && status !== 'APPROVED',
  };
}

/** When the next edit of an approved template is taken; null: now. */
function mayEditAt(template: TemplateId, past: readonly PastPush[], now: Date): string | null {
  const edits = past
    .filter(
      (one) =>
        one.action === 'edit' &&
        isSame(one, template) &&
        now.getTime() - one.at.getTime() < EDITS_DAYS * DAY_MS,
    )
    .map(({ at }) => at.getTime())
    .toSorted((a, b) => a - b);
  const [last, tenth] = [edits.at(-1), edits.length >= EDITS ? edits.at(-EDITS) : undefined];
  const free = Math.max(
    last === undefined ? 0 : last + DAY_MS,
    tenth === undefined ? 0 : tenth + EDITS_DAYS * DAY_MS,
  );
  return free > now.getTime() ? `on ${new Date(free).toISOString()}` : null;
}

function isSame(one: TemplateId, other: TemplateId): boolean {
  return one.name === other.name && one.language === other.language;
}
