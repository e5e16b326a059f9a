import { beaconEntropy, parseBeacon } from './drand.js';
import { concat, fromHex, taggedHash, taggedHmac, u8, utf8 } from './encode.js';
import { refuse } from './errors.js';
import { checkDigits, lotteryEntropy, parseLotteryDraws } from './lottery.js';
import type { Position } from './rules-lottery.js';
import * as read from './schema.js';

/** `prk` of B5, 32 bytes: the commitment hash (hexadecimal) binds the entropy value E to raffle, rules and ledger. */
export function extractKey(commitmentHash: string, entropy: Uint8Array): Uint8Array {
  return taggedHmac(fromHex(commitmentHash, 32), 'extract', entropy);
}

/** E of no external value. */
export function noEntropy(): Uint8Array {
  return taggedHash('e/none', new Uint8Array());
}

/** E of a text. */
export function textEntropy(value: string): Uint8Array {
  return taggedHash('e/text', utf8(value));
}

/** E of revealed seeds, 32 bytes each in the order of the rules, and of the external value. */
export function revealEntropy(seeds: readonly Uint8Array[], external: Uint8Array): Uint8Array {
  return taggedHash('e/commit-reveal', concat(u8(seeds.length), ...seeds, external));
}

/** Reads the seeds of commit-reveal evidence. Throws `E_SCHEMA`. */
export function parseSeeds(source: read.Members): readonly Uint8Array[] {
  return read.texts(source, 'seeds').map((seed) => fromHex(seed, 32));
}

/**
 * E of evidence by its own kind (B5), whatever rules it is for; `positions` are those of a lottery. Digits are checked
 * (`E_LOTTERY_RESULT`), everything else about the evidence is not. Throws `E_SCHEMA`, `E_ENTROPY_KIND`.
 */
export function entropyOf(value: unknown, positions: readonly Position[] = []): Uint8Array {
  const source = read.object(value, 'the entropy');
  const kind = read.text(source, 'kind');
  switch (kind) {
    case 'none':
      return noEntropy();
    case 'text':
      return textEntropy(read.text(source, 'value'));
    case 'drand':
      return beaconEntropy(parseBeacon(source));
    case 'lottery': {
      const draws = parseLotteryDraws(source, positions);
      checkDigits(positions, draws);
      return lotteryEntropy(positions, draws);
    }
    case 'commit-reveal':
      return revealEntropy(parseSeeds(source), entropyOf(read.child(source, 'external'), positions));
    default:
      return refuse('E_ENTROPY_KIND', 'evidence of an unknown kind');
  }
}
