import { refuse } from './errors.js';
import * as read from './schema.js';

/** Which drand round decides (B2). That it is the right one is checked with the evidence, against the pinned chain. */
export interface DrandSource {
  readonly chain_hash: string;
  readonly round: number;
  readonly draw_at: string;
  /** Seconds between the closing and the round, at least. */
  readonly min_lead_s: number;
}

export interface DrandRules extends DrandSource {
  readonly mode: 'drand';
}

/** Reads what names a drand round. Throws `E_SCHEMA`, `E_RULES`. */
export function parseDrandSource(source: read.Members): DrandSource {
  return {
    chain_hash: read.hash(source, 'chain_hash'),
    round: read.integer(source, 'round'),
    draw_at: read.time(source, 'draw_at'),
    min_lead_s: parseLead(source),
  };
}

function parseLead(source: read.Members): number {
  const lead = read.integer(source, 'min_lead_s');
  return lead >= 0 ? lead : refuse('E_RULES', 'min_lead_s must not be negative');
}
