import { describe, expect, it } from 'vitest';
import { drandFaults, drandOf } from './drand.js';

const CHAIN = `${'ab'.repeat(96)}:1767225600:3`;
const TWO = 'https://one.example/,http://two.example:8080/path/';

describe('relays', () => {
  it('are four public ones unless named, each once and without trailing slash', () => {
    expect(drandOf({}).relays).toEqual([
      'https://api.drand.sh',
      'https://api2.drand.sh',
      'https://api3.drand.sh',
      'https://drand.cloudflare.com',
    ]);
    const relays = ['https://one.example', 'http://two.example:8080/path'];
    expect(drandOf({ DRAND_RELAYS: `${TWO}, https://one.example` }).relays).toEqual(relays);
    expect(drandFaults({ DRAND_RELAYS: TWO })).toEqual([]);
    expect(drandFaults({})).toEqual([]);
  });

  it.each(['https://one.example', 'https://one.example,https://one.example/'])(
    'that are one only are refused: %s',
    (relays) => {
      expect(drandFaults({ DRAND_RELAYS: relays })).toEqual([
        'DRAND_RELAYS needs two different relays at least: one alone could keep a draw waiting',
      ]);
    },
  );

  it.each(['one.example', 'ftp://one.example', '', 'https://a:b@one.example', 'https://one.example?x=1'])(
    'that are no addresses are refused, and no value is named: "%s"',
    (bad) => {
      expect(drandFaults({ DRAND_RELAYS: `${TWO},${bad}` })).toEqual([
        'DRAND_RELAYS holds something that is no http or https address of a relay',
      ]);
    },
  );
});

describe('a test chain', () => {
  it('is read in tests and demo', () => {
    for (const where of [{ NODE_ENV: 'test' }, { DEMO: '1' }, { DEMO: '1', NODE_ENV: 'development' }])
      expect(drandFaults({ ...where, DRAND_TEST_CHAIN: CHAIN })).toEqual([]);
    const testChain = { publicKey: 'ab'.repeat(96), genesis: 1_767_225_600, period: 3 };
    expect(drandOf({ DRAND_TEST_CHAIN: CHAIN }).testChain).toEqual(testChain);
    expect(drandOf({}).testChain).toBeNull();
  });

  it('is refused in production and wherever nobody said that this is a test', () => {
    const known = 'its values are known beforehand';
    for (const demo of [{}, { DEMO: '1' }])
      expect(drandFaults({ ...demo, NODE_ENV: 'production', DRAND_TEST_CHAIN: CHAIN })).toEqual([
        `DRAND_TEST_CHAIN is refused with NODE_ENV=production: ${known}`,
      ]);
    for (const where of [{}, { NODE_ENV: 'development' }])
      expect(drandFaults({ ...where, DRAND_TEST_CHAIN: CHAIN })).toEqual([
        `DRAND_TEST_CHAIN is for DEMO=1 or NODE_ENV=test: ${known}`,
      ]);
  });

  it.each(['ab:1:3', CHAIN.replace(/3$/, '0'), `${CHAIN}:4`, CHAIN.toUpperCase()])(
    'that cannot be read is refused: %s',
    (chain) => {
      expect(drandFaults({ NODE_ENV: 'test', DRAND_TEST_CHAIN: chain })).toEqual([
        'DRAND_TEST_CHAIN must be publicKey:genesis:period (192 hexadecimal digits, seconds, seconds)',
      ]);
    },
  );
});
