import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { fromHex, toHex } from './encode.js';
import { canonicalize } from './jcs.js';
import { assemble, type Parts, sampleParts } from './testing.js';
import { verifyCertificate, verifyCertificateText } from './verify.js';

type Certificate = Record<string, unknown>;

/** Breaks one thing: `parts` before the hashes are made over it, `paper` in the finished certificate. */
interface Fault {
  readonly code: string;
  readonly name: string;
  readonly parts?: (parts: Parts) => void;
  readonly paper?: (certificate: Certificate) => void;
}

function swapLeaves(bytes: Uint8Array): Uint8Array {
  const swapped = bytes.slice();
  swapped.set(bytes.subarray(0, 70), 70);
  swapped.set(bytes.subarray(70, 140), 0);
  return swapped;
}

function withFirstDraw(parts: Parts, change: object): void {
  const [first, ...rest] = parts.evidence.draws;
  if (first !== undefined) parts.evidence = { kind: 'lottery', draws: [{ ...first, ...change }, ...rest] };
}

function flipHex(text: unknown, at = 0): string {
  const bytes = fromHex(String(text), String(text).length / 2);
  bytes[at] = (bytes[at] ?? 0) ^ 1;
  return toHex(bytes);
}

/** One fault per check, in the order of B11. */
const FAULTS: readonly Fault[] = [
  { code: 'E_VERSION', name: 'another version', paper: (paper) => void (paper['v'] = 'fairdraw/2') },
  {
    code: 'E_RAFFLE_ID',
    name: 'another raffle on the cover',
    paper: (paper) => void (paper['raffle_id'] = 'sample:2'),
  },
  {
    code: 'E_RULES_HASH',
    name: 'another rules hash',
    paper: (paper) => void (paper['rules_hash'] = flipHex(paper['rules_hash'])),
  },
  {
    code: 'E_COMMITMENT_HASH',
    name: 'another commitment hash',
    paper: (paper) => void (paper['commitment_hash'] = flipHex(paper['commitment_hash'], 31)),
  },
  {
    code: 'E_RULES',
    name: 'rules against the rules',
    parts: (parts) => void (parts.rules = { ...parts.rules, alternates: 1 }),
  },
  {
    code: 'E_LEDGER_FORMAT',
    name: 'half a leaf too many',
    parts: (parts) => void (parts.ledger = longer(parts.ledger, 35)),
  },
  {
    code: 'E_LEDGER_ORDER',
    name: 'two leaves changed places',
    parts: (parts) => void (parts.ledger = swapLeaves(parts.ledger)),
  },
  {
    code: 'E_NUMBER_RANGE',
    name: 'rules that end before the ledger does',
    parts: (parts) => void (parts.rules = { ...parts.rules, numbers: { first: 0, last: 40, width: 2 } }),
  },
  {
    code: 'E_LEDGER_ROOT',
    name: 'another root in the commitment',
    parts: (parts) => void (parts.committed = { ...parts.committed, root: flipHex(parts.committed.root) }),
  },
  {
    code: 'E_LEDGER_COUNT',
    name: 'another count in the commitment',
    parts: (parts) => void (parts.committed = { ...parts.committed, eligible: parts.committed.eligible - 1 }),
  },
  {
    code: 'E_LEDGER_COUNT',
    name: 'another size in the commitment',
    parts: (parts) => void (parts.committed = { ...parts.committed, size: parts.committed.size + 1 }),
  },
  {
    code: 'E_LOTTERY_SOURCE',
    name: 'a result of another lottery',
    parts: (parts) => withFirstDraw(parts, { source: 'OTHER' }),
  },
  {
    code: 'E_TIMING',
    name: 'a result older than the closing',
    parts: (parts) => withFirstDraw(parts, { drawn_at: '2026-03-05T19:00:00Z' }),
  },
  {
    code: 'E_LOTTERY_DRAW',
    name: 'a result of another draw',
    parts: (parts) => withFirstDraw(parts, { draw_id: '100' }),
  },
  {
    code: 'E_LOTTERY_RESULT',
    name: 'a digit short',
    parts: (parts) => withFirstDraw(parts, { results: { '1': '31', '2': '000' } }),
  },
  { code: 'E_RESULT', name: 'another winner', parts: (parts) => void (parts.winnerShift = 1) },
  {
    code: 'E_SIG',
    name: 'another signature',
    paper: (paper) =>
      void (paper['sig'] = { ...Object(paper['sig']), value: flipHex(Object(paper['sig']).value) }),
  },
];

