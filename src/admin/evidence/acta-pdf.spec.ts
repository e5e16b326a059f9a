import { createHash } from 'node:crypto';
import { expect, it } from 'vitest';
import type { ActaBlock } from './acta-block.js';
import { pdfPages } from '../../../test/support/pdf.js';
import { actaPdf } from './acta-pdf.service.js';

const ABOUT = { title: 'Acta', author: 'Rifas Ñandú', at: '2027-01-31T20:15:43Z', foot: 'Acta 1' };
const BLOCKS: readonly ActaBlock[] = [
  { kind: 'title', text: 'Acta del sorteo' },
  { kind: 'heading', text: 'Resultado' },
  { kind: 'fact', label: 'Huella', value: 'ab'.repeat(32), hash: true },
  { kind: 'text', text: 'Año, señal, ¿qué?' },
  { kind: 'signatures', title: 'Firmas', roles: ['Testigo'] },
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
    'add14eeb92c4ea61024f67a83f934327f7a7f733861b0a05bc6a47fbfbb25bb8',
  );
});

it('What does not fit goes on to further pages, each with its number and no empty one', async () => {
  expect(pages(await actaPdf(BLOCKS, ABOUT))).toBe(1);
  expect(pages(await actaPdf([...BLOCKS, LONG], ABOUT))).toBe(3);
});

it('The places to sign stand under their heading, wherever a page ends', async () => {
  for (let rows = 0; rows < 40; rows++) {
    const above: ActaBlock[] = Array.from({ length: rows }, () => ({ kind: 'text', text: 'Línea' }));
    const laid = pdfPages(await actaPdf([...above, ...BLOCKS.slice(-1)], ABOUT));
    const [heading, place] = ['Firmas', 'Testigo'].map((text) =>
      laid.findIndex((page) =>
        page
          .map((piece) => piece.text)
          .join('')
          .includes(text),
      ),
    );
    expect([rows, heading]).toEqual([rows, place]);
  }
});
