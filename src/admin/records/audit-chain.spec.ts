import { describe, expect, it } from 'vitest';
import { appendToAudit, NO_ENTRY, type AuditRow } from './audit-chain.js';

const ROW: AuditRow = {
  id: '1',
  actor: '01936f2a-8c00-7000-8000-00000000000a',
  apiKeyId: null,
  action: 'payment.approved',
  targetKind: 'payment',
  targetId: 'p1',
  detail: '{"order": "K7Q-281"}',
  at: '2026-11-25T18:00:00.000001Z',
};

describe('the chain of the audit log', () => {
  it('is SHA-256 as written down', () => {
    expect(appendToAudit(NO_ENTRY, ROW)).toEqual({
      seq: 0,
      hash: '3625c39fe776976c57e7cadc75867cbb498c869b8f925b8d6681657b6447ac32',
    });
  });

  it('changes with every value, with the order, and with what came before', () => {
    const other: AuditRow = { ...ROW, id: '2', actor: null, apiKeyId: ROW.actor };
    const changed = (Object.keys(ROW) as (keyof AuditRow)[]).map((key) => ({ ...ROW, [key]: 'x' }));
    const hashes = [ROW, other, ...changed].map((row) => appendToAudit(NO_ENTRY, row).hash);
    expect(new Set(hashes).size).toBe(hashes.length);
    const oneWay = appendToAudit(appendToAudit(NO_ENTRY, ROW), other);
    const otherWay = appendToAudit(appendToAudit(NO_ENTRY, other), ROW);
    expect(oneWay.seq).toBe(1);
    expect(oneWay.hash).not.toBe(otherWay.hash);
  });
});
