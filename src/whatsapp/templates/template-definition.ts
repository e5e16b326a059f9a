/** Meta charges and limits by it; authentication templates are not for us. */
export type TemplateCategory = 'UTILITY' | 'MARKETING';

/** A template as we want Meta to have it, in one language. `templateFaults` says what Meta would refuse. */
export interface TemplateDefinition {
  /** The key of a send together with `language`. */
  readonly name: string;
  /** Meta's code: es, en, pt_BR, … */
  readonly language: string;
  readonly category: TemplateCategory;
  /** With `{{parameter}}`s, by name. */
  readonly body: string;
  readonly footer?: string;
  readonly buttons: readonly TemplateButton[];
  /** What a reviewer of Meta sees in place of each parameter. */
  readonly samples: Readonly<Record<string, string>>;
  /** The longest value of each parameter, in UTF-16 units: what is filled in is cut to it. */
  readonly limits: Readonly<Record<string, number>>;
}

export type TemplateButton =
  /** Comes back as a message of the person with the payload it was sent with. */
  | { readonly kind: 'quick_reply'; readonly label: string }
  /** Opens a page; the last part of the address is given with each send. */
  | { readonly kind: 'url'; readonly label: string; readonly url: string; readonly sample: string };

/** The one variable of a URL button is positional even where the body's parameters have names. */
export const URL_VARIABLE = '{{1}}';

const VARIABLE = /\{\{([^{}]*)\}\}/g;

/** The names between double braces, in order, repeats included. */
export function variablesOf(text: string): string[] {
  return [...text.matchAll(VARIABLE)].map((match) => match[1] ?? '');
}

/** The text with its variables filled in; those without a value stay as they are. */
export function filled(text: string, values: Readonly<Record<string, string>>): string {
  return text.replace(VARIABLE, (variable, name: string) =>
    Object.hasOwn(values, name) ? (values[name] ?? variable) : variable,
  );
}
