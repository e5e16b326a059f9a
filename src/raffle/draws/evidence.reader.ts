import {
  lotterySourceOf,
  type CommitReveal,
  type LotteryEvidence,
  type RevealEvidence,
} from '../../fair-draw/index.js';
import type { Reader } from '../../platform/index.js';
import { beaconOf } from './beacon.repository.js';
import { confirmedDraws, standingResults } from './lottery-result.repository.js';
import type { DrawEvidence } from './certificate-content.js';
import { beaconSourceOf } from './draw-rules.js';
import { manualEvidence, type ManualEvidence } from './manual-entry.js';
import { sourceOf } from './result-source.repository.js';
import { sourceInLog } from './result-source.js';
import { revealedSeeds } from './seed.repository.js';
import { readRules, type StoredDraw } from './stored-draw.js';

/** What decides a draw, as far as it is known and confirmed; null while anything is missing. Nobody chooses among values. */
export async function evidenceOf(
  reader: Reader,
  draw: Pick<StoredDraw, 'id' | 'rules'>,
): Promise<DrawEvidence | null> {
  const { entropy } = readRules(draw);
  switch (entropy.mode) {
    case 'manual':
      return drawnByHand(reader, draw.id);
    case 'drand':
      return beaconOf(reader, draw.id, { chainHash: entropy.chain_hash, round: entropy.round });
    case 'lottery':
      return lotteryEvidence(reader, draw.id, lotterySourceOf(entropy));
    case 'commit-reveal': {
      const seeds = await revealedSeeds(reader, draw.id);
      if (seeds.length < entropy.seeds.length) return null;
      const external = await externalOf(reader, draw.id, entropy);
      return (
        external && { kind: 'commit-reveal', seeds: seeds.map(({ seed }) => seed.toString('hex')), external }
      );
    }
  }
}

/** The confirmed entry of what people drew. */
async function drawnByHand(reader: Reader, drawId: string): Promise<ManualEvidence | null> {
  const [result] = await standingResults(reader, drawId);
  if (result?.state !== 'confirmed') return null;
  return manualEvidence(result, sourceInLog(await sourceOf(reader, result.id)));
}

async function externalOf(
  reader: Reader,
  drawId: string,
  entropy: CommitReveal,
): Promise<RevealEvidence['external'] | null> {
  const { external } = entropy;
  switch (external.kind) {
    case 'none':
      return { kind: 'none' };
    case 'drand':
      return beaconOf(reader, drawId, { chainHash: external.chain_hash, round: external.round });
    case 'lottery':
      return lotteryEvidence(reader, drawId, lotterySourceOf(entropy));
    case 'text':
      return null; // never published by this service
  }
}

/** The confirmed results; all that the rules want where they only count together. */
async function lotteryEvidence(
  reader: Reader,
  drawId: string,
  source: ReturnType<typeof lotterySourceOf>,
): Promise<LotteryEvidence | null> {
  const draws = confirmedDraws(await standingResults(reader, drawId));
  const needed = source?.oneByOne === true ? 1 : source?.most;
  return needed === undefined || draws.length < needed ? null : { kind: 'lottery', draws };
}

/** When the value that decides came to be known, or the first of several: what was public before it cannot have been chosen by it. */
export async function valueTime(
  reader: Reader,
  draw: Pick<StoredDraw, 'id' | 'rules'>,
  evidence: DrawEvidence,
): Promise<Date> {
  if (evidence.kind === 'manual') return new Date(evidence.drawn_at);
  const value = evidence.kind === 'commit-reveal' ? evidence.external : evidence;
  if (value.kind === 'lottery' && value.draws[0] !== undefined) return new Date(value.draws[0].drawn_at);
  const beacon = beaconSourceOf(readRules(draw).entropy);
  if (beacon !== undefined) return new Date(beacon.draw_at);
  const times = (await revealedSeeds(reader, draw.id)).map(({ revealedAt }) => revealedAt.getTime());
  return new Date(Math.min(...times));
}
