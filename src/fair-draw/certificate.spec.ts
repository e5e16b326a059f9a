import { createHash } from 'node:crypto';
import { describe, expect, it } from 'vitest';
import { certificateHash, type CertificateInput, issueCertificate } from './certificate.js';
import { parseStrictJson } from './json.js';
import { Ledger } from './ledger.js';
import { rulesHash } from './rules.js';
import { lotteryDraw, SAMPLE_RULES, sampleParts, SECRET } from './testing.js';
import { verifyCertificateText } from './verify.js';

const { ledger: BYTES, committed } = sampleParts();

function inputWith(change: Partial<CertificateInput>): CertificateInput {
  return {
    rules: SAMPLE_RULES,
    commitment: {
      v: 'fairdraw/1',
      type: 'commitment',
      raffle_id: SAMPLE_RULES.raffle_id,
      rules_hash: rulesHash(SAMPLE_RULES),
      ledger: committed,
      closed_at: '2026-03-05T20:00:00Z',
      log_head: '00'.repeat(32),
    },
    ledger: new Ledger(BYTES, SAMPLE_RULES.raffle_id, SAMPLE_RULES.numbers),
    evidence: { kind: 'lottery', draws: [lotteryDraw(0, '731', '000')] },
    pins: [{ channel: 'group', at: '2026-03-05T20:05:00Z', ref: 'message 7', proof: 'ab' }],
    issuedAt: '2026-03-06T03:00:00Z',
    secret: SECRET,
    ...change,
  };
}

describe('issuing a certificate', () => {
  it('gives one that verifies, signed by the key it was given', () => {
    const issued = issueCertificate(inputWith({}));
    const result = verifyCertificateText(issued.json, BYTES);
    expect(result).toMatchObject({
      valid: true,
      error: '',
      warnings: [],
      certificate: { hash: issued.hash, draw: issued.draw },
    });
    expect(result.valid && result.certificate.kid).toMatch(/^[0-9a-f]{16}$/);
  });

  it('gives the same bytes for the same evidence', () => {
    expect(issueCertificate(inputWith({}))).toEqual(issueCertificate(inputWith({})));
  });

  it('issues again with the next result, and the earlier one stays valid', () => {
    const first = issueCertificate(inputWith({}));
    expect(first.draw.slots).toMatchObject([{ number: 31 }, { status: 'pending' }]);
    const draws = [lotteryDraw(0, '731', '000'), lotteryDraw(1, '000', '042')];
    const second = issueCertificate(inputWith({ evidence: { kind: 'lottery', draws } }));
    expect(second.draw.slots).toMatchObject([{ number: 31 }, { number: 42, draw: 1 }]);
    for (const { json } of [first, second]) expect(verifyCertificateText(json, BYTES).valid).toBe(true);
  });

  it('works without key and without pins, and then says what is missing', () => {
    const { secret: _, ...unsigned } = inputWith({ pins: [] });
    const result = verifyCertificateText(issueCertificate(unsigned).json, BYTES);
    expect(result).toMatchObject({ valid: true, warnings: ['W_NO_PINS'], certificate: { kid: undefined } });
  });

  it('carries members nobody knows along, hashed', () => {
    const rules = { ...SAMPLE_RULES, permit: 'X-1' };
    const { json } = issueCertificate(inputWith({ rules }));
    expect(verifyCertificateText(json, BYTES)).toMatchObject({ error: 'E_RULES_HASH' });
    const commitment = { ...Object(inputWith({}).commitment), rules_hash: rulesHash(rules) };
    const fitting = issueCertificate(inputWith({ rules, commitment })).json;
    expect(fitting).toContain('"permit":"X-1"');
    expect(verifyCertificateText(fitting, BYTES).valid).toBe(true);
  });

  it('has a hash under its own tag', () => {
    const preimage = 'fairdraw/1/certificate\0{"a":1}';
    expect(certificateHash({ a: 1 })).toBe(createHash('sha256').update(preimage).digest('hex'));
  });

  it('has a hash that leaves the signature out', () => {
    const issued = issueCertificate(inputWith({}));
    const { secret: _, ...unsigned } = inputWith({});
    expect(issueCertificate(unsigned).hash).toBe(issued.hash);
    expect(certificateHash(Object(parseStrictJson(issued.json)))).toBe(issued.hash);
  });

  it('is refused for wrong evidence and for rules that lack their own words', () => {
    const late = {
      kind: 'lottery',
      draws: [{ ...lotteryDraw(0, '731', '000'), drawn_at: '2026-03-05T20:00:00Z' }],
    };
    expect(() => issueCertificate(inputWith({ evidence: late }))).toThrow(
      expect.objectContaining({ code: 'E_TIMING' }),
    );
    const rules = { ...SAMPLE_RULES, entropy: { mode: 'drand' } };
    expect(() => issueCertificate(inputWith({ rules }))).toThrow(
      expect.objectContaining({ code: 'E_SCHEMA' }),
    );
  });
});
