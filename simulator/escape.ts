// Everything beyond ASCII, and the slash: what PHP's json_encode escapes and JSON.stringify does not.
const ESCAPED = /[\u0080-\uffff/]/g;

/**
 * A value as JSON the way Meta writes it: minified, non-ASCII as `\uXXXX` in lower-case hex (two of
 * them for an emoji), `/` as `\/`. Receivers sign and compare these bytes, not their own re-serialisation.
 */
export function escapeJson(value: unknown): string {
  return JSON.stringify(value).replace(ESCAPED, (character) =>
    character === '/' ? '\\/' : `\\u${character.charCodeAt(0).toString(16).padStart(4, '0')}`,
  );
}
