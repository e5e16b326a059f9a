import 'reflect-metadata';
import { Module } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { Config, Metrics, readConfig } from '../../src/platform/index.js';
import { createAdapter, keepRawBodies } from '../../src/start/http.service.js';
import { Ingest } from '../../src/webhook/ingest.service.js';
import { WebhookController } from '../../src/webhook/webhook.controller.js';
import { Channels } from '../../src/whatsapp/index.js';
import { say } from '../support/child.js';

const config = readConfig(process.env);

/** The same door — HTTP, raw body, signature, answer — with nothing behind it. */
@Module({
  controllers: [WebhookController],
  providers: [
    Metrics,
    { provide: Config, useValue: config },
    { provide: Channels, useValue: { all: () => Promise.resolve([]) } },
    { provide: Ingest, useValue: { store: () => Promise.resolve() } },
  ],
})
class StoresNothing {}

const adapter = createAdapter(config);
const app = await NestFactory.create<NestFastifyApplication>(StoresNothing, adapter, {
  bodyParser: false,
  logger: ['error'],
});
keepRawBodies(adapter.getInstance());
await app.listen(config.port ?? 0, '127.0.0.1');
process.once('SIGTERM', () => void app.close().then(() => process.exit(0)));
say({ ready: true });
