import { Module, type DynamicModule } from '@nestjs/common';
import { TypeOrmModule } from '@nestjs/typeorm';
import { Alerts, AlertTeller } from './alerts/index.js';
import { Blobs } from './blobs/index.js';
import { Config } from './config/index.js';
import { Database, DatabaseUrl, dataSourceOptions } from './database/index.js';
import { HealthController } from './health/health.controller.js';
import { Readiness } from './health/readiness.service.js';
import { JobRunner, Jobs, JobTasks } from './jobs/index.js';
import {
  Deliveries,
  InboxHint,
  InboxRepository,
  MailboxGauges,
  MailboxRetention,
  StatusInbox,
} from './mailbox/index.js';
import { Metrics } from './metrics/index.js';
import { Secrets } from './secrets/index.js';
import { Retention } from './retention/index.js';
import { Ticker } from './timers/index.js';

const POOL_SIZE = 14;

/** What every room stands on. Global: rooms inject these without importing the module. */
@Module({})
export class PlatformModule {
  static with(parts: { config: Config; url: DatabaseUrl; secrets: Secrets }): DynamicModule {
    const values = [
      { provide: Config, useValue: parts.config },
      { provide: DatabaseUrl, useValue: parts.url },
      { provide: Secrets, useValue: parts.secrets },
    ];
    const services = [
      Database,
      Alerts,
      AlertTeller,
      Blobs,
      Jobs,
      JobTasks,
      JobRunner,
      Deliveries,
      InboxHint,
      InboxRepository,
      StatusInbox,
      MailboxGauges,
      MailboxRetention,
      Metrics,
      Readiness,
      Retention,
      Ticker,
    ];
    return {
      module: PlatformModule,
      global: true,
      imports: [TypeOrmModule.forRoot(dataSourceOptions(parts.url.service, POOL_SIZE))],
      controllers: [HealthController],
      providers: [...values, ...services],
      exports: [...values.map((value) => value.provide), ...services],
    };
  }
}
