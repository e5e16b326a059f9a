import { spawn } from 'node:child_process';

/** The user a command runs as; null: whoever we are. */
export type Account = { readonly uid: number; readonly gid: number } | null;

export interface Outcome {
  readonly ok: boolean;
  /** What the command printed, or why it could not be started. */
  readonly output: string;
}

/** Nothing of our own environment reaches the server's programs: it holds secrets, and PG… variables would change them. */
export const COMMAND_ENVIRONMENT = {
  PATH: `${process.env['PATH'] ?? ''}:/usr/bin:/bin`,
  LC_ALL: 'C',
  TZ: 'UTC',
  ...(process.platform === 'win32' && { SystemRoot: process.env['SystemRoot'] ?? '' }),
};

/** Spawn options that hold for every command: the user, a directory everybody can enter, the clean environment. */
export function runningAs(account: Account) {
  return {
    env: COMMAND_ENVIRONMENT,
    ...(process.platform !== 'win32' && { cwd: '/' }),
    ...(account !== null && { uid: account.uid, gid: account.gid }),
  };
}

/** Runs a command to its end, `input` on its standard input. Never throws: what goes wrong is in the outcome. */
export function run(
  account: Account,
  command: string,
  args: readonly string[],
  input = '',
): Promise<Outcome> {
  return new Promise((resolve) => {
    const child = spawn(command, args, { ...runningAs(account), stdio: 'pipe' });
    let output = '';
    child.stdout.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.stderr.on('data', (chunk: Buffer) => (output += chunk.toString()));
    child.on('error', (error) => resolve({ ok: false, output: error.message }));
    child.on('close', (code) => resolve({ ok: code === 0, output: output.trim() }));
    child.stdin.on('error', () => undefined); // the command may end without reading; its exit code tells
    child.stdin.end(input);
  });
}
