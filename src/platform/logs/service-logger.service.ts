import { ConsoleLogger } from '@nestjs/common';

/** What the framework says about its own wiring at each start. */
const WIRING = new Set([
  'InstanceLoader',
  'NestApplication',
  'NestFactory',
  'RouterExplorer',
  'RoutesResolver',
]);

/** The service's log: one JSON object a line in production, readable lines elsewhere; never a person, a number or a message. */
export class ServiceLogger extends ConsoleLogger {
  constructor(production: boolean) {
    super({ json: production, colors: process.stdout.isTTY && !production });
  }

  override log(message: unknown, ...rest: unknown[]): void {
    const context = rest.at(-1);
    if (typeof context === 'string' && WIRING.has(context)) return;
    super.log(message, ...rest);
  }
}
