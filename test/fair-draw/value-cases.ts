import { runVectors } from '../../src/fair-draw/index.js';
import { beacon, type Paper } from './papers.js';

/** E and prk of every kind of evidence but a lottery, which the published cases have. */
export function valueCases(): readonly Paper[] {
  const evidences: readonly (readonly [string, Paper])[] = [
    ['nothing', { kind: 'none' }],
    ['a text', { kind: 'text', value: '6-1-4 ¡rápido!' }],
    ['a beacon', beacon(1000)],
    [
      'seeds and a text',
      {
        kind: 'commit-reveal',
        seeds: ['01'.repeat(32), '02'.repeat(32)],
        external: { kind: 'text', value: '7' },
      },
    ],
  ];
  return evidences.map(([title, evidence], index) => {
    const input = { commitment_hash: 'ab'.repeat(32), evidence };
    const [outcome] = runVectors({ cases: [{ id: '', kind: 'entropy', input, expect: {} }] });
    return { id: `E${index + 1}`, kind: 'entropy', title: `E of ${title}`, input, expect: outcome?.got };
  });
}
