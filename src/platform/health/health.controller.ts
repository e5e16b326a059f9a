import { Controller, Get, Header, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Config } from '../config/index.js';
import { Database } from '../database/index.js';
import { Problem, Problems } from '../http/index.js';
import { Metrics } from '../metrics/index.js';
import { Readiness } from './readiness.service.js';
import { readVersion, type Version } from './version.reader.js';

/** Probes for whoever runs the service. */
@ApiExcludeController()
@Controller()
export class HealthController {
  private running: Promise<Version> | null = null;

  constructor(
    private readonly config: Config,
    private readonly database: Database,
    private readonly metrics: Metrics,
    private readonly readiness: Readiness,
  ) {}

  /** The process answers. */
  @Get('health/live')
  @Header('cache-control', 'no-store')
  live(): { status: 'ok' } {
    return { status: 'ok' };
  }

  /** The process can do its work: nothing was found wrong with it at start, and PostgreSQL answers. */
  @Get('health/ready')
  @Header('cache-control', 'no-store')
  async ready(): Promise<{ status: 'ok' }> {
    const { refusal } = this.readiness;
    if (refusal !== null) throw new Problem(503, `Not ready: ${refusal}.`, { code: 'not_ready' });
    try {
      await this.database.first('select app_now()');
    } catch {
      throw Problems.unavailable('The database does not answer.');
    }
    return { status: 'ok' };
  }

  @Get('metrics')
  async metricsText(@Res() reply: FastifyReply): Promise<void> {
    await reply.header('content-type', this.metrics.contentType).send(await this.metrics.text());
  }

  /** Which code runs, and the hash of the code that draws. */
  @Get('version')
  version(): Promise<Version> {
    this.running ??= readVersion(this.config.commit);
    return this.running;
  }
}
