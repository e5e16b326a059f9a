import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { PublicModule } from '../../src/public/index.js';
import { DatabaseUrl, PlatformModule, ProblemFilter, readConfig } from '../../src/platform/index.js';
import { createAdapter } from '../../src/start/http.service.js';
import { DrawRoom } from '../draws/draw-room.js';

@Module({})
class SiteModule {}

/** The public pages over real HTTP, beside rooms with which a test brings a raffle where it wants it. */
export class Site {
  private constructor(
    readonly draws: DrawRoom,
    private readonly app: NestFastifyApplication,
    readonly origin: string,
  ) {}

  static async open(): Promise<Site> {
    const draws = await DrawRoom.open();
    const { db, secrets } = draws.room;
    const config = readConfig({ NODE_ENV: 'test', DEMO: '1', ROLE: 'web' });
    const url = new DatabaseUrl(db.serviceUrl, db.ownerUrl);
    const imports = [PlatformModule.with({ config, url, secrets }), PublicModule];
    const app = await NestFactory.create<NestFastifyApplication>(
      { module: SiteModule, imports },
      createAdapter(config),
      { logger: false },
    );
    app.useGlobalFilters(new ProblemFilter());
    await app.listen(0, '127.0.0.1');
    return new Site(draws, app, await app.getUrl());
  }

  get(path: string, headers: Record<string, string> = {}): Promise<Response> {
    return fetch(`${this.origin}${path}`, { headers });
  }

  /** A paid order of Lucía Ramos, and its validation code in groups. */
  async ticket(numbers: number[]): Promise<{ raffleId: string; orderId: string; code: string }> {
    const { room } = this.draws;
    const raffle = await this.draws.raffle({ title: 'Moto <Italika>' });
    const contactId = await room.person();
    await room.owner.query(`update contact set display_name = 'Lucía Ramos' where id = $1`, [contactId]);
    const orderId = await this.draws.paid(raffle.id, contactId, numbers);
    const { validationCode } = await room.order(orderId);
    return { raffleId: raffle.id, orderId, code: validationCode!.match(/.{4}/g)!.join('-') };
  }

  async close(): Promise<void> {
    await this.app.close();
    await this.draws.close();
  }
}

/** What a page says: its text without markup, spaces folded. */
export async function words(response: Response): Promise<string> {
  const body = (await response.text()).replace(/^.*<body>/s, '');
  return body.replace(/<[^>]*>/g, ' ').replace(/\s+/g, ' ');
}
