import type {
  ButtonsContent,
  ListContent,
  MediaContent,
  MessageContent,
  TemplateContent,
} from './message-content.js';

/** Meta's limits for what we send, in characters (pages "Text", "Interactive reply buttons", "Interactive list", "Interactive CTA URL"). */
export const LIMITS = {
  text: 4096,
  body: 1024,
  listBody: 4096,
  caption: 1024,
  header: 60,
  footer: 60,
  buttons: 3,
  buttonTitle: 20,
  buttonId: 256,
  listButton: 20,
  sections: 10,
  rows: 10,
  sectionTitle: 24,
  rowId: 200,
  rowTitle: 24,
  rowDescription: 72,
  linkLabel: 20,
  url: 2000,
  templateName: 512,
} as const;

/** Everything about a message that Meta would refuse, as short phrases without its text; empty = it may be sent. */
export function checkLimits(content: MessageContent): string[] {
  switch (content.kind) {
    case 'text':
      return required('body', content.body, LIMITS.text);
    case 'buttons':
      return [...frame(content, LIMITS.body), ...checkButtons(content)];
    case 'list':
      return [...frame(content, LIMITS.listBody), ...checkList(content)];
    case 'link':
      return [
        ...required('body', content.body, LIMITS.body),
        ...required('label', content.label, LIMITS.linkLabel),
        ...(isWebUrl(content.url) ? atMost('url', content.url, LIMITS.url) : ['url is no web address']),
      ];
    case 'contact_request':
      return required('body', content.body, LIMITS.body);
    case 'image':
    case 'document':
      return checkMedia(content);
    case 'template':
      return checkTemplate(content);
  }
}

function frame(content: ButtonsContent | ListContent, body: number): string[] {
  return [
    ...required('body', content.body, body),
    ...(content.header === undefined ? [] : required('header', content.header, LIMITS.header)),
    ...(content.footer === undefined ? [] : required('footer', content.footer, LIMITS.footer)),
  ];
}

function checkButtons({ buttons }: ButtonsContent): string[] {
  return [
    ...between('buttons', buttons.length, LIMITS.buttons),
    ...buttons.flatMap(({ title }) => required('button title', title, LIMITS.buttonTitle)),
    ...buttons.flatMap(({ id }) => required('button id', id, LIMITS.buttonId)),
    ...unique(
      'button titles',
      buttons.map(({ title }) => title),
    ),
    ...unique(
      'button ids',
      buttons.map(({ id }) => id),
    ),
  ];
}

function checkList({ button, sections }: ListContent): string[] {
  const rows = sections.flatMap((section) => section.rows);
  return [
    ...required('list button', button, LIMITS.listButton),
    ...between('sections', sections.length, LIMITS.sections),
    ...between('rows', rows.length, LIMITS.rows),
    ...sections.flatMap(({ title, rows: own }) => [
      ...(title === undefined && sections.length === 1
        ? []
        : required('section title', title ?? '', LIMITS.sectionTitle)),
      ...(own.length === 0 ? ['a section without rows'] : []),
    ]),
    ...rows.flatMap((row) => [
      ...required('row id', row.id, LIMITS.rowId),
      ...required('row title', row.title, LIMITS.rowTitle),
      ...(row.description === undefined
        ? []
        : required('row description', row.description, LIMITS.rowDescription)),
    ]),
    ...unique(
      'row ids',
      rows.map(({ id }) => id),
    ),
  ];
}

function checkMedia({ kind, mediaId, caption, filename }: MediaContent): string[] {
  return [
    ...(mediaId === '' ? ['media id is missing'] : []),
    ...(caption === undefined ? [] : required('caption', caption, LIMITS.caption)),
    ...(kind === 'image' && filename !== undefined ? ['an image has no file name'] : []),
  ];
}

/** Meta refuses parameters with line breaks, tabs or more than four spaces in a row (error 132008). */
function checkTemplate({ name, language, parameters, buttons = [] }: TemplateContent): string[] {
  const values = parameters.map((value) => (typeof value === 'string' ? value : value.text));
  return [
    ...(/^[a-z0-9_]+$/.test(name)
      ? atMost('template name', name, LIMITS.templateName)
      : ['template name is malformed']),
    ...(/^[a-z]{2,3}(_[A-Za-z]{2,4})?$/.test(language) ? [] : ['template language is malformed']),
    ...values.flatMap((value) => required('template parameter', value, LIMITS.body)),
    ...(values.some((value) => /[\n\t]| {5}/.test(value))
      ? ['template parameter with breaks or wide gaps']
      : []),
    ...buttons.flatMap((button) =>
      button.kind === 'payload'
        ? required('button payload', button.payload, LIMITS.buttonId)
        : required('end of an address', button.suffix, LIMITS.url),
    ),
  ];
}

function required(name: string, value: string, max: number): string[] {
  return value.trim() === '' ? [`${name} is empty`] : atMost(name, value, max);
}

function atMost(name: string, value: string, max: number): string[] {
  return value.length > max ? [`${name} has ${value.length} characters, at most ${max}`] : [];
}

function between(name: string, count: number, max: number): string[] {
  return count < 1 || count > max ? [`${count} ${name}, 1 to ${max}`] : [];
}

function unique(name: string, values: readonly string[]): string[] {
  return new Set(values).size < values.length ? [`${name} repeat`] : [];
}

function isWebUrl(url: string): boolean {
  return URL.canParse(url) && /^https?:\/\//i.test(url);
}
