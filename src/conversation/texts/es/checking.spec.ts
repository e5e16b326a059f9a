import { describe, expect, it } from 'vitest';
import type { CodeAnswer } from '../../command.js';
import { codeAnswer } from './checking.js';

const FOUND: Extract<CodeAnswer, { kind: 'found' }> = {
  kind: 'found',
  raffleTitle: 'Moto',
  numbers: [7],
  width: 3,
  timeZone: 'America/Mexico_City',
  standing: 'paid',
  paidAt: null,
  own: true,
  holderInitials: null,
  list: { size: 1_000, fingerprint: 'abcd ef01', places: [{ number: 7, place: 1 }] },
  wins: [],
  out: [],
  pending: false,
  receipts: { logSeq: 12, gone: false },
};

describe('The answer to a code', () => {
  it('says of one number that it did not win', () => {
    expect(codeAnswer(FOUND)).toContain('Esta vez no ganó.');
  });

  it('says nothing was lost while a prize still waits for its result', () => {
    const text = codeAnswer({ ...FOUND, pending: true });
    expect(text).toContain('Todavía falta decidir un premio.');
    expect(text).not.toContain('no ganó');
  });

  it('says what a number had won before it was disqualified', () => {
    const text = codeAnswer({ ...FOUND, out: [{ number: 7, prizeName: 'Italika' }] });
    expect(text).toContain('*007* había ganado *Italika*, pero quedó descalificado.');
  });

  it('names no log entry before the payment is chained', () => {
    expect(codeAnswer({ ...FOUND, receipts: { logSeq: null, gone: false } })).toMatch(/se está guardando\.$/);
  });
});
