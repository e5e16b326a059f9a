import {
  LedgerWriter,
  VERSION,
  commitmentHash,
  fromHex,
  issueCertificate,
  parseRules,
  rulesHash,
  Ledger,
} from '../../fair-draw/index.js';

/**
 * A draw whose outcome was computed by two independent programs: Loteria Federal no. 5732, four tickets, three prizes. Recomputed
 * before every draw; if this machine or build gives anything else, nothing is drawn.
 */
const RULES = {
  v: VERSION,
  type: 'rules',
  raffle_id: 'pub-lot-1',
  title: 'Rifa pub-lot-1',
  numbers: { first: 0, last: 9999, width: 4 },
  prizes: [
    { id: 'p1', name: 'Premio 1', units: 1, extract: ['a'] },
    { id: 'p2', name: 'Premio 2', units: 1, extract: ['b'] },
    { id: 'p3', name: 'Premio 3', units: 1, extract: ['c'] },
  ],
  alternates: 0,
  one_prize_per_holder: false,
  redraw: 'sequence',
  sales_close_at: '2023-01-18T20:00:00Z',
  entropy: {
    mode: 'lottery',
    method: 'direct',
    source: 'BR-FEDERAL',
    first_draw: '5732',
    positions: ['1', '2', '3'].map((id) => ({ id, width: 5, first: 0, last: 99999 })),
    extractors: [
      { id: 'a', position: '1', take: 'last', n: 4 },
      { id: 'b', position: '2', take: 'last', n: 4 },
      { id: 'c', position: '3', take: 'last', n: 4 },
    ],
    map: 'suffix',
    on_miss: { policy: 'house' },
  },
};

const TICKETS: readonly (readonly [number, string, string])[] = [
  [1, '7dd9dec74f5c7deb11bf7dca9a40f8b2', 'f2a9dfa69a24871de5a0fb2aac2c9e1d5cfa6baa91d3b008716c245f68ba2a82'],
  [
    366,
    '93d5c2fd567a0a2c74c26fc5008cfaa6',
    'ccd6dddea7d515ea4a374d0a2f014312355564efee5d038d27158da63798a0a3',
  ],
  [
    3514,
    'aae613dfe05b7809ad3b0216fef62b49',
    '29da09a1dce31d6317fc415c60ab54056dece776007635656068f043e8daf4e4',
  ],
  [
    9999,
    '94c8e47cd86a634cc89c16ffcdf53d99',
    '84c34d54c15975474ead205b5bc5744f22936679c95315f772e29c5722ba0207',
  ],
];

const EVIDENCE = {
  kind: 'lottery',
  draws: [
    {
      source: 'BR-FEDERAL',
      draw_id: '5732',
      drawn_at: '2023-01-18T23:00:00Z',
      results: { '1': '50366', '2': '33514', '3': '45504', '4': '94365', '5': '51105' },
    },
  ],
};

const EXPECTED = {
  commitment: '77d3c1abe906a405707fd59b4ff65be39838e62919b40960ba43868528210cee',
  prk: 'c6be0e7bbbea2871ae3cabbea91ece0c4737f9fca8c8a54654205822879a5ca1',
  winners: '[{"prize":"p1","unit":1,"number":366},{"prize":"p2","unit":1,"number":3514}]',
};

/** True if the draw code of this process gives the known answer. */
export function knownAnswerHolds(): boolean {
  const rules = parseRules(RULES);
  const writer = new LedgerWriter(rules.raffle_id, rules.numbers);
  const bytes = Buffer.concat(
    TICKETS.map(([number, holder, commit]) =>
      writer.add({ number, eligible: true, holder: fromHex(holder, 16), commit: fromHex(commit, 32) }),
    ),
  );
  const commitment = {
    v: VERSION,
    type: 'commitment',
    raffle_id: rules.raffle_id,
    rules_hash: rulesHash(RULES),
    ledger: writer.summary(),
    closed_at: '2023-01-18T20:00:00Z',
    log_head: 'f2e966b8dd15aa4f9e56ade77ccd53a092d91356b7392cbf0d046c38eb18dd60',
  };
  const ledger = new Ledger(bytes, rules.raffle_id, rules.numbers);
  const issued = {
    rules: RULES,
    commitment,
    ledger,
    evidence: EVIDENCE,
    pins: [],
    issuedAt: '2023-01-19T00:00:00Z',
  };
  const { draw } = issueCertificate(issued);
  return (
    commitmentHash(commitment) === EXPECTED.commitment &&
    draw.prk === EXPECTED.prk &&
    JSON.stringify(draw.winners) === EXPECTED.winners
  );
}
