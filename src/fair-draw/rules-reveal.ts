import { refuse } from './errors.js';
import { parseDrandSource, type DrandSource } from './rules-drand.js';
import { parseDrawCount, parseLotterySource, type LotterySource } from './rules-lottery.js';
import * as read from './schema.js';

/** The seed somebody promised before the sale: `seed_hash` = T("seed", LP(raffle_id) ‖ seed). */
export interface SeedPromise {
  readonly party: string;
  readonly seed_hash: string;
}

/** The value nobody holds yet that is mixed with the seeds. */
export type External =
  | { readonly kind: 'none' }
  | { readonly kind: 'text'; readonly description: string }
  | ({ readonly kind: 'drand' } & DrandSource)
  | ({ readonly kind: 'lottery'; readonly draws: number } & LotterySource);

/** commit-reveal of B2. */
export interface CommitReveal {
  readonly mode: 'commit-reveal';
  readonly seeds: readonly SeedPromise[];
  readonly external: External;
}

const MAX_PARTIES = 16;

/** Reads the entropy section of commit-reveal rules. Throws `E_SCHEMA`, `E_RULES`. */
export function parseCommitReveal(source: read.Members): CommitReveal {
  const seeds = read.list(source, 'seeds').map((item) => parsePromise(read.object(item, 'a seed')));
  if (seeds.length < 1 || seeds.length > MAX_PARTIES)
    refuse('E_RULES', `1 to ${MAX_PARTIES} parties give a seed`);
  return { mode: 'commit-reveal', seeds, external: parseExternal(read.child(source, 'external')) };
}

function parsePromise(source: read.Members): SeedPromise {
  return { party: read.text(source, 'party'), seed_hash: read.hash(source, 'seed_hash') };
}

function parseExternal(source: read.Members): External {
  const kind = read.oneOf(source, 'kind', ['none', 'text', 'drand', 'lottery']);
  switch (kind) {
    case 'none':
      return { kind };
    case 'text':
      return { kind, description: read.text(source, 'description') };
    case 'drand':
      return { kind, ...parseDrandSource(source) };
    case 'lottery':
      return { kind, ...parseLotterySource(source), draws: parseDrawCount(source, 'draws') };
  }
}
