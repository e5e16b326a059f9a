import { describe, expect, it } from 'vitest';
import { canonicalize, type DrandEvidence } from '../../src/fair-draw/index.js';
import { beacon as beaconOf, drandRules, issue, rulesOf } from '../../test/fair-draw/papers.js';
import { winnerRows } from './findings.js';
import { perform, stepsOf, type Progress } from './tasks.js';

const ROUND = 1000;
const beacon = beaconOf(ROUND) as unknown as DrandEvidence;
const prizes = [
  { id: 'p1', name: 'Moto' },
  { id: 'p2', name: 'Bici', units: 2 },
];
const papers = issue({
  rules: rulesOf(drandRules(ROUND), { prizes }),
  tickets: Array.from({ length: 20 }, (_, number) => [number]),
  evidence: beaconOf(ROUND),
});
const bytes = (paper: unknown) => new TextEncoder().encode(canonicalize(paper));
const certificate = bytes(papers.certificate);
const files = {
  rules: bytes(papers.certificate['rules']),
  commitment: bytes(papers.certificate['commitment']),
  ledger: papers.ledger,
};

/** The outcome of a task and the steps it told. */
function performed(task: Parameters<typeof perform>[0]) {
  const told: Progress[] = [];
  const outcome = perform(task, (progress) => told.push(progress));
  return { outcome, steps: told.flatMap((one) => (one.kind === 'step' ? [one.step] : [])) };
}

describe('A task', () => {
  it('takes the steps the page announces, with and without a beacon', () => {
    expect(performed({ kind: 'committed', ...files }).steps).toEqual(stepsOf('committed'));
    expect(performed({ kind: 'committed', ...files, beacon }).steps).toEqual(stepsOf('committed', true));
    expect(performed({ kind: 'certificate', certificate, ledger: files.ledger }).steps).toEqual(
      stepsOf('certificate'),
    );
  });

  it('draws before there is a certificate what the certificate says later', () => {
    const here = performed({ kind: 'committed', ...files, beacon }).outcome;
    const later = performed({ kind: 'certificate', certificate, ledger: files.ledger }).outcome;
    if (here.kind !== 'held' || later.kind !== 'held') throw new Error('a check failed');
    expect(here.finding.draw).toEqual(later.finding.draw);
    expect(here.finding.commitmentHash).toBe(later.finding.commitmentHash);
    const rows = winnerRows(later.finding.rules, later.finding.draw!);
    expect(rows.map(({ prize }) => prize)).toEqual(['Moto', 'Bici (1 de 2)', 'Bici (2 de 2)']);
    expect(rows.every(({ number }) => /^[0-9]{2}$/.test(number))).toBe(true);
  });

  it('refuses a beacon that is not the network’s at the step of the value', () => {
    const signature = `${beacon.signature.slice(0, -2)}00`;
    const { outcome, steps } = performed({ kind: 'committed', ...files, beacon: { ...beacon, signature } });
    expect(outcome).toMatchObject({ kind: 'failed', code: 'E_DRAND_RANDOMNESS' });
    expect(steps).toEqual(stepsOf('committed'));
  });
});
