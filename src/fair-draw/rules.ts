import { taggedHash, toHex, VERSION } from './encode.js';
import { refuse } from './errors.js';
import { canonicalBytes } from './jcs.js';
import { maxDraws, parseDirectLottery, type DirectLottery } from './rules-direct.js';
import { parseDrandSource, type DrandRules, type DrandSource } from './rules-drand.js';
import {
  parseDrawCount,
  parseLotterySource,
  type LotterySource,
  type SeededLottery,
} from './rules-lottery.js';
import { parseCommitReveal, type CommitReveal } from './rules-reveal.js';
import * as read from './schema.js';

/** The range of ticket numbers, both ends included; `width` digits are printed. */
export interface NumberRange {
  readonly first: number;
  readonly last: number;
  readonly width: number;
}

export interface Prize {
  readonly id: string;
  readonly name: string;
  readonly units: number;
  /** Extractor ids in order of trial; empty unless the draw is lottery/direct. */
  readonly extract: readonly string[];
}

/** Where the deciding value comes from: the modes of B2. */
export type EntropyRules = DrandRules | DirectLottery | SeededLottery | CommitReveal;

/** The rules object of B2, prizes in draw order, with every default written out. */
export interface Rules<Entropy extends EntropyRules = EntropyRules> {
  readonly v: typeof VERSION;
  readonly type: 'rules';
  readonly raffle_id: string;
  readonly title: string;
  readonly numbers: NumberRange;
  readonly prizes: readonly Prize[];
  readonly alternates: number;
  readonly one_prize_per_holder: boolean;
  readonly redraw: 'sequence' | 'fresh';
  readonly sales_close_at: string;
  readonly entropy: Entropy;
  readonly supersedes?: string;
}

export type DirectRules = Rules<DirectLottery>;

const MAX_UNITS = 100_000;

/** `rules_hash` of B2, lower-case hexadecimal. Hash the published object itself: defaults written out change the hash. */
export function rulesHash(rules: unknown): string {
  return toHex(taggedHash('rules', canonicalBytes(rules)));
}

/** Reads a rules object. Throws `E_SCHEMA` for missing or wrongly typed members, `E_VERSION`, `E_RULES` for breaches of B2. */
export function parseRules(value: unknown): Rules {
  const source = read.object(value, 'the rules');
  read.typeIs(source, 'rules');
  const rules = {
    v: read.versionIs(source),
    type: 'rules',
    raffle_id: read.raffleId(source),
    title: read.text(source, 'title'),
    numbers: parseNumbers(read.child(source, 'numbers')),
    prizes: parsePrizes(read.list(source, 'prizes')),
    alternates: parseAlternates(source),
    one_prize_per_holder: read.flag(source, 'one_prize_per_holder'),
    redraw: read.oneOf(source, 'redraw', ['sequence', 'fresh']),
    sales_close_at: read.time(source, 'sales_close_at'),
    ...(read.has(source, 'supersedes') && { supersedes: read.hash(source, 'supersedes') }),
  } as const;
  return { ...rules, entropy: parseEntropy(read.child(source, 'entropy'), rules) };
}

function parseNumbers(source: read.Members): NumberRange {
  const numbers = {
    first: read.integer(source, 'first'),
    last: read.integer(source, 'last'),
    width: read.integer(source, 'width'),
  };
  if (numbers.first < 0 || numbers.first > numbers.last || numbers.last > 0xffff_ffff) {
    refuse('E_RULES', 'numbers must satisfy 0 <= first <= last < 2^32');
  }
  return numbers;
}

function parsePrizes(items: readonly unknown[]): readonly Prize[] {
  const prizes = items.map((item) => parsePrize(read.object(item, 'a prize')));
  if (prizes.length === 0) refuse('E_RULES', 'there is no prize');
  if (new Set(prizes.map((prize) => prize.id)).size !== prizes.length)
    refuse('E_RULES', 'two prizes have the same id');
  return prizes;
}

function parsePrize(source: read.Members): Prize {
  const prize = {
    id: read.text(source, 'id'),
    name: read.text(source, 'name'),
    units: read.has(source, 'units') ? read.integer(source, 'units') : 1,
    extract: read.has(source, 'extract') ? read.texts(source, 'extract') : [],
  };
  // Slots are written "<prize>/<unit>" and "alternate/<rank>": the word is taken.
  if (!/^[A-Za-z0-9._-]{1,32}$/.test(prize.id) || prize.id === 'alternate')
    refuse('E_RULES', 'a prize id is not allowed');
  if (prize.units < 1 || prize.units > MAX_UNITS) refuse('E_RULES', `units must lie in 1..${MAX_UNITS}`);
  return prize;
}

function parseAlternates(source: read.Members): number {
  const alternates = read.integer(source, 'alternates');
  return alternates >= 0 ? alternates : refuse('E_RULES', 'alternates must not be negative');
}

function parseEntropy(source: read.Members, rules: Omit<Rules, 'entropy'>): EntropyRules {
  const entropy = parseMode(source, rules);
  // Only a beacon gives a new value for every disqualification.
  if (rules.redraw === 'fresh' && drandSourceOf(entropy) === undefined)
    refuse('E_RULES', 'a fresh redraw needs a drand source');
  return entropy;
}

function parseMode(source: read.Members, rules: Omit<Rules, 'entropy'>): EntropyRules {
  const mode = read.oneOf(source, 'mode', ['drand', 'lottery', 'commit-reveal']);
  if (mode === 'drand') return { mode, ...parseDrandSource(source) };
  if (mode === 'commit-reveal') return parseCommitReveal(source);
  const method = read.oneOf(source, 'method', ['direct', 'seeded']);
  if (method === 'direct') return parseDirectLottery(source, rules);
  return { mode, method, ...parseLotterySource(source), draws: parseDrawCount(source, 'draws') };
}

/** The drand round of the rules, their own or that of a commit-reveal; undefined if no beacon takes part. */
export function drandSourceOf(entropy: EntropyRules): DrandSource | undefined {
  if (entropy.mode === 'drand') return entropy;
  if (entropy.mode === 'commit-reveal' && entropy.external.kind === 'drand') return entropy.external;
  return undefined;
}

/** The lottery whose results take part, and how many of its draws make the value: `most` where an earlier one may already decide. */
export function lotterySourceOf(
  entropy: EntropyRules,
): { readonly lottery: LotterySource; readonly oneByOne: boolean; readonly most: number } | undefined {
  if (entropy.mode === 'commit-reveal') {
    const { external } = entropy;
    return external.kind === 'lottery'
      ? { lottery: external, oneByOne: false, most: external.draws }
      : undefined;
  }
  if (entropy.mode === 'drand') return undefined;
  return entropy.method === 'direct'
    ? { lottery: entropy, oneByOne: true, most: maxDraws(entropy) }
    : { lottery: entropy, oneByOne: false, most: entropy.draws };
}
