import {
  type BeaconCheck,
  beaconEntropy,
  type BeaconTarget,
  checkBeacon,
  type DrandChain,
  type DrandEvidence,
  parseBeacon,
  PINNED,
  secondsOf,
} from './drand.js';
import { concat, lengthPrefixed, taggedHash, toHex } from './encode.js';
import { noEntropy, parseSeeds, revealEntropy, textEntropy } from './entropy.js';
import { refuse } from './errors.js';
import {
  checkLotteryDraws,
  lotteryEntropy,
  type LotteryDraw,
  type LotteryEvidence,
  parseLotteryDraws,
} from './lottery.js';
import type { Rules } from './rules.js';
import { maxDraws } from './rules-direct.js';
import type { DrandSource } from './rules-drand.js';
import type { LotterySource } from './rules-lottery.js';
import type { CommitReveal, External } from './rules-reveal.js';
import * as read from './schema.js';

/** Evidence that was checked: its entropy value E, 32 bytes, and the lottery draws if there are any. */
export interface CheckedEvidence {
  readonly e: Uint8Array;
  readonly draws: readonly LotteryDraw[];
}

/** Evidence of kind `commit-reveal` (B5): the seeds in the order of the rules, in hexadecimal. */
export interface RevealEvidence {
  readonly kind: 'commit-reveal';
  readonly seeds: readonly string[];
  readonly external:
    | { readonly kind: 'none' }
    | { readonly kind: 'text'; readonly value: string }
    | DrandEvidence
    | LotteryEvidence;
}

/** What a certificate gives as its deciding value (B5). */
export type Evidence = DrandEvidence | LotteryEvidence | RevealEvidence;

/** What a verifier can do. */
export interface CheckOptions {
  /** False where BLS signatures cannot be computed: beacons are then taken as they are, which is worth a warning. */
  readonly bls?: boolean;
  /** The beacon chains that count: those pinned in this program, unless a test or demo has one of its own. */
  readonly chains?: readonly DrandChain[];
}

/** When the list was closed, and what a beacon is checked by. */
interface Setting extends BeaconCheck {
  readonly closedAt: string;
}

/** Evidence of the deciding value, read and checked against the rules (B11 step 9). Throws that step's codes and `E_SCHEMA`. */
export function checkEvidence(
  rules: Pick<Rules, 'entropy' | 'raffle_id'>,
  closedAt: string,
  value: unknown,
  { bls = true, chains = PINNED }: CheckOptions = {},
): CheckedEvidence {
  const { entropy, raffle_id: raffleId } = rules;
  const source = read.object(value, 'the entropy');
  const setting = { closedAt, bls, chains };
  kindIs(source, entropy.mode);
  switch (entropy.mode) {
    case 'drand':
      return { e: checkDrand(entropy, source, setting), draws: [] };
    case 'commit-reveal':
      return { e: checkReveal(entropy, raffleId, source, setting), draws: [] };
    case 'lottery': {
      const [least, most] =
        entropy.method === 'direct' ? [1, maxDraws(entropy)] : [entropy.draws, entropy.draws];
      return checkLottery(entropy, source, closedAt, { least, most });
    }
  }
}

function kindIs(source: read.Members, kind: string): void {
  if (read.text(source, 'kind') !== kind)
    refuse('E_ENTROPY_KIND', `the rules ask for evidence of the kind ${kind}`);
}

function checkDrand(drand: DrandSource, source: read.Members, setting: Setting): Uint8Array {
  const beacon = parseBeacon(source);
  const { chain_hash, round, draw_at, min_lead_s } = drand;
  const target: BeaconTarget = {
    chain_hash,
    round,
    notBefore: secondsOf(draw_at),
    earliest: secondsOf(setting.closedAt) + min_lead_s,
  };
  checkBeacon(beacon, target, setting);
  return beaconEntropy(beacon);
}

function checkLottery(
  lottery: LotterySource,
  source: read.Members,
  closedAt: string,
  count: { readonly least: number; readonly most: number },
): CheckedEvidence {
  const draws = parseLotteryDraws(source, lottery.positions);
  checkLotteryDraws(lottery, closedAt, draws, count);
  return { e: lotteryEntropy(lottery.positions, draws), draws };
}

function checkReveal(
  { seeds: promises, external }: CommitReveal,
  raffleId: string,
  source: read.Members,
  setting: Setting,
): Uint8Array {
  const seeds = parseSeeds(source);
  if (seeds.length !== promises.length) refuse('E_SEED', 'not every party has revealed exactly one seed');
  seeds.forEach((seed, party) => {
    if (seedHash(raffleId, seed) !== promises[party]?.seed_hash)
      refuse('E_SEED', `the seed of party ${party + 1} is not the one promised`);
  });
  const outside = read.child(source, 'external');
  kindIs(outside, external.kind);
  return revealEntropy(seeds, checkExternal(external, outside, setting));
}

function checkExternal(external: External, source: read.Members, setting: Setting): Uint8Array {
  switch (external.kind) {
    case 'none':
      return noEntropy();
    case 'text':
      return textEntropy(read.text(source, 'value'));
    case 'drand':
      return checkDrand(external, source, setting);
    case 'lottery': {
      const count = { least: external.draws, most: external.draws };
      return checkLottery(external, source, setting.closedAt, count).e;
    }
  }
}

/** What a party publishes before the sale about its 32-byte seed (B2), hexadecimal. */
export function seedHash(raffleId: string, seed: Uint8Array): string {
  return toHex(taggedHash('seed', concat(lengthPrefixed(raffleId), seed)));
}
