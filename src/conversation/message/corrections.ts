import type { Spoken } from '../input.js';
import { readMessage } from './read-message.js';

/** A message that waits in a lane, as far as corrections need it. */
export interface Waiting {
  readonly id: string;
  readonly wamid: string | null;
  readonly type: string | null;
  /** When Meta says it was sent; for a correction, when it was made. */
  readonly metaAt: Date | null;
}

/** What later words of the same person, waiting behind a message, make of it before anybody has read it. */
export interface Corrections {
  /** What the message with this row id says now; null: it was taken back. */
  readonly now: ReadonlyMap<string, Spoken | null>;
  /** Row ids of the edits and revokes that are thereby done. */
  readonly settled: ReadonlySet<string>;
}

export function isCorrection({ type }: Waiting): boolean {
  return type === 'edit' || type === 'revoke';
}

/**
 * Whoever edits or takes back a message before its turn has come never said the first version. Corrections may come in any order:
 * of several edits the newest counts, and what was taken back stays so.
 * @param contents JSON of the corrections among `items`, by row id
 */
export function corrections(items: readonly Waiting[], contents: ReadonlyMap<string, unknown>): Corrections {
  const now = new Map<string, Spoken | null>();
  const settled = new Set<string>();
  const latest = new Map<string, number>();
  for (const [place, item] of items.entries()) {
    const said = isCorrection(item) ? readMessage(contents.get(item.id)) : null;
    if (said?.kind !== 'edit' && said?.kind !== 'revoke') continue;
    const original = items.slice(0, place).find(({ wamid }) => wamid === said.of);
    if (original === undefined) continue;
    settled.add(item.id);
    const at = said.kind === 'revoke' ? Infinity : (item.metaAt?.getTime() ?? 0);
    if (at < (latest.get(original.id) ?? 0)) continue;
    latest.set(original.id, at);
    const says = said.kind === 'revoke' ? null : said.now;
    if (said.kind === 'revoke' || says !== null) now.set(original.id, says);
  }
  return { now, settled };
}
