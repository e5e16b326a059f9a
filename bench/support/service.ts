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

/** The built service in a process of its own, as `npm start` runs it. */
export class ServiceProcess {
  private constructor(
    private readonly process: ChildProcess,
    readonly port: number,
  ) {}

  static async start(port: number, env: NodeJS.ProcessEnv): Promise<ServiceProcess> {
    const main = join(import.meta.dirname, '..', '..', 'src', 'main.js');
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
    if (this.process.exitCode !== null) return;
    this.process.kill('SIGTERM');
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
