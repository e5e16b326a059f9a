import type { BuyerOrder, Facts, OfferedRaffle } from '../../../src/conversation/facts.js';

/** Wednesday, 16 December 2026, 10:40 in Mexico City. */
export const MORNING = new Date('2026-12-16T16:40:00Z');

/** Ids as they come in life, but easy to tell apart: `id(7)` ends in 7. */
export function id(n: number): string {
  return `019b0000-0000-7000-8000-${String(n).padStart(12, '0')}`;
}

export function aRaffle(change: Partial<OfferedRaffle> = {}): OfferedRaffle {
  return {
    id: id(1),
    title: 'Italika 250Z',
    state: 'open',
    priceMinor: 5000,
    currency: 'MXN',
    firstNumber: 0,
    emission: 1000,
    width: 3,
    maxPerPerson: 20,
    holdMinutes: 120,
    timeZone: 'America/Mexico_City',
    drawAt: new Date('2026-12-21T02:00:00Z'),
    salesCloseAt: new Date('2026-12-20T18:00:00Z'),
    free: 412,
    drawMethod: { mode: 'lottery', source: 'Lotería Nacional', firstDraw: '3901' },
    organiser: { name: 'Rifas Sota', permit: '20260123PS' },
    transferAccount: {
      bank: 'BBVA',
      holder: 'Rifas Sota SA de CV',
      account: '012180001234567891',
      kind: 'CLABE',
    },
    prizes: [{ name: 'Motocicleta Italika 250Z', units: 1 }],
    preDraws: [],
    rulesUrl: null,
    posterId: null,
    ...change,
  };
}

/** An order of `raffle` as the chat sees it. */
export function anOrder(raffle: OfferedRaffle, change: Partial<BuyerOrder> = {}): BuyerOrder {
  const numbers = change.numbers ?? [7, 300];
  return {
    id: id(100),
    code: 'K7Q-281',
    state: 'held',
    numbers,
    hasNumbers: true,
    amountMinor: raffle.priceMinor * numbers.length,
    currency: raffle.currency,
    deadlineAt: new Date(MORNING.getTime() + 120 * 60_000),
    rejectReason: null,
    validationCode: null,
    raffleId: raffle.id,
    raffleTitle: raffle.title,
    jurisdiction: 'MX',
    width: raffle.width,
    timeZone: raffle.timeZone,
    drawAt: raffle.drawAt,
    holdMinutes: raffle.holdMinutes,
    transferAccount: raffle.transferAccount,
    refundPolicy: 'solo si el sorteo se cancela.',
    ...change,
  };
}

/** Laura, who accepted the rules, with one raffle on sale and nothing bought. */
export function someFacts(change: Partial<Facts> = {}): Facts {
  return {
    now: MORNING,
    contact: { name: 'Laura', consentedVersion: '3', optOut: 'none', hasNumber: true, doubtful: false },
    rules: { version: '3', url: 'https://rifas.example/bases' },
    raffles: [aRaffle()],
    orders: [],
    quoted: null,
    withHuman: false,
    late: false,
    publicUrl: 'https://rifas.example',
    brand: 'Rifas Sota',
    ...change,
  };
}
