import { crowd, drand, type Honest, KNOWN, lottery, results, type Winners } from './drafts.js';
import { beacon, event, fresh } from './papers.js';

const UNITS = [{ id: 'p1', name: 'Moto', units: 3 }];
const THREE = [[1], [2], [3]] as const;

/** Draws in which there are fewer people than places, or fewer who may still follow than alternates. */
export function scarceDrafts(winners: Winners): readonly Honest[] {
  const couple = drand(1000, { prizes: UNITS.slice(0, 1), alternates: 6 }, { tickets: crowd(12, 2) });
  const [a = 0] = winners(couple);
  const all = drand(2, { prizes: UNITS, redraw: 'fresh' }, { tickets: THREE });
  const [b = 0] = winners(all);
  return [
    {
      id: 'H25',
      title: 'alternates of a disqualified holder are passed over',
      draft: { ...couple, events: [event(1, 'p1/1', a, { scope: 'holder' })] },
      warnings: KNOWN,
    },
    {
      id: 'H26',
      title: 'more alternates than people',
      draft: drand(3, { prizes: [{ id: 'p1', name: 'Moto' }], alternates: 5 }, { tickets: THREE }),
      warnings: KNOWN,
    },
    {
      id: 'H27',
      title: 'fresh: a beacon, and nobody left to follow',
      draft: { ...all, events: [{ ...event(1, 'p1/1', b), ...fresh(1000), evidence: beacon(1000) }] },
      warnings: [],
    },
    {
      id: 'H28',
      title: 'direct: no free number to move the prize to',
      draft: lottery({ policy: 'next_up' }, results('0055 6611'), { tickets: [[3], [7]] }),
      warnings: ['W_BIASED_FALLBACK'],
    },
    {
      id: 'H29',
      title: 'direct: a random number, and none is left',
      draft: lottery({ policy: 'seeded' }, results('0055 6611'), { tickets: [[3], [7]] }),
      warnings: ['W_LOW_ENTROPY'],
    },
  ];
}
