import { createHash } from 'node:crypto';
import { PINNED, QUICKNET, type DrandChain } from '../../fair-draw/index.js';

/** A chain made for tests, by what it is checked with; its scheme is quicknet's. */
export interface TestChain {
  readonly publicKey: string;
  readonly genesis: number;
  readonly period: number;
}

/** The chains whose beacons count here: those pinned in the program, and outside production one for tests. */
export function acceptedChains(production: boolean, test: TestChain | null): readonly DrandChain[] {
  return production || test === null ? PINNED : [...PINNED, testChain(test)];
}

/** A test chain with its hash, made as drand makes it of its own chains, with no group and no id. */
export function testChain({ publicKey, genesis, period }: TestChain): DrandChain {
  const head = Buffer.alloc(12);
  head.writeUInt32BE(period);
  head.writeBigInt64BE(BigInt(genesis), 4);
  const hash = createHash('sha256').update(head).update(publicKey, 'hex').digest('hex');
  return { hash, period, genesis, publicKey, dst: QUICKNET.dst };
}
