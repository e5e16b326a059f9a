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
  byHand: false,
  wins: [],
  out: [],
  pending: false,
  before: [],
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

  it('says how the number stands in the draws before the main one', () => {
    const draw = { name: 'Presorteo', byHand: false, pending: false };
    const won = [{ number: 7, prizeName: 'Casco' }];
    const before = [
      { ...draw, wins: won },
      { ...draw, name: 'Febrero', wins: null },
      { ...draw, name: 'Marzo', byHand: true, wins: [] },
      { ...draw, name: 'Abril', wins: [], pending: true },
    ];
    const text = codeAnswer({ ...FOUND, wins: null, before });
    expect(text).toContain('Antes: *Presorteo*: 🏆 007 ganó Casco, *Febrero*: está en la lista');
    expect(text).toContain('*Marzo* (manual): no ganó');
    expect(codeAnswer({ ...FOUND, before: before.slice(3) })).toContain(
      'Antes: *Abril*: falta decidir un premio',
    );
  });

  it('says of a draw by hand that its result cannot be checked', () => {
    expect(codeAnswer({ ...FOUND, byHand: true })).toContain('Sorteo manual');
    expect(codeAnswer(FOUND)).not.toContain('manual');
  });

  it('names no log entry before the payment is chained', () => {
    expect(codeAnswer({ ...FOUND, receipts: { logSeq: null, gone: false } })).toMatch(/se está guardando\.$/);
  });
});
