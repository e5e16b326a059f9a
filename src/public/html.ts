/** Text that is HTML already. Only `html` makes it, so nothing reaches a page unescaped. */
export class Html {
  constructor(readonly text: string) {}
}

export type HtmlValue = string | number | Html | null | false | readonly HtmlValue[];

/** Tagged template for pages: every value is escaped unless it is itself `html`; null and false print nothing. */
export function html(parts: TemplateStringsArray, ...values: readonly HtmlValue[]): Html {
  return new Html(parts.reduce((page, part, index) => page + write(values[index - 1] ?? null) + part));
}

function write(value: HtmlValue): string {
  if (value === null || value === false) return '';
  if (value instanceof Html) return value.text;
  if (typeof value === 'object') return value.map(write).join('');
  return escapeText(String(value));
}

const ENTITIES: Readonly<Record<string, string>> = {
  '&': '&amp;',
  '<': '&lt;',
  '>': '&gt;',
  '"': '&quot;',
  "'": '&#39;',
};

function escapeText(text: string): string {
  return text.replace(/[&<>"']/g, (character) => ENTITIES[character] ?? character);
}
