import type { Fitted, KnownTemplate } from '../templates/template-fit.js';
import { fitTemplate } from '../templates/template-fit.js';
import { useOf } from '../templates/template-status.js';
import type { Head } from './head.js';
import { isWindowOpen } from './window.js';

/** The template a message depends on now; null: on none. */
export function templateNeeded(head: Head, now: Date): string | null {
  if (head.content.kind === 'template') return head.content.name;
  return head.form === null || isWindowOpen(head, now) ? null : head.form.name;
}

/**
 * The message as it is said now: in its own words inside the window, as an approved template outside.
 * @param known templates of the sending number's account
 */
export function sayable(head: Head, now: Date, known: readonly KnownTemplate[]): Head {
  if (head.content.kind === 'template') return alreadyTemplate(head, known);
  if (head.form === null || isWindowOpen(head, now)) return { ...head, category: 'service' };
  const fitted = fitTemplate(head.form, known);
  if (fitted.kind === 'fits') return { ...head, content: fitted.content, category: fitted.category };
  return { ...head, hindrance: hindranceOf(fitted) };
}

/** A template nobody has heard of is Meta's to refuse. */
function alreadyTemplate(head: Head, known: readonly KnownTemplate[]): Head {
  const { content } = head;
  if (content.kind !== 'template') return head;
  const template = known.find(({ name, language }) => name === content.name && language === content.language);
  if (template === undefined) return head;
  const use = useOf(template.status);
  const hindrance = use === 'usable' ? null : use === 'waits' ? 'template_paused' : 'needs_template';
  const category = template.category === 'MARKETING' ? 'marketing' : head.category;
  return { ...head, category, hindrance };
}

function hindranceOf(fitted: Exclude<Fitted, { kind: 'fits' }>): Head['hindrance'] {
  return fitted.kind === 'waits' ? 'template_paused' : 'needs_template';
}
