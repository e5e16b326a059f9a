import { expect, it } from 'vitest';
import { QUICKNET } from '../../fair-draw/index.js';
import { acceptedChains, testChain } from './drand-chains.js';

const TEST = { publicKey: 'ab'.repeat(96), genesis: 1_767_225_600, period: 3 };

it('Quicknet is always accepted, a test chain beside it outside production only', () => {
  expect(acceptedChains(false, null)).toEqual([QUICKNET]);
  expect(acceptedChains(true, TEST)).toEqual([QUICKNET]);
  expect(acceptedChains(false, TEST)).toEqual([QUICKNET, testChain(TEST)]);
});

it('a test chain has another hash whenever anything about it is another', () => {
  const others = [
    { ...TEST, genesis: 1 },
    { ...TEST, period: 4 },
    { ...TEST, publicKey: 'ac'.repeat(96) },
  ];
  const hashes = [QUICKNET, ...[TEST, ...others].map(testChain)].map(({ hash }) => hash);
  expect(new Set(hashes).size).toBe(5);
  expect(testChain(TEST)).toMatchObject({ ...TEST, dst: QUICKNET.dst });
});
