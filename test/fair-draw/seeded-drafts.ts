import { seedHash, toHex } from '../../src/fair-draw/index.js';
import { crowd, FIRST_DRAW, type Honest, KNOWN, POSITION, results } from './drafts.js';
import { beacon, drandRules, type Paper, rulesOf, timeOf } from './papers.js';

const RAFFLE = 'paper:1';
const SEEDS = [new Uint8Array(32).fill(1), new Uint8Array(32).fill(2)];

function reveal(external: Paper): Paper {
  const seeds = SEEDS.map((seed, at) => ({ party: `witness-${at}`, seed_hash: seedHash(RAFFLE, seed) }));
  return { mode: 'commit-reveal', seeds, external };
}

function revealed(external: Paper): Paper {
  return { kind: 'commit-reveal', seeds: SEEDS.map(toHex), external };
}

/** Draws whose winners come out of a random order fed by a lottery, by seeds or by both. */
export function seededDrafts(): readonly Honest[] {
  const positions = ['1', '2', '3', '4', '5'].map((id) => ({ ...POSITION, id }));
  const seeded = (count: number, draws: number): Paper => ({
    mode: 'lottery',
    method: 'seeded',
    ...FIRST_DRAW,
    positions: positions.slice(0, count),
    draws,
  });
  const five = results('0001 0203 0405 0607 0809');
  const tickets = crowd(30);
  const external = { kind: 'lottery', ...FIRST_DRAW, positions: positions.slice(0, 1), draws: 2 };
  const { mode: _, ...round } = drandRules(8193);
  return [
    {
      id: 'H17',
      title: 'a lottery as seed, enough digits',
      draft: { rules: rulesOf(seeded(5, 1)), tickets, evidence: five },
      warnings: KNOWN,
    },
    {
      id: 'H18',
      title: 'a lottery as seed, three draws of one number',
      draft: { rules: rulesOf(seeded(1, 3)), tickets, evidence: results('0001', '0002', '0003') },
      warnings: ['W_LOW_ENTROPY', ...KNOWN],
    },
    {
      id: 'H19',
      title: 'seeds alone',
      draft: {
        rules: rulesOf(reveal({ kind: 'none' })),
        tickets,
        evidence: revealed({ kind: 'none' }),
      },
      warnings: ['W_NO_EXTERNAL', ...KNOWN],
    },
    {
      id: 'H20',
      title: 'seeds and a text',
      draft: {
        rules: rulesOf(reveal({ kind: 'text', description: 'dice thrown by the public' })),
        tickets,
        evidence: revealed({ kind: 'text', value: '6-1-4 ¡rápido!' }),
      },
      warnings: KNOWN,
    },
    {
      id: 'H21',
      title: 'seeds and a beacon',
      draft: {
        rules: rulesOf(reveal({ kind: 'drand', ...round }), { redraw: 'fresh' }),
        tickets,
        evidence: revealed(beacon(8193)),
      },
      warnings: [],
    },
    {
      id: 'H22',
      title: 'seeds and two lottery draws',
      draft: {
        rules: rulesOf(reveal(external)),
        tickets,
        evidence: revealed(results('0001', '0002')),
      },
      warnings: ['W_LOW_ENTROPY', ...KNOWN],
    },
    {
      id: 'H23',
      title: 'rules and closing record that replaced others, and no pin',
      draft: {
        rules: rulesOf(drandRules(1004), { supersedes: 'ab'.repeat(32) }),
        tickets,
        evidence: beacon(1004),
        closedAt: timeOf(1004, -600),
        commitment: { supersedes: 'cd'.repeat(32), reason: 'a ticket was missing' },
        pins: [],
      },
      warnings: [...KNOWN, 'W_RULES_CHANGED', 'W_SUPERSEDED', 'W_NO_PINS'],
    },
  ];
}
