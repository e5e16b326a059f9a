import './require-node.js';
import 'reflect-metadata';
import { ConfigError, readConfig } from './platform/index.js';
import {
  launch,
  PortTakenError,
  settle,
  pushDemoTemplates,
  startDemoWorld,
  type Service,
} from './start/index.js';

/** `npm start`: the service with the given environment. */
async function main(): Promise<void> {
  const settled = await settle(readConfig(process.env));
  const world = settled.demo ? await startDemoWorld(settled) : null;
  const service = await launch(world?.config ?? settled);
  if (world !== null) await pushDemoTemplates(service);
  announce(service);
  const stop = (): void => {
    void service
      .stop()
      .then(() => world?.simulator.stop())
      .then(() => process.exit(0));
  };
  process.once('SIGINT', stop);
  process.once('SIGTERM', stop);
}

function announce(service: Service): void {
  const { config } = service;
  process.stdout.write(
    `Talonario listens on ${service.origin} (webhook ${config.webhookPath}, role ${config.role})\n`,
  );
  if (service.databaseLocation !== null)
    process.stdout.write(`The embedded database is in ${service.databaseLocation}\n`);
  if (config.demo) {
    process.stdout.write(`Demo: owner ${config.admin.email}, password ${config.admin.password}\n`);
    process.stdout.write(`Demo: API key ${config.admin.apiKey}\n`);
    process.stdout.write(`Demo: the simulated WhatsApp listens on ${config.graph.baseUrl}\n`);
  }
}

main().catch((error: unknown) => {
  const expected = error instanceof ConfigError || error instanceof PortTakenError;
  const text =
    error instanceof Error ? (expected ? error.message : (error.stack ?? error.message)) : String(error);
  process.stderr.write(`${text}\n`);
  process.exit(1);
});
