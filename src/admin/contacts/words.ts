/**
 * What a message says, for whoever reads a person's time line. Foreign JSON: every member may be missing or of another type.
 * Null where it says nothing in words.
 */
export function wordsOfReceived(message: unknown): string | null {
  const interactive = at(message, 'interactive');
  return firstText(
    at(at(message, 'text'), 'body'),
    at(at(message, 'button'), 'text'),
    at(at(interactive, 'button_reply'), 'title'),
    at(at(interactive, 'list_reply'), 'title'),
    at(at(message, 'image'), 'caption'),
    at(at(message, 'video'), 'caption'),
    at(at(message, 'document'), 'caption'),
    at(at(message, 'document'), 'filename'),
    at(at(message, 'reaction'), 'emoji'),
    at(at(message, 'system'), 'body'),
    at(at(message, 'location'), 'name'),
    wordsOfEdit(message),
  );
}

/** An edit carries the message as it is now. */
function wordsOfEdit(message: unknown): string | null {
  const now = at(at(message, 'edit'), 'message');
  return now === undefined ? null : wordsOfReceived(now);
}

/** What our own content says: its body, or the values put into a template. */
export function wordsOfSent(content: unknown): string | null {
  return firstText(at(content, 'body'), at(content, 'caption')) ?? parametersOf(content);
}

function parametersOf(content: unknown): string | null {
  const parameters = at(content, 'parameters');
  if (typeof parameters !== 'object' || parameters === null) return null;
  const values = Object.values(parameters).filter((one) => typeof one === 'string');
  return values.length === 0 ? null : values.join(' · ');
}

function firstText(...candidates: unknown[]): string | null {
  return candidates.find((one): one is string => typeof one === 'string' && one !== '') ?? null;
}

function at(value: unknown, key: string): unknown {
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, key)) return undefined;
  return Reflect.get(value, key);
}
