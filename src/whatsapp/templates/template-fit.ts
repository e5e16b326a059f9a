import type { FilledButton, TemplateContent, TemplateForm } from '../message/message-content.js';
import type { MessageCategory } from '../message/priority.js';
import { cleanParameters } from './template-parameters.js';
import type { TemplateContents } from './template-contents.js';
import { variablesOf } from './template-definition.js';
import { useOf } from './template-status.js';

/** A template as the choice needs to see it. */
export interface KnownTemplate {
  readonly name: string;
  readonly language: string;
  readonly status: string;
  readonly category: string;
  readonly contents: TemplateContents | null;
}

/** What can be said outside the window. */
export type Fitted =
  | { readonly kind: 'fits'; readonly content: TemplateContent; readonly category: MessageCategory }
  /** Not now, but Meta may let it go on. */
  | { readonly kind: 'waits' }
  /** `lost`: rejected, disabled or deleted · `missing`: Meta has none · `misfit`: it wants what we do not have */
  | { readonly kind: 'none'; readonly why: 'lost' | 'missing' | 'misfit' };

/** Chooses the template in its own language, else in the other one, and fills it in. @param known of the sending number's account */
export function fitTemplate(form: TemplateForm, known: readonly KnownTemplate[]): Fitted {
  const { name, language, parameters, otherwise } = form;
  const ways = [{ language, parameters }, ...(otherwise === undefined ? [] : [otherwise])];
  const found = ways.flatMap((way) => {
    const template = known.find((one) => one.name === name && one.language === way.language);
    return template === undefined ? [] : [{ template, values: way.parameters }];
  });
  const usable = found.filter(({ template }) => useOf(template.status) === 'usable');
  for (const { template, values } of usable) {
    const content = fill(template, values, form.buttons ?? []);
    if (content !== null) return { kind: 'fits', content, category: categoryOf(template.category) };
  }
  if (found.some(({ template }) => useOf(template.status) === 'waits')) return { kind: 'waits' };
  if (usable.length > 0) return { kind: 'none', why: 'misfit' };
  return { kind: 'none', why: found.length > 0 ? 'lost' : 'missing' };
}

/** The approved words decide what is filled in: they may be an edit older or newer than ours. */
function fill(
  { name, language, contents }: KnownTemplate,
  values: Readonly<Record<string, string>>,
  buttons: NonNullable<TemplateForm['buttons']>,
): TemplateContent | null {
  if (contents === null || contents.format !== 'NAMED' || needsMore(contents)) return null;
  const wanted = variablesOf(contents.body);
  if (wanted.some((parameter) => !Object.hasOwn(values, parameter))) return null;
  const clean = cleanParameters(contents.body, values);
  const filled = fillButtons(contents, buttons);
  if (filled === null) return null;
  const parameters = wanted.map((parameter) => ({ name: parameter, text: clean[parameter] ?? '' }));
  return { kind: 'template', name, language, parameters, buttons: filled };
}

/** Headers of media or with a variable, and buttons of other kinds, want values nobody gives here. */
function needsMore({ header, buttons }: TemplateContents): boolean {
  const plain = header === null || (header.format === 'TEXT' && variablesOf(header.text ?? '').length === 0);
  return !plain || buttons.some(({ type }) => !['QUICK_REPLY', 'URL', 'PHONE_NUMBER'].includes(type));
}

function fillButtons(
  contents: TemplateContents,
  given: NonNullable<TemplateForm['buttons']>,
): FilledButton[] | null {
  const payloads = given.filter((value) => value.kind === 'payload');
  const suffixes = given.filter((value) => value.kind === 'url');
  const filled: FilledButton[] = [];
  for (const [index, { type, url }] of contents.buttons.entries()) {
    const variable = type === 'URL' && variablesOf(url ?? '').length > 0;
    const value = type === 'QUICK_REPLY' ? payloads.shift() : variable ? suffixes.shift() : undefined;
    if (variable && value === undefined) return null;
    if (value !== undefined) filled.push({ ...value, index });
  }
  return filled;
}

function categoryOf(category: string): MessageCategory {
  if (category === 'MARKETING') return 'marketing';
  return category === 'AUTHENTICATION' ? 'authentication' : 'utility';
}
