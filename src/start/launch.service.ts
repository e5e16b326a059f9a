import { Server } from 'node:https';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { Config, DatabaseUrl } from '../platform/index.js';
import { createApp } from './app.service.js';
import { openDatabase } from './database.service.js';
import { choosePort } from './port.service.js';
import { openSecrets } from './secret-key.service.js';
import { followFiles } from './tls.service.js';

/** The running service. */
export interface Service {
  readonly app: NestFastifyApplication;
  /** As settled: port and public URL are known. */
  readonly config: Config;
  readonly url: DatabaseUrl;
  /** `http://127.0.0.1:3000` */
  readonly origin: string;
  readonly databaseLocation: string | null;
  /** Lets requests and batches end, then lets go of the database. */
  stop(): Promise<void>;
}

/** Chooses what the environment leaves open. */
export async function settle(config: Config): Promise<Config> {
  const port = await choosePort(config.host, config.port);
  return config.with({ port, publicUrl: config.publicUrl ?? `${scheme(config)}://localhost:${port}` });
}

/** Opens the database, migrates, listens. `config` must be settled. */
export async function launch(config: Config): Promise<Service> {
  const database = await openDatabase(config);
  try {
    const secrets = await openSecrets(config);
    const app = await createApp({ config, url: database.url, secrets });
    await app.listen(config.port ?? 0, config.host);
    const server: unknown = app.getHttpServer();
    const unfollow =
      config.mtls.mode === 'listener' && server instanceof Server ? followFiles(server, config.mtls) : null;
    return {
      app,
      config,
      url: database.url,
      origin: `${scheme(config)}://${config.host === '0.0.0.0' ? '127.0.0.1' : config.host}:${config.port}`,
      databaseLocation: database.location,
      stop: async () => {
        unfollow?.();
        await app.close();
        await database.stop();
      },
    };
  } catch (error) {
    await database.stop();
    throw error;
  }
}

function scheme({ mtls }: Config): 'http' | 'https' {
  return mtls.mode === 'listener' ? 'https' : 'http';
}
