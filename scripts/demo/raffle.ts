const HOUR = 60 * 60_000;

/** The demo's raffle. Its lottery is named `demo`: nobody shall take it for a real one. */
export function demoRaffle(): object {
  return {
    slug: 'moto-demo',
    title: 'Italika 250Z',
    salesMode: 'chat',
    jurisdiction: 'MX',
    metaPermission: { status: 'unconfirmed', acceptedBy: 'Demo' },
    price: { amountMinor: 5_000, currency: 'MXN' },
    emission: 1_000,
    timeZone: 'America/Mexico_City',
    salesCloseAt: new Date(Date.now() + 24 * HOUR).toISOString(),
    drawAt: new Date(Date.now() + 26 * HOUR).toISOString(),
    drawMethod: {
      source: 'demo',
      firstDraw: '1',
      positions: [{ id: 'mayor', width: 5, first: 0, last: 99_999 }],
      extractors: [{ id: 'mayor-3', position: 'mayor', take: 'last', n: 3 }],
      map: 'suffix',
      onMiss: { policy: 'house' },
    },
    refundPolicy: 'Si la rifa se cancela se devuelve el precio completo en 5 días hábiles.',
    organiser: { name: 'Rifas Sota', permit: 'DEMO-0000' },
    transferAccount: {
      bank: 'Banco Demo',
      holder: 'Rifas Sota',
      account: '012345678901234567',
      kind: 'CLABE',
    },
    prizes: [{ prizeId: 'moto', name: 'Italika 250Z', units: 1, extract: ['mayor-3'] }],
  };
}
