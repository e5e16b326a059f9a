import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Config, Database } from '../../platform/index.js';
import { graphVersionWarning } from './graph-versions.js';

/** Says at the start that the configured version of the Graph API comes to its end. */
@Injectable()
export class GraphVersionNotice implements OnModuleInit {
  private readonly logger = new Logger('Graph');

  constructor(
    private readonly config: Config,
    private readonly database: Database,
  ) {}

  async onModuleInit(): Promise<void> {
    const clock = await this.database.first<{ now: Date }>('select app_now() as now');
    const warning = clock && graphVersionWarning(this.config.graph.version, clock.now);
    if (warning !== null) this.logger.warn(warning);
  }
}