function longer(bytes: Uint8Array, by: number): Uint8Array {
  const copy = new Uint8Array(bytes.length + by);
  copy.set(bytes);
  return copy;
}

function verdictOn(faults: readonly Fault[]): { error: string; valid: boolean; warnings: readonly string[] } {
  const parts = sampleParts();
  for (const fault of faults) fault.parts?.(parts);
  const certificate = assemble(parts);
  for (const fault of faults) fault.paper?.(certificate);
  return verifyCertificate(certificate, parts.ledger);
}

describe('verifying a certificate', () => {
  it('finds the honest one valid', () => {
    expect(verdictOn([])).toMatchObject({ valid: true, error: '', warnings: [] });
  });

  it.each(FAULTS)('answers $code for $name', (fault) => {
    expect(verdictOn([fault])).toMatchObject({ valid: false, error: fault.code, warnings: [] });
  });

  it('reports the first error in the order of the specification when two things are wrong', () => {
    FAULTS.forEach((first, index) => {
      for (const second of FAULTS.slice(index + 1)) {
        expect([first.name, second.name, verdictOn([first, second]).error]).toEqual([
          first.name,
          second.name,
          first.code,
        ]);
      }
    });
  });

  it('compares the rules hash in the commitment too', () => {
    const certificate = assemble(sampleParts());
    const commitment = { ...Object(certificate['commitment']), rules_hash: '00'.repeat(32) };
    expect(verifyCertificate({ ...certificate, commitment }, sampleParts().ledger)).toMatchObject({
      error: 'E_RULES_HASH',
    });
  });

  it('looks at the versions of rules and commitment before anything else', () => {
    const certificate = assemble(sampleParts());
    for (const name of ['rules', 'commitment']) {
      const changed = {
        ...certificate,
        [name]: { ...Object(certificate[name]), v: 'fairdraw/0' },
        raffle_id: 'x',
      };
      expect(verifyCertificate(changed, sampleParts().ledger)).toMatchObject({ error: 'E_VERSION' });
    }
  });

  it.each([
    'v',
    'type',
    'raffle_id',
    'rules',
    'rules_hash',
    'commitment',
    'commitment_hash',
    'pins',
    'entropy',
    'events',
    'draw',
    'issued_at',
  ])('answers E_SCHEMA when %s is missing or of another type', (name) => {
    const { [name]: _, ...rest } = assemble(sampleParts());
    for (const certificate of [rest, { ...rest, [name]: 7 }, { ...rest, [name]: [7] }]) {
      expect(verifyCertificate(certificate, sampleParts().ledger)).toMatchObject({
        valid: false,
        error: 'E_SCHEMA',
      });
    }
  });

  it('does not unfold a billion prizes a small certificate asks for', () => {
    const prizes = Array.from({ length: 10_000 }, (_, index) => ({
      id: `p${index}`,
      name: 'x',
      units: 100_000,
      extract: ['a'],
    }));
    const parts = sampleParts();
    parts.rules = { ...parts.rules, prizes };
    expect(verifyCertificate(assemble(parts), parts.ledger)).toMatchObject({ error: 'E_RESULT' });
  });
});

