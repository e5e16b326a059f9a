import { property } from '../graph/graph-answer.js';
import type { GraphBody } from '../message/wire.js';
import type { TemplateButton, TemplateDefinition } from './template-definition.js';

/** What a template says and how it is filled, as we compare and keep it: the same from our definition and from Meta's answer. */
export interface TemplateContents {
  readonly format: 'NAMED' | 'POSITIONAL';
  /** Text of a text header, `IMAGE`, `LOCATION`, … of another; null: none. */
  readonly header: { readonly format: string; readonly text: string | null } | null;
  readonly body: string;
  readonly footer: string | null;
  readonly buttons: readonly ContentsButton[];
}

export interface ContentsButton {
  /** QUICK_REPLY, URL, PHONE_NUMBER, … */
  readonly type: string;
  readonly text: string;
  readonly url: string | null;
}

/** What Meta would show for a definition of ours. */
export function contentsOf({ body, footer, buttons }: TemplateDefinition): TemplateContents {
  return {
    format: 'NAMED',
    header: null,
    body,
    footer: footer ?? null,
    buttons: buttons.map((button) =>
      button.kind === 'url'
        ? { type: 'URL', text: button.label, url: button.url }
        : { type: 'QUICK_REPLY', text: button.label, url: null },
    ),
  };
}

/** Reads a template as the API shows it; null without a list of components. Upper and lower case both come. */
export function readContents(template: unknown): TemplateContents | null {
  const components = property(template, 'components');
  if (!Array.isArray(components)) return null;
  const part = (type: string): unknown =>
    components.find((one: unknown) => word(property(one, 'type')) === type) as unknown;
  const header = part('HEADER');
  const buttons = property(part('BUTTONS'), 'buttons');
  return {
    format: word(property(template, 'parameter_format')) === 'NAMED' ? 'NAMED' : 'POSITIONAL',
    header:
      header === undefined
        ? null
        : { format: word(property(header, 'format')) ?? 'TEXT', text: textOf(property(header, 'text')) },
    body: textOf(property(part('BODY'), 'text')) ?? '',
    footer: textOf(property(part('FOOTER'), 'text')),
    buttons: Array.isArray(buttons) ? buttons.map(readButton) : [],
  };
}

function readButton(button: unknown): ContentsButton {
  return {
    type: word(property(button, 'type')) ?? 'UNKNOWN',
    text: textOf(property(button, 'text')) ?? '',
    url: textOf(property(button, 'url')),
  };
}

/** As it is kept in the database: text, since Meta's content may hold what JSON columns refuse. */
export function writeContents(contents: TemplateContents): string {
  const { format, header, body, footer, buttons } = contents;
  return JSON.stringify({
    format,
    header: header === null ? null : { format: header.format, text: header.text },
    body,
    footer,
    buttons: buttons.map(({ type, text, url }) => ({ type, text, url })),
  });
}

/** Reads what `writeContents` wrote. */
export function parseContents(text: string): TemplateContents {
  return JSON.parse(text) as TemplateContents;
}

/** `components` of a creation or an edit (Meta, "Template components"). */
export function componentsOf({ body, footer, buttons, samples }: TemplateDefinition): GraphBody[] {
  const named = Object.entries(samples).map(([name, example]) => ({ param_name: name, example }));
  return [
    {
      type: 'BODY',
      text: body,
      ...(named.length === 0 ? {} : { example: { body_text_named_params: named } }),
    },
    ...(footer === undefined ? [] : [{ type: 'FOOTER', text: footer }]),
    ...(buttons.length === 0 ? [] : [{ type: 'BUTTONS', buttons: buttons.map(buttonOf) }]),
  ];
}

function buttonOf(button: TemplateButton): GraphBody {
  return button.kind === 'url'
    ? { type: 'URL', text: button.label, url: button.url, example: [button.sample] }
    : { type: 'QUICK_REPLY', text: button.label };
}

function word(value: unknown): string | null {
  return typeof value === 'string' ? value.toUpperCase() : null;
}

function textOf(value: unknown): string | null {
  return typeof value === 'string' ? value : null;
}
