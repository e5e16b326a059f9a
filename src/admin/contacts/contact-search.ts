/** What somebody typed to find a person by. */
export type ContactSearch =
  | { readonly by: 'number'; readonly digits: string }
  | { readonly by: 'user_id'; readonly value: string }
  | { readonly by: 'name'; readonly beginning: string };

/** A phone number as people write it, Meta's id of a person (`MX.1349…`), else the beginning of a name. */
export function readContactSearch(typed: string): ContactSearch {
  const text = typed.trim();
  if (/^[A-Z]{2}\.\w+$/.test(text)) return { by: 'user_id', value: text };
  const digits = text.replaceAll(/[\s().+-]/g, '');
  if (/^\d{6,20}$/.test(digits)) return { by: 'number', digits };
  return { by: 'name', beginning: text.toLowerCase() };
}

/** `%` and `_` of a typed text mean themselves. */
export function likeBeginning(text: string): string {
  return `${text.replaceAll(/[\\%_]/g, (special) => `\\${special}`)}%`;
}
