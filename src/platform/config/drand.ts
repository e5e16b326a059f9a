import type { Environment } from './environment.dto.js';

/** A beacon chain made for tests, by what it is checked with. */
export interface TestChainConfig {
  /** 96 bytes, lower-case hexadecimal. */
  readonly publicKey: string;
  /** The moment of round 1, in seconds since 1970. */
  readonly genesis: number;
  /** Seconds between two rounds. */
  readonly period: number;
}

/** Where beacons are had. */
export interface DrandConfig {
  /** Addresses without trailing slash, two at least. */
  readonly relays: readonly string[];
  /** Accepted beside drand's own chain; null wherever a draw could be meant. */
  readonly testChain: TestChainConfig | null;
}

/** Relays of drand's founders and of Cloudflare (docs.drand.love, "HTTP API"). */
const PUBLIC_RELAYS = [
  'https://api.drand.sh',
  'https://api2.drand.sh',
  'https://api3.drand.sh',
  'https://drand.cloudflare.com',
];

const TEST_CHAIN = /^([0-9a-f]{192}):(\d{1,10}):([1-9]\d{0,4})$/;

type DrandVariables = Pick<Environment, 'DRAND_RELAYS' | 'DRAND_TEST_CHAIN' | 'NODE_ENV' | 'DEMO'>;

/** What is wrong with the settings of beacons: sentences that begin with the variable's name. */
export function drandFaults(env: DrandVariables): string[] {
  const faults: string[] = [];
  const relays = relaysOf(env);
  if (relays.includes(null))
    faults.push('DRAND_RELAYS holds something that is no http or https address of a relay');
  else if (new Set(relays).size < 2)
    faults.push('DRAND_RELAYS needs two different relays at least: one alone could keep a draw waiting');
  if (env.DRAND_TEST_CHAIN === undefined) return faults;
  if (env.NODE_ENV === 'production')
    faults.push('DRAND_TEST_CHAIN is refused with NODE_ENV=production: its values are known beforehand');
  else if (env.DEMO !== '1' && env.NODE_ENV !== 'test')
    faults.push('DRAND_TEST_CHAIN is for DEMO=1 or NODE_ENV=test: its values are known beforehand');
  if (testChainOf(env) === null)
    faults.push(
      'DRAND_TEST_CHAIN must be publicKey:genesis:period (192 hexadecimal digits, seconds, seconds)',
    );
  return faults;
}

/** The meaning of settings without faults. */
export function drandOf(env: DrandVariables): DrandConfig {
  const relays = relaysOf(env).filter((relay) => relay !== null);
  return { relays: [...new Set(relays)], testChain: testChainOf(env) };
}

/** Null for what is no address. */
function relaysOf({ DRAND_RELAYS: written }: DrandVariables): (string | null)[] {
  if (written === undefined) return PUBLIC_RELAYS;
  return written.split(',').map((part) => relayOf(part.trim()));
}

function relayOf(text: string): string | null {
  const url = URL.parse(text);
  if (url === null || !['http:', 'https:'].includes(url.protocol)) return null;
  if (url.username !== '' || url.password !== '' || url.search !== '' || url.hash !== '') return null;
  return url.href.replace(/\/+$/, '');
}

function testChainOf({ DRAND_TEST_CHAIN: written }: DrandVariables): TestChainConfig | null {
  const [, publicKey, genesis, period] = TEST_CHAIN.exec(written ?? '') ?? [];
  if (publicKey === undefined) return null;
  return { publicKey, genesis: Number(genesis), period: Number(period) };
}
