import { GraphError } from '../errors.js';
import type { TemplateBody } from '../validate/message-body.js';
import { lengthOf, partOf, variablesOf, type Template, type TemplateComponentBody } from './template.js';

type SentComponent = NonNullable<TemplateBody['components']>[number];
type SentParameter = NonNullable<SentComponent['parameters']>[number];

const UNUSABLE: Partial<Record<Template['status'], number>> = { PAUSED: 132_015, DISABLED: 132_016 };

const CATEGORY = { MARKETING: 'marketing', UTILITY: 'utility', AUTHENTICATION: 'authentication' } as const;

/** What a sent template says once filled in. */
export interface FilledTemplate {
  header?: string;
  body: string;
  footer?: string;
  /** labels by position of the button */
  labels: string[];
  category: 'marketing' | 'utility' | 'authentication';
  templateId: string;
}

/** Whether a known template may be sent as it stands (page "Error codes", 132xxx). Throws GraphError. */
export function checkUsable(template: Template | undefined, sent: TemplateBody): Template {
  const code = template && UNUSABLE[template.status];
  if (code !== undefined) throw new GraphError(code, { details: `template ${sent.name} cannot be sent now` });
  if (template?.status !== 'APPROVED') {
    const details = `template name (${sent.name}) does not exist in ${sent.language.code}`;
    throw new GraphError(132_001, { details });
  }
  return template;
}

/** Fills a template with what was sent. Throws GraphError where the two do not go together. */
export function fillTemplate(template: Template, sent: TemplateBody): FilledTemplate {
  const { components = [] } = sent;
  const header = partOf(template, 'HEADER');
  const footer = partOf(template, 'FOOTER')?.text;
  const buttons = partOf(template, 'BUTTONS')?.buttons ?? [];
  const headerText = fillHeader(template, header, find(components, 'header'));
  const body = fillText(template, partOf(template, 'BODY')?.text ?? '', find(components, 'body'), 'body');
  if (lengthOf(body) > 1024) {
    throw new GraphError(132_005, {
      details: `the body has ${lengthOf(body)} characters, allowed are 1024`,
    });
  }
  buttons.forEach((button, index) => {
    const needed = variablesOf(button.url).length;
    const part = components.find((one) => one.type === 'button' && one.index === String(index));
    checkCount(needed, part?.sub_type === 'url' ? (part.parameters?.length ?? 0) : 0, `button ${index}`);
  });
  return {
    ...(headerText === undefined ? {} : { header: headerText }),
    body,
    ...(footer === undefined ? {} : { footer }),
    labels: buttons.map((button) => button.text ?? button.type),
    category: CATEGORY[template.category],
    templateId: template.id,
  };
}

function fillHeader(
  template: Template,
  header: TemplateComponentBody | undefined,
  sent: SentParameter[],
): string | undefined {
  if (!header) {
    checkCount(0, sent.length, 'header');
    return undefined;
  }
  if (header.format === 'TEXT') return fillText(template, header.text ?? '', sent, 'header');
  const kind = header.format?.toLowerCase();
  const given = sent[0]?.type;
  if (sent.length === 1 && given === kind) return undefined;
  throw new GraphError(132_012, {
    details: `header: Format mismatch, expected ${header.format ?? ''}, received ${given ?? 'UNKNOWN'}`,
  });
}

function fillText(template: Template, text: string, sent: SentParameter[], where: string): string {
  const names = [...new Set(variablesOf(text))];
  checkCount(names.length, sent.length, where);
  const values = new Map(
    sent.map((parameter, index) => {
      const named = template.parameterFormat === 'NAMED';
      const name = named ? parameter.parameter_name : String(index + 1);
      if (parameter.type !== 'text' || name === undefined || !names.includes(name)) {
        throw new GraphError(132_012, {
          details: `${where}: parameter ${index + 1} does not fit the template`,
        });
      }
      return [name, checkValue(parameter.text ?? '', where)] as const;
    }),
  );
  return text.replace(/\{\{\s*([A-Za-z0-9_]+)\s*\}\}/g, (_all, name: string) => values.get(name) ?? '');
}

function checkValue(value: string, where: string): string {
  if (value !== '' && !/[\n\r\t]| {5}/.test(value)) return value;
  throw new GraphError(132_008, {
    details: `${where}: a value cannot be empty or have new lines, tabs or more than 4 spaces in a row`,
  });
}

function checkCount(expected: number, given: number, where: string): void {
  if (expected === given) return;
  throw new GraphError(132_000, {
    details: `${where}: number of localizable_params (${given}) does not match the expected number of params (${expected})`,
  });
}

function find(components: readonly SentComponent[], type: string): SentParameter[] {
  return components.find((part) => part.type === type)?.parameters ?? [];
}
