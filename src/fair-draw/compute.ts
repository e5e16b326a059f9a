import { DirectDrawer } from './direct-draw.js';
import type { Draw, Skipped } from './draw.js';
import { toHex } from './encode.js';
import { extractKey } from './entropy.js';
import type { DrawEvent } from './events.js';
import type { CheckedEvidence } from './evidence.js';
import { Field } from './field.js';
import type { Ledger } from './ledger.js';
import { type Drawer, Replacements } from './replace.js';
import type { Rules } from './rules.js';
import { SequenceDrawer } from './sequence-draw.js';

/**
 * The draw object of B9 from checked rules, evidence and events; `hash` is the commitment's, in hexadecimal. Throws `E_EVENT` when a
 * disqualification does not fit who holds what.
 */
export function computeDraw(
  rules: Rules,
  hash: string,
  ledger: Ledger,
  { e, draws }: CheckedEvidence,
  events: readonly DrawEvent[] = [],
): Draw {
  const prk = extractKey(hash, e);
  const field = new Field(ledger, rules.one_prize_per_holder);
  const skipped: Skipped[] = [];
  const { entropy } = rules;
  const drawer: Drawer =
    entropy.mode === 'lottery' && entropy.method === 'direct'
      ? new DirectDrawer({ ...rules, entropy }, field, draws, prk, skipped)
      : new SequenceDrawer(rules, field, prk, skipped);
  const { redraw } = rules;
  const held = new Replacements({ field, drawer, skipped, redraw, commitmentHash: hash });
  const replacements = events.map((event) => held.apply(event));
  return {
    method: drawer.method,
    e: toHex(e),
    prk: toHex(prk),
    slots: drawer.slots,
    alternates: drawer.alternates,
    skipped,
    replacements,
    winners: held.winners(),
  };
}
