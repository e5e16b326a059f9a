import { describe, expect, it } from 'vitest';
import { canonicalBytes } from './jcs.js';
import { drawCommitted, openCommitted } from './committed.js';
import { FairDrawError } from './errors.js';
import { STEPS, type Step } from './steps.js';
import { assemble, sampleParts, SAMPLE_RULES, ticket, writeLedger } from './testing.js';
import { verifyCertificate } from './verify.js';

const parts = sampleParts();
const certificate = assemble(parts);

/** The files a draw publishes before its result. */
function published(): { rules: Uint8Array; commitment: Uint8Array; ledger: Uint8Array } {
  return {
    rules: canonicalBytes(certificate['rules']),
    commitment: canonicalBytes(certificate['commitment']),
    ledger: parts.ledger,
  };
}

/** The code of a refusal and the steps that held before it. */
function refusal(files: ReturnType<typeof published>): { code: string; steps: Step[] } {
  const steps: Step[] = [];
  try {
    openCommitted(files, { onStep: (step) => steps.push(step) });
  } catch (error) {
    if (error instanceof FairDrawError) return { code: error.code, steps };
    throw error;
  }
  return { code: '', steps };
}

function changed(part: 'rules' | 'commitment', change: object): Uint8Array {
  return canonicalBytes({ ...(certificate[part] as object), ...change });
}

describe('What was committed to', () => {
  it('gives, with the deciding value, the draw of the certificate', () => {
    const draw = drawCommitted(openCommitted(published()), certificate['entropy']);
    expect(draw).toEqual(certificate['draw']);
  });

  it('refuses a value that does not fit the rules', () => {
    const committed = openCommitted(published());
    expect(() => drawCommitted(committed, { kind: 'text', value: 'x' })).toThrow('kind');
  });

  it('is refused at the first step that fails', () => {
    const files = published();
    const commitment = certificate['commitment'] as { ledger: object };
    expect(refusal(files)).toEqual({
      code: '',
      steps: ['rules', 'raffle_id', 'rules_hash', 'ledger', 'root', 'counts'],
    });
    const bad = [
      [{ rules: Uint8Array.of(0xff) }, 'E_SCHEMA', 0],
      [{ rules: changed('rules', { alternates: 1 }) }, 'E_RULES', 0],
      [{ commitment: changed('commitment', { raffle_id: 'other' }) }, 'E_RAFFLE_ID', 1],
      [{ rules: changed('rules', { title: 'Otra' }) }, 'E_RULES_HASH', 2],
      [{ ledger: parts.ledger.subarray(1) }, 'E_LEDGER_FORMAT', 3],
      [{ ledger: parts.ledger.subarray(70) }, 'E_LEDGER_ROOT', 4],
      [
        { commitment: changed('commitment', { ledger: { ...commitment.ledger, size: 6 } }) },
        'E_LEDGER_COUNT',
        5,
      ],
    ] as const;
    for (const [change, code, held] of bad) {
      const { code: told, steps } = refusal({ ...files, ...change });
      expect([told, steps.length]).toEqual([code, held]);
    }
  });
});

describe('Who watches a check', () => {
  it('is told each step in the order of the specification', () => {
    const steps: Step[] = [];
    verifyCertificate(certificate, parts.ledger, { onStep: (step) => steps.push(step) });
    expect(steps).toEqual(STEPS);
  });

  it('is told up to the step that fails, and no further', () => {
    const steps: Step[] = [];
    const broken = { ...certificate, draw: { ...(certificate['draw'] as object), skipped: [1] } };
    verifyCertificate(broken, parts.ledger, { onStep: (step) => steps.push(step) });
    expect(steps).toEqual(STEPS.slice(0, STEPS.indexOf('draw')));
  });

  it('sees the leaves of a long list being hashed', () => {
    const numbers = { first: 0, last: 9999, width: 4 };
    const tickets = Array.from({ length: 10_000 }, (_, number) => ticket(number));
    const { bytes, summary } = writeLedger('sample:1', numbers, tickets);
    const rules = { ...SAMPLE_RULES, numbers };
    const signed = assemble({ ...parts, rules, ledger: bytes, committed: summary });
    const told: [number, number][] = [];
    verifyCertificate(signed, bytes, { onLeaves: (hashed, size) => told.push([hashed, size]) });
    expect(told).toEqual([
      [4096, 10_000],
      [8192, 10_000],
    ]);
  });
});
