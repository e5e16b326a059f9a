/** Where one update stands inside a delivery's body. */
export interface Place {
  readonly kind: 'message' | 'status' | 'change' | 'unreadable';
  readonly entry: number | null;
  readonly change: number | null;
  readonly item: number | null;
}

/**
 * The part of a webhook body one stored update stands for, as Meta sent it: the message, the status, the value of any other
 * change. What is no JSON, or nests too deeply to be written again, comes as text.
 */
export function payloadOf(body: Buffer, place: Place): { payload: unknown; size: number } {
  const text = body.toString('utf8');
  try {
    const part = place.kind === 'unreadable' ? text : partOf(JSON.parse(text), place);
    return { payload: part, size: JSON.stringify(part)?.length ?? 0 };
  } catch {
    return { payload: text, size: text.length };
  }
}

function partOf(root: unknown, { kind, entry, change, item }: Place): unknown {
  const value = at(at(at(at(at(root, 'entry'), entry), 'changes'), change), 'value');
  if (kind === 'message') return at(at(value, 'messages'), item) ?? null;
  if (kind === 'status') return at(at(value, 'statuses'), item) ?? null;
  return value ?? null;
}

function at(value: unknown, key: string | number | null): unknown {
  if (typeof value !== 'object' || value === null || key === null || !Object.hasOwn(value, key))
    return undefined;
  return (value as Readonly<Record<string | number, unknown>>)[key];
}
