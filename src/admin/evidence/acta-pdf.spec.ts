import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ActaBlock } from './acta-block.js';
import { actaPdf } from './acta-pdf.service.js';

const ABOUT = { title: 'Acta', author: 'Rifas Ñandú', at: '2027-01-31T20:15:43Z', foot: 'Acta 1' };
const BLOCKS: readonly ActaBlock[] = [
  { kind: 'title', text: 'Acta del sorteo' },
  { kind: 'heading', text: 'Resultado' },
  { kind: 'fact', label: 'Huella', value: 'ab'.repeat(32), hash: true },
  { kind: 'text', text: 'Año, señal, ¿qué?' },
  { kind: 'signatures', roles: ['Testigo'] },
];
const LONG: ActaBlock = {
  kind: 'table',
  head: ['Premio', 'Número'],
  rows: Array.from({ length: 100 }, (_, n) => [`Premio ${n}`, String(n)]),
  widths: [70, 30],
};

function pages(pdf: Buffer): number {
  return pdf.toString('latin1').match(/\/Type \/Page\b(?!s)/g)?.length ?? 0;
}

/** Written down, so that it is noticed where a machine, a time zone or a version of the library makes other bytes. */
it('The same acta is the same bytes, on any machine and at any time', async () => {
  const pdf = await actaPdf(BLOCKS, ABOUT);
  expect(createHash('sha256').update(pdf).digest('hex')).toBe(
    '4b6c54d5df47bef835885373547d2ec734542d22bd8296203b20058b2ba7cec4',
  );
});

it('What does not fit goes on to further pages, each with its number and no empty one', async () => {
  expect(pages(await actaPdf(BLOCKS, ABOUT))).toBe(1);
  expect(pages(await actaPdf([...BLOCKS, LONG], ABOUT))).toBe(3);
});
