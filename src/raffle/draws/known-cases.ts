import { VERSION } from '../../fair-draw/index.js';

/** A draw whose outcome two independent programs computed. */
export interface KnownCase {
  readonly rules: object;
  /** Number, pseudonym, commit. */
  readonly tickets: readonly (readonly [number, string, string])[];
  readonly logHead: string;
  readonly evidence: object;
  readonly issuedAt: string;
  /** Hashes in hexadecimal, winners as JSON. */
  readonly expected: { readonly commitment: string; readonly prk: string; readonly winners: string };
}

const LOG_HEAD = 'f2e966b8dd15aa4f9e56ade77ccd53a092d91356b7392cbf0d046c38eb18dd60';

/** Digits as the winner: Loteria Federal no. 5732, four tickets, three prizes. */
const LOTTERY: KnownCase = {
  rules: {
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
  },
  tickets: [
    [
      1,
      '7dd9dec74f5c7deb11bf7dca9a40f8b2',
      'f2a9dfa69a24871de5a0fb2aac2c9e1d5cfa6baa91d3b008716c245f68ba2a82',
    ],
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
  ],
  logHead: LOG_HEAD,
  evidence: {
    kind: 'lottery',
    draws: [
      {
        source: 'BR-FEDERAL',
        draw_id: '5732',
        drawn_at: '2023-01-18T23:00:00Z',
        results: { '1': '50366', '2': '33514', '3': '45504', '4': '94365', '5': '51105' },
      },
    ],
  },
  issuedAt: '2023-01-19T00:00:00Z',
  expected: {
    commitment: '77d3c1abe906a405707fd59b4ff65be39838e62919b40960ba43868528210cee',
    prk: 'c6be0e7bbbea2871ae3cabbea91ece0c4737f9fca8c8a54654205822879a5ca1',
    winners: '[{"prize":"p1","unit":1,"number":366},{"prize":"p2","unit":1,"number":3514}]',
  },
};

/** A random sequence, and a beacon's signature: drand quicknet, round 1000, five tickets, one prize. */
const DRAND: KnownCase = {
  rules: {
    v: VERSION,
    type: 'rules',
    raffle_id: 'pub-drand-1',
    title: 'Rifa pub-drand-1',
    numbers: { first: 1, last: 9, width: 1 },
    prizes: [{ id: 'p1', name: 'Premio 1', units: 1 }],
    alternates: 0,
    one_prize_per_holder: false,
    redraw: 'sequence',
    sales_close_at: '2023-08-23T12:00:00Z',
    entropy: {
      mode: 'drand',
      chain_hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
      round: 1000,
      draw_at: '2023-08-23T15:59:24Z',
      min_lead_s: 600,
    },
  },
  tickets: [
    [
      1,
      '7dd9dec74f5c7deb11bf7dca9a40f8b2',
      'f2a9dfa69a24871de5a0fb2aac2c9e1d5cfa6baa91d3b008716c245f68ba2a82',
    ],
    [
      2,
      '2709026306d1da2d10050002585b869e',
      '4885898d8f55e37c67c0bf1eb53b7762257ffc2f5b2bcbbaf17c0deb30578949',
    ],
    [
      5,
      '53883eacb0e4d9cb2bd862f53b68da2d',
      '1e3e8a12ae71667689f5eb983483153840de1c63fa5942b40a4c1f77c3eb9832',
    ],
    [
      8,
      '1d043d6a716dc801652fd1fddc82d578',
      'd55f66d84598608567e1cb757de939d7329700876457090ac0764cbf62f61763',
    ],
    [
      9,
      'c1177886b34c8d9c9076293c50b01e81',
      'b543ca2f99b3c29459957fb7fc4cbcb3c9f390574f912a8f16f2bd87a555f33f',
    ],
  ],
  logHead: LOG_HEAD,
  evidence: {
    kind: 'drand',
    chain_hash: '52db9ba70e0cc0f6eaf7803dd07447a1f5477735fd3f661792ba94600c84e971',
    round: 1000,
    signature:
      'b44679b9a59af2ec876b1a6b1ad52ea9b1615fc3982b19576350f93447cb1125e342b73a8dd2bacbe47e4b6b63ed5e39',
    randomness: 'fe290beca10872ef2fb164d2aa4442de4566183ec51c56ff3cd603d930e54fdd',
  },
  issuedAt: '2023-08-23T16:00:00Z',
  expected: {
    commitment: 'e879fe9b044c9d5ef29ff3d8110e112e95cc48d2c818d8b5417932b791ed999e',
    prk: '2c21100895555a76222fb4e8f2b49f0ea313b0ad31143f72273fde64ff098a54',
    winners: '[{"prize":"p1","unit":1,"number":1}]',
  },
};

/** Each kind of draw once: digits as they are, and a sequence. */
export const KNOWN_CASES: readonly KnownCase[] = [LOTTERY, DRAND];
