import { expect, it } from 'vitest';
import { valueBlocks } from './acta-entropy.js';
import { ENTROPY_NAMES, KINDS } from './acta-words.js';

const DRAND = {
  kind: 'drand',
  chain_hash: 'ab'.repeat(32),
  round: 7,
  signature: 'cd'.repeat(48),
  randomness: 'ef'.repeat(32),
} as const;
const LOTTERY = {
  kind: 'lottery',
  draws: [{ source: 'LN', draw_id: '1', drawn_at: '2027-01-31T20:00:00Z', results: { mayor: '00001' } }],
} as const;
const MANUAL = {
  kind: 'manual',
  place: 'Salón',
  drawn_at: '2027-01-31T20:00:00Z',
  results: { 'moto/1': '07' },
  source_url: 'https://a.example',
  source_sha256: 'ab',
} as const;
const SEEDS = { kind: 'commit-reveal', seeds: ['ab'.repeat(32)] } as const;

it.each([
  DRAND,
  LOTTERY,
  MANUAL,
  { ...SEEDS, external: DRAND },
  { ...SEEDS, external: LOTTERY },
  { ...SEEDS, external: { kind: 'none' } },
  { ...SEEDS, external: { kind: 'text', value: 'x' } },
])('The value of a draw is told in the words of a notary: %j', (evidence) => {
  const facts = valueBlocks(evidence, 'America/Mexico_City').filter((block) => block.kind === 'fact');
  const names = new Set(Object.values(ENTROPY_NAMES));
  expect(facts.map(({ label }) => label).filter((label) => !names.has(label))).toEqual([]);
  expect(facts.map(({ value }) => value).filter((value) => value in KINDS)).toEqual([]);
  const external = facts.filter(({ label }) => label === ENTROPY_NAMES['external']);
  expect(external).toHaveLength('external' in evidence ? 1 : 0);
});
