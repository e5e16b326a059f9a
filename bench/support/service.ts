import { randomBytes } from 'node:crypto';
import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';

export const BENCH_APP_SECRET = 'bench-app-secret';
export const BENCH_NUMBER = '106540352242922';
export const BENCH_ACCOUNT = '102290129340398';
export const BENCH_TOKEN = 'bench-access-token';
export const BENCH_API_KEY = `bench_${randomBytes(24).toString('hex')}`;

const BUILT = join(import.meta.dirname, '..', '..', 'src', 'main.js');

/** The built service in a process of its own, as `npm start` runs it. */
export class ServiceProcess {
  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
  ) {}

  /** @param main the built src/main.js */
  static async start(port: number, env: NodeJS.ProcessEnv, main = BUILT): Promise<ServiceProcess> {
    const child = spawn(process.execPath, ['--enable-source-maps', main], {
      env: {
        PATH: process.env['PATH'],
        NODE_ENV: 'test',
        PORT: String(port),
        WHATSAPP_VERIFY_TOKEN: 'bench-verify-token',
        WHATSAPP_APP_SECRET: BENCH_APP_SECRET,
        WHATSAPP_ACCESS_TOKEN: BENCH_TOKEN,
        WHATSAPP_PHONE_NUMBER_ID: BENCH_NUMBER,
        WHATSAPP_BUSINESS_ACCOUNT_ID: BENCH_ACCOUNT,
        ADMIN_API_KEY: BENCH_API_KEY,
        ...env,
      },
      stdio: ['ignore', 'ignore', 'inherit'],
    });
    const service = new ServiceProcess(child, port);
    await service.ready();
    return service;
  }

  async stop(): Promise<void> {
    await this.end('SIGTERM');
  }

  /** Ends the process at once, wherever it is. */
  async kill(): Promise<void> {
    await this.end('SIGKILL');
  }

  /** Stops the process in its tracks (SIGSTOP) or lets it go on (SIGCONT). */
  signal(signal: 'SIGSTOP' | 'SIGCONT'): void {
    this.process.kill(signal);
  }

  private async end(signal: 'SIGTERM' | 'SIGKILL'): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill(signal);
    await once(this.process, 'exit');
  }

  private async ready(): Promise<void> {
    for (let tries = 0; tries < 300; tries++) {
      if (this.process.exitCode !== null) throw new Error('the service ended at its start');
      const answer = await fetch(`http://127.0.0.1:${this.port}/health/ready`).catch(() => null);
      if (answer?.ok === true) return;
      await sleep(100);
    }
    throw new Error('the service did not become ready in 30 s');
  }
}
