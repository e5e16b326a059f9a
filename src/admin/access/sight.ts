import type { Caller } from './scopes.js';

/** What of other people a caller may see. The rest is there, but hidden: `•••`. */
export interface Sight {
  /** What people wrote and were written, their names and numbers: scope `chats`. */
  readonly people: boolean;
  /** What Meta sent, whole: scope `admin`. */
  readonly bodies: boolean;
}

export function sightOf({ scopes }: Pick<Caller, 'scopes'>): Sight {
  return { people: scopes.has('chats'), bodies: scopes.has('admin') };
}