describe('verifying the text of a certificate', () => {
  const parts = sampleParts();
  const text = canonicalize(assemble(parts));
  const bytes = new TextEncoder().encode(text);

  it('accepts it spaced and ordered in any way', () => {
    const spaced = JSON.stringify(JSON.parse(text), null, 2);
    expect(verifyCertificateText(spaced, parts.ledger).valid).toBe(true);
    expect(verifyCertificateText(bytes, parts.ledger).valid).toBe(true);
  });

  it.each([
    ['a key twice', text.replace('{', '{"v":"fairdraw/1",'), 'E_JSON_DUP'],
    ['a null', text.replace('{', '{"a":null,'), 'E_JSON_TYPE'],
    ['a fraction', text.replace('{', '{"a":0.5,'), 'E_JSON_TYPE'],
    ['half a surrogate pair', text.replace('{', String.raw`{"a":"\ud800",`), 'E_JSON_SURROGATE'],
    ['a missing end', text.slice(0, -1), 'E_SCHEMA'],
    ['nothing', '', 'E_SCHEMA'],
    ['a list', '[]', 'E_SCHEMA'],
    ['a number', '7', 'E_SCHEMA'],
  ])('refuses %s', (_, changed, error) => {
    expect(verifyCertificateText(changed, parts.ledger)).toMatchObject({ valid: false, error });
  });

  it('refuses bytes that are not UTF-8 instead of reading something into them', () => {
    const changed = bytes.slice();
    changed[text.indexOf('group message')] = 0xff;
    const verdict = { error: 'E_SCHEMA', detail: 'the certificate is not UTF-8' };
    expect(verifyCertificateText(changed, parts.ledger)).toMatchObject(verdict);
  });

  it('finds every single changed byte of a signed certificate; renaming "sig" leaves an unsigned one', () => {
    const survivors = Array.from(bytes.keys(), (at) => {
      const changed = bytes.slice();
      changed[at] = (changed[at] ?? 0) ^ 1;
      return verifyCertificateText(changed, parts.ledger);
    }).filter((result) => result.valid);
    expect(survivors.map((result) => result.certificate.kid)).toEqual([undefined, undefined, undefined]);
  });

  it('finds every single changed bit of the ledger', () => {
    for (let bit = 0; bit < parts.ledger.length * 8; bit++) {
      const changed = parts.ledger.slice();
      const at = bit >> 3;
      changed[at] = (changed[at] ?? 0) ^ (1 << (bit & 7));
      expect(verifyCertificateText(bytes, changed).valid).toBe(false);
    }
  });

  it('answers anything with a verdict and never throws', () => {
    const anything = fc.anything({
      withBigInt: true,
      withSet: true,
      withMap: true,
      withDate: true,
      withNullPrototype: true,
    });
    fc.assert(
      fc.property(fc.oneof(anything, fc.jsonValue()), fc.uint8Array({ maxLength: 150 }), (value, ledger) => {
        expect(verifyCertificate(value, ledger).valid).toBe(false);
      }),
    );
  });

  it('answers a certificate with any member replaced by anything with a verdict', () => {
    const whole: unknown = JSON.parse(text);
    const paths = everyPath(whole);
    fc.assert(
      fc.property(fc.constantFrom(...paths), fc.jsonValue(), (path, value) => {
        const changed = replaced(whole, path, value);
        const same = JSON.stringify(changed) === JSON.stringify(whole);
        expect(verifyCertificate(changed, parts.ledger).valid).toBe(same);
      }),
      { numRuns: 500 },
    );
  });
});

/** The paths to all members of a value, its own included. */
function everyPath(value: unknown, path: readonly string[] = []): (readonly string[])[] {
  if (typeof value !== 'object' || value === null) return [path];
  return [path, ...Object.entries(value).flatMap(([name, member]) => everyPath(member, [...path, name]))];
}

function replaced(value: unknown, [name, ...rest]: readonly string[], by: unknown): unknown {
  if (name === undefined) return by;
  if (Array.isArray(value))
    return value.map((item: unknown, index) => (String(index) === name ? replaced(item, rest, by) : item));
  return { ...Object(value), [name]: replaced(Object(value)[name], rest, by) };
}
