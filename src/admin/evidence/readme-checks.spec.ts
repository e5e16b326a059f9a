import { expect, it } from 'vitest';
import type { DrawFacts, EvidenceFacts } from './facts.js';
import { checks } from './readme-checks.js';

function draw(ordinal: number, issueNo: number): DrawFacts {
  return {
    drawId: `d${ordinal}`,
    ordinal,
    fairdrawId: `r:${ordinal}`,
    issueNo,
    issuedAt: '2027-01-31T20:15:43Z',
    warnings: [],
    closedAt: '2027-01-30T20:15:43Z',
    logSeq: 7,
    drawnBy: null,
    results: [],
  };
}

const FACTS: EvidenceFacts = {
  madeAt: '2027-01-31T20:15:43Z',
  software: { version: '1', commit: null, drawCode: 'ab' },
  raffle: {
    id: 'r',
    title: 'Moto',
    organiser: { name: 'Rifas' },
    jurisdiction: 'MX',
    timeZone: 'America/Mexico_City',
    currency: 'MXN',
    digits: 2,
    priceMinor: 5_000,
    firstNumber: 0,
    emission: 100,
    width: 2,
    salesCloseAt: '2027-01-30T20:00:00Z',
    drawAt: '2027-01-31T20:00:00Z',
  },
  log: { seq: 9, hash: 'cd' },
  auditSeq: 9,
  reconciliation: null,
  draws: [draw(1, 2), draw(2, 1), draw(3, 1), draw(4, 1)],
  people: {},
  exceptions: [],
};
const PATHS = [
  'draw-1/certificate-1.json',
  'draw-1/certificate-2.json',
  'draw-2/certificate-1.json',
  'draw-3/record-1.json',
  'draw-4/record-1.json',
];

it('Each draw of the file has its check: the program’s by the certificate in force, or the one by eye', () => {
  const text = checks(FACTS, PATHS);
  for (const papers of [
    'draw-1/certificate-2.json draw-1/ledger.bin',
    'draw-2/certificate-1.json draw-2/ledger.bin',
  ]) {
    expect(text).toContain(`npm run verify-draw -- ${papers}`);
    expect(text).toContain(`node check-draw-alone.mjs ${papers}`);
  }
  expect(text).not.toContain('draw-1/certificate-1.json');
  for (const ordinal of [1, 2, 3, 4]) expect(text).toContain(`draw-${ordinal}/entropy.json`);
});

it('No line is wider than a terminal, but for what has to be typed', () => {
  const wide = checks(FACTS, PATHS)
    .split('\n')
    .filter((line) => line.length > 80 && !line.startsWith('     '));
  expect(wide).toEqual([]);
});
