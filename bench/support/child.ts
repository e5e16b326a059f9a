import { fork, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';

/** A process of its own for one side of a measurement; it answers requests one at a time by messages. */
export class Child {
  private constructor(private readonly process: ChildProcess) {}

  /** Starts a compiled script of this folder and waits for its first message. */
  static async start<T>(script: string, env: NodeJS.ProcessEnv = {}): Promise<{ child: Child; ready: T }> {
    const forked = fork(script, {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
      serialization: 'advanced',
    });
    const child = new Child(forked);
    return { child, ready: await child.next<T>() };
  }

  async ask<T>(message: object): Promise<T> {
    this.process.send(message);
    return this.next<T>();
  }

  async stop(): Promise<void> {
    if (this.process.exitCode !== null || this.process.signalCode !== null) return;
    this.process.kill('SIGTERM');
    await once(this.process, 'exit');
  }

  private async next<T>(): Promise<T> {
    const done = new AbortController();
    try {
      const message = once(this.process, 'message', { signal: done.signal }).then(([value]) => value as T);
      const exit = once(this.process, 'exit', { signal: done.signal }).then(() => {
        throw new Error('a benchmark process ended before it answered');
      });
      exit.catch(() => undefined); // losing the race is no fault
      return await Promise.race([message, exit]);
    } finally {
      done.abort();
    }
  }
}

/** Says something to the parent. */
export function say(message: object): void {
  process.send?.(message);
}
