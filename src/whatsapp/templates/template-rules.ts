import { filled, URL_VARIABLE, variablesOf, type TemplateDefinition } from './template-definition.js';

/** Meta's limits of a template, in characters (pages "Templates", "Template components" and "Template review"). */
const LIMITS = {
  name: 512,
  body: 1024,
  footer: 60,
  buttons: 10,
  urlButtons: 2,
  label: 25,
  url: 2000,
  emojis: 10,
} as const;

/**
 * Everything about a template that Meta would refuse when it is created, or when it is sent with the longest values; empty: none.
 * Error codes are those of Meta's page "Error codes".
 */
export function templateFaults(template: TemplateDefinition): string[] {
  return [
    ...(/^[a-z0-9_]+$/.test(template.name) && template.name.length <= LIMITS.name
      ? []
      : ['the name is not lower-case letters, digits and underscores']),
    ...(/^[a-z]{2,3}(_[A-Z]{2})?$/.test(template.language) ? [] : ['the language is no code of Meta']),
    ...bodyFaults(template),
    ...sampleFaults(template),
    ...footerFaults(template.footer),
    ...buttonFaults(template),
  ];
}

function bodyFaults({ body, limits }: TemplateDefinition): string[] {
  const names = variablesOf(body);
  const longest = filled(
    body,
    Object.fromEntries(names.map((name) => [name, 'x'.repeat(limits[name] ?? 0)])),
  );
  return faults([
    [body.trim() === '', 'the body is empty'],
    [longest.length > LIMITS.body, `the filled body may have ${longest.length} characters (132005)`],
    [
      /[{}]/.test(body.replace(/\{\{[a-z_]+\}\}/g, '')),
      'a variable is malformed: {{lower_case}} is its form',
    ],
    [new Set(names).size < names.length, 'a variable repeats'],
    [names.some((name) => limits[name] === undefined), 'a variable has no longest length'],
    [dangling(body), 'the body starts or ends with a variable (2388299)'],
    [adjacent(body), 'two variables stand together'],
    [words(body) < 3 * names.length + 1, 'too many variables for so few words (2388293)'],
    [/\n{3}|\t| {5}/.test(body), 'the body has wide gaps'],
    [
      [...body.matchAll(/\p{Extended_Pictographic}/gu)].length > LIMITS.emojis,
      'the body has too many emojis',
    ],
  ]);
}

/** Punctuation does not count: Meta takes `{{deadline}}.` at the end for a variable at the end. */
function dangling(body: string): boolean {
  const parts = body.split(/\{\{[^{}]*\}\}/);
  return parts.length > 1 && [parts[0], parts.at(-1)].some((part) => !/[\p{L}\p{N}]/u.test(part ?? ''));
}

function adjacent(body: string): boolean {
  const between = body.split(/\{\{[^{}]*\}\}/).slice(1, -1);
  return between.some((part) => !/[\p{L}\p{N}]/u.test(part));
}

/** Meta names no figure; senders found that words and variables together must be at least three times the variables, plus one. */
function words(body: string): number {
  return body.split(/\s+/).filter((word) => /[\p{L}\p{N}]/u.test(word)).length;
}

function sampleFaults({ body, samples, limits }: TemplateDefinition): string[] {
  const names = variablesOf(body);
  return faults([
    [names.some((name) => (samples[name] ?? '').trim() === ''), 'a variable has no sample'],
    [Object.keys(samples).some((name) => !names.includes(name)), 'a sample belongs to no variable'],
    [Object.keys(limits).some((name) => !names.includes(name)), 'a longest length belongs to no variable'],
    [Object.values(samples).some((sample) => /[\n\t]| {5}/.test(sample)), 'a sample has breaks or wide gaps'],
    [names.some((name) => (samples[name] ?? '').length > (limits[name] ?? 0)), 'a sample is too long'],
  ]);
}

function footerFaults(footer: string | undefined): string[] {
  if (footer === undefined) return [];
  return faults([
    [footer.trim() === '' || footer.length > LIMITS.footer, `the footer has ${footer.length} characters`],
    [variablesOf(footer).length > 0, 'the footer has a variable'],
  ]);
}

function buttonFaults({ buttons }: TemplateDefinition): string[] {
  const labels = buttons.map(({ label }) => label);
  const urls = buttons.filter((button) => button.kind === 'url');
  const changes = buttons.filter((button, i) => i > 0 && button.kind !== buttons[i - 1]?.kind).length;
  return faults([
    [buttons.length > LIMITS.buttons, 'too many buttons'],
    [urls.length > LIMITS.urlButtons, 'too many URL buttons'],
    [changes > 1, 'quick replies are not grouped together'],
    [new Set(labels).size < labels.length, 'two buttons have the same label'],
    [
      labels.some((label) => label.trim() === '' || label.length > LIMITS.label),
      'a label is too long or empty',
    ],
    [labels.some((label) => variablesOf(label).length > 0), 'a label has a variable'],
    [urls.some(({ url }) => url.length > LIMITS.url || !URL.canParse(url)), 'a button opens no web address'],
    [
      urls.some(({ url }) => !url.endsWith(URL_VARIABLE) || variablesOf(url).length !== 1),
      'a button’s address does not end in its one variable',
    ],
    [
      urls.some(({ url, sample }) => !sample.startsWith(url.replace(URL_VARIABLE, ''))),
      'a button has no sample',
    ],
  ]);
}

function faults(checks: readonly (readonly [wrong: boolean, fault: string])[]): string[] {
  return checks.filter(([wrong]) => wrong).map(([, fault]) => fault);
}
