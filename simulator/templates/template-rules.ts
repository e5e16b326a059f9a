import { checkButtons } from './template-buttons.js';
import { SUBCODE, templateProblem } from './template-problem.js';
import { lengthOf, partOf, variablesOf, type TemplateComponentBody, type TemplateDraft } from './template.js';

const EDGE = /^\s*\{\{[^}]*\}\}|\{\{[^}]*\}\}\s*$/;

/** What Meta refuses when a template is made or edited (page "Template components"). Throws GraphError. */
export function checkTemplate(draft: TemplateDraft): void {
  const known = new Set(['HEADER', 'BODY', 'FOOTER', 'BUTTONS']);
  const unknown = draft.components.find((part) => !known.has(part.type.toUpperCase()));
  if (unknown) throw templateProblem(undefined, 'Unknown component', `There is no component ${unknown.type}`);
  const body = partOf(draft, 'BODY');
  if (!body) throw templateProblem(SUBCODE.missing, 'Missing field', 'A template needs a BODY component');
  if (draft.category === 'AUTHENTICATION') return;
  checkBody(draft, body);
  checkHeader(draft, partOf(draft, 'HEADER'));
  checkFooter(partOf(draft, 'FOOTER'));
  checkButtons(partOf(draft, 'BUTTONS')?.buttons);
}

function checkBody(draft: TemplateDraft, { text = '', example }: TemplateComponentBody): void {
  if (text === '') throw templateProblem(SUBCODE.missing, 'Missing field', 'The BODY needs a text');
  if (lengthOf(text) > 1024) throw tooLong('The body has more than 1024 characters');
  if (EDGE.test(text)) {
    throw templateProblem(
      SUBCODE.variableAtEdge,
      "Variables can't be at the start or end of the template",
      'Add text before the first and after the last variable.',
    );
  }
  const variables = variablesOf(text);
  checkNames(draft, text, variables, SUBCODE.body);
  checkRatio(text, variables.length);
  const given =
    draft.parameterFormat === 'NAMED' ? example?.body_text_named_params : rowOf(example?.body_text);
  checkExamples(given, new Set(variables).size, 'body');
}

function checkHeader(draft: TemplateDraft, header: TemplateComponentBody | undefined): void {
  if (!header) return;
  const { format = '', text = '', example } = header;
  if (['IMAGE', 'VIDEO', 'DOCUMENT'].includes(format)) {
    checkExamples(example?.header_handle, 1, 'header');
    return;
  }
  if (format === 'LOCATION') return;
  if (format !== 'TEXT') throw templateProblem(SUBCODE.header, 'Header format', `No header format ${format}`);
  if (text === '' || lengthOf(text) > 60) throw tooLong('A header text has 1 to 60 characters');
  const variables = variablesOf(text);
  if (variables.length > 1 || /[\n*_~]|\p{Extended_Pictographic}/u.test(text.replace(/\{\{.*?\}\}/g, ''))) {
    throw templateProblem(
      SUBCODE.header,
      'Message header format is incorrect',
      'A header has at most one variable, and no new lines, formatting or emojis.',
    );
  }
  checkNames(draft, text, variables, SUBCODE.header);
  const named = draft.parameterFormat === 'NAMED';
  checkExamples(named ? example?.header_text_named_params : example?.header_text, variables.length, 'header');
}

function checkFooter(footer: TemplateComponentBody | undefined): void {
  if (!footer) return;
  const { text = '' } = footer;
  if (text === '' || lengthOf(text) > 60) throw tooLong('A footer has 1 to 60 characters');
  if (variablesOf(text).length > 0 || text.includes('\n')) {
    throw templateProblem(SUBCODE.footer, 'Message footer format is incorrect', 'A footer has no variables.');
  }
}

/** Numbers count up from 1 in order of appearance; names are lower-case words. */
function checkNames(draft: TemplateDraft, text: string, variables: string[], subcode: number): void {
  const broken = text.replace(/\{\{\s*[A-Za-z0-9_]+\s*\}\}/g, '');
  const distinct = [...new Set(variables)];
  const fine =
    draft.parameterFormat === 'NAMED'
      ? distinct.every((name) => /^[a-z][a-z0-9_]*$/.test(name))
      : distinct.every((name, index) => name === String(index + 1));
  if (fine && !/\{\{|\}\}/.test(broken)) return;
  throw templateProblem(
    subcode,
    'The format of the variables is incorrect',
    'Variables are {{1}}, {{2}} … in order, or {{lower_case_names}} with parameter_format NAMED.',
  );
}

/** x variables need at least 2x + 1 words beside them (page "Template guidelines" of the older platform). */
function checkRatio(text: string, variables: number): void {
  const words = text.replace(/\{\{[^}]*\}\}/g, ' ').match(/[\p{L}\p{N}]+/gu)?.length ?? 0;
  if (variables === 0 || words >= 2 * variables + 1) return;
  throw templateProblem(
    SUBCODE.ratio,
    'This template has too many variables for its length',
    'Reduce the number of variables or increase the length of the message.',
  );
}

function checkExamples(given: unknown, needed: number, where: string): void {
  const count = Array.isArray(given) ? given.length : 0;
  if (count >= needed) return;
  throw templateProblem(SUBCODE.missing, 'Missing sample', `The ${where} needs ${needed} sample values`);
}

function rowOf(rows: unknown): unknown {
  return Array.isArray(rows) && Array.isArray(rows[0]) ? (rows[0] as unknown) : rows;
}

function tooLong(explanation: string): Error {
  return templateProblem(SUBCODE.length, 'Character limit exceeded', explanation);
}
