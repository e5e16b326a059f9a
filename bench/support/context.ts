import { Module, type Type } from '@nestjs/common';
import { DatabaseUrl, PlatformModule, readConfig, Secrets } from '../../src/platform/index.js';
import { RaffleModule } from '../../src/raffle/index.js';
import type { World } from './world.js';

/** The trade rooms of the service in this process, without doors and workers. */
export function serviceContext(world: Pick<World, 'serviceUrl' | 'ownerUrl'>): Type {
  const config = readConfig({ DEMO: '1', ROLE: 'web', DATABASE_URL: world.serviceUrl }).with({
    publicUrl: 'http://localhost',
  });
  const url = new DatabaseUrl(world.serviceUrl, world.ownerUrl);
  @Module({
    imports: [
      PlatformModule.with({ config, url, secrets: new Secrets([Buffer.alloc(32, 1)]) }),
      RaffleModule,
    ],
  })
  class BenchContext {}
  return BenchContext;
}
