import { GraphError } from '../errors.js';
import { readCategory, readComponents, refuseUnknown } from './template-draft.js';
import { checkTemplate } from './template-rules.js';
import type { Template } from './template.js';
import type { TemplateReview } from './template-review.js';

const DAY_MS = 24 * 3_600_000;

/**
 * `POST /{template}`: new components or category, then another review. Only approved, rejected and paused
 * templates; an approved one once a day and ten times in 30 days, and its category stays. Throws GraphError.
 */
export function editTemplate(
  review: TemplateReview,
  template: Template,
  given: Record<string, unknown>,
  now: number,
): void {
  refuseUnknown(given);
  if (!['APPROVED', 'REJECTED', 'PAUSED'].includes(template.status)) {
    throw refused(`A template that is ${template.status} cannot be edited`);
  }
  const draft = { ...template };
  if (given['components'] !== undefined) draft.components = readComponents(given['components']);
  if (given['category'] !== undefined) draft.category = readCategory(given['category']);
  checkTemplate(draft);
  if (template.status === 'APPROVED') {
    if (draft.category !== template.category) throw refused('The category of an approved template stays');
    const recent = template.edits.filter((at) => now - at < 30 * DAY_MS);
    if (recent.length >= 10 || recent.some((at) => now - at < DAY_MS)) {
      throw refused('An approved template can be edited once in 24 hours and 10 times in 30 days');
    }
    template.edits = [...recent, now];
  }
  Object.assign(template, { components: draft.components, category: draft.category });
  review.begin(template, { edited: true });
}

function refused(explanation: string): GraphError {
  return new GraphError(100, {
    message: 'Invalid parameter',
    userTitle: "Template can't be edited",
    userMessage: explanation,
  });
}
