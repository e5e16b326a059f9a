import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import { publishOpenApi } from '../admin/index.js';
import { AppModule } from '../app.module.js';
import {
  Metrics,
  ProblemFilter,
  ServiceLogger,
  strictValidation,
  type Config,
  type DatabaseUrl,
  type Secrets,
} from '../platform/index.js';
import { guardDeliveries } from '../webhook/index.js';
import { createAdapter, keepRawBodies } from './http.service.js';

/** Builds the application, ready to listen. */
export async function createApp(parts: {
  config: Config;
  url: DatabaseUrl;
  secrets: Secrets;
}): Promise<NestFastifyApplication> {
  const adapter = createAdapter(parts.config);
  const app = await NestFactory.create<NestFastifyApplication>(AppModule.with(parts), adapter, {
    bodyParser: false,
    logger: new ServiceLogger(parts.config.production),
  });
  keepRawBodies(adapter.getInstance());
  guardDeliveries(adapter.getInstance(), parts.config, app.get(Metrics));
  app.useGlobalPipes(strictValidation());
  app.useGlobalFilters(new ProblemFilter());
  publishOpenApi(app);
  return app;
}
