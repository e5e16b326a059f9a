import { Injectable } from '@nestjs/common';
import { seedHash } from '../../fair-draw/index.js';
import type { Transaction } from '../../platform/index.js';
import { logEvents } from '../catalogue/index.js';
import type { Actor } from './actor.js';
import { lockDraw } from './draw.repository.js';
import { insertSeed, revealedSeeds } from './seed.repository.js';
import { drawInLog, readRules, type DrawState } from './stored-draw.js';

export type RevealOutcome =
  /** `missing`: the witnesses still waited for. */
  | { kind: 'revealed' | 'already'; party: string; missing: readonly string[] }
  /** No promise of the rules is of this seed. */
  | { kind: 'unknown_seed' }
  /** The list is not frozen yet: a seed known before would let the list be chosen to suit it. */
  | { kind: 'not_waiting'; state: DrawState }
  /** No seeds take part in this draw. */
  | { kind: 'no_seeds' }
  | { kind: 'not_found' };

/** Seeds of witnesses: promised in the rules by their hashes, revealed after the freeze. A seed that never comes voids the draw. */
@Injectable()
export class Seeds {
  /** Takes a seed of 32 bytes; whose it is follows from its hash. */
  async reveal(tx: Transaction, drawId: string, seed: Buffer, actor: Actor): Promise<RevealOutcome> {
    const draw = await lockDraw(tx, drawId);
    if (draw === null) return { kind: 'not_found' };
    const { entropy } = readRules(draw);
    if (entropy.mode !== 'commit-reveal') return { kind: 'no_seeds' };
    if (draw.paper === null) return { kind: 'not_waiting', state: draw.state };
    const hash = seedHash(draw.fairdrawId, seed);
    const party = entropy.seeds.findIndex(({ seed_hash: promised }) => promised === hash);
    const promise = entropy.seeds[party];
    if (promise === undefined) return { kind: 'unknown_seed' };
    const fresh = await insertSeed(tx, drawId, { party, seed, revealedBy: actor.userId });
    const revealed = new Set((await revealedSeeds(tx, drawId)).map((known) => known.party));
    const missing = entropy.seeds.filter((_, index) => !revealed.has(index)).map((each) => each.party);
    if (!fresh) return { kind: 'already', party: promise.party, missing };
    const data = { kind: 'seed', party: promise.party, seed: seed.toString('hex'), ...drawInLog(draw) };
    await logEvents(tx, [{ raffleId: draw.raffleId, event: 'entropy.received', data }]);
    return { kind: 'revealed', party: promise.party, missing };
  }
}
