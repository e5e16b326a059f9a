import { Injectable, Logger, type OnModuleInit } from '@nestjs/common';
import { Config, Database, nowOf } from '../../platform/index.js';
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
    const warning = graphVersionWarning(this.config.graph.version, await nowOf(this.database));
    if (warning !== null) this.logger.warn(warning);
  }
}
