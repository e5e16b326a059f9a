import { SUBCODE, templateProblem } from './template-problem.js';
import { lengthOf, variablesOf, type TemplateButton } from './template.js';

/** How many of a kind one template may have; the others share the ten. */
const MOST: Record<string, number> = {
  URL: 2,
  PHONE_NUMBER: 1,
  COPY_CODE: 1,
  FLOW: 1,
  REQUEST_CONTACT_INFO: 1,
  OTP: 1,
  QUICK_REPLY: 10,
  CATALOG: 1,
  MPM: 1,
};

/** Buttons of a template (page "Template components › Buttons"). Throws GraphError. */
export function checkButtons(buttons: readonly TemplateButton[] | undefined): void {
  if (!buttons) return;
  if (buttons.length === 0 || buttons.length > 10) throw wrong('A template has 1 to 10 buttons');
  const kinds = buttons.map((button) => button.type.toUpperCase());
  for (const kind of new Set(kinds)) {
    const most = MOST[kind];
    if (most === undefined) throw wrong(`There is no button type ${kind}`);
    if (kinds.filter((one) => one === kind).length > most)
      throw wrong(`At most ${most} buttons of type ${kind}`);
  }
  const groups = kinds.filter((kind, index) => isQuick(kind) && !isQuick(kinds[index - 1] ?? ''));
  if (groups.length > 1) throw wrong('Quick reply buttons stand together');
  buttons.forEach((button, index) => {
    checkButton(kinds[index] ?? '', button);
  });
}

function checkButton(kind: string, { text, url, example, phone_number }: TemplateButton): void {
  if (kind === 'QUICK_REPLY' || kind === 'URL' || kind === 'PHONE_NUMBER') {
    const length = lengthOf(text ?? '');
    if (length < 1 || length > 25) {
      throw templateProblem(SUBCODE.length, 'Character limit exceeded', 'A label has 1 to 25 characters');
    }
    if (variablesOf(text).length > 0) throw wrong('A label has no variables');
  }
  if (kind === 'PHONE_NUMBER' && phone_number === undefined) throw wrong('phone_number is missing');
  if (kind === 'COPY_CODE' && example === undefined) throw wrong('example is missing');
  if (kind !== 'URL') return;
  if (url === undefined || url.length > 2000 || !/^https?:\/\//.test(url))
    throw wrong('url is missing or malformed');
  const variables = variablesOf(url);
  if (variables.length > 1 || (variables.length === 1 && !url.endsWith('}}'))) {
    throw wrong('An address has one variable, at its end');
  }
  if (variables.length === 1 && !Array.isArray(example)) {
    throw templateProblem(SUBCODE.missing, 'Missing sample', 'An address with a variable needs an example');
  }
}

function isQuick(kind: string): boolean {
  return kind === 'QUICK_REPLY';
}

function wrong(explanation: string): Error {
  return templateProblem(undefined, 'The buttons are incorrect', explanation);
}
