import { expect, it } from 'vitest';
import { readConfig } from '../../src/platform/index.js';
import { DrandChains } from '../../src/raffle/index.js';
import { startDemoWorld } from '../../src/start/index.js';

it('The demo has a beacon of its own: two relays and the chain they give out, beside the real one', async () => {
  const { simulator, config } = await startDemoWorld(readConfig({ DEMO: '1' }).with({ port: 1 }));
  const { relays } = config.drand;
  expect(relays).toEqual(simulator.beacon.urls);
  expect(relays).toHaveLength(2);
  const { chain } = simulator.beacon;
  expect(new DrandChains(config).find(chain.hash)).toMatchObject({ publicKey: chain.publicKey, period: 3 });
  const answer = await fetch(`${relays[1]}/${chain.hash}/public/latest`);
  expect(await answer.json()).toMatchObject({ signature: expect.stringMatching(/^[0-9a-f]{96}$/) });
  await simulator.stop();
});
