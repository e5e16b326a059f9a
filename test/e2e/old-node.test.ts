import { spawnSync } from 'node:child_process';
import { join } from 'node:path';
import { expect, it } from 'vitest';

const BUILT = join(import.meta.dirname, '../../dist');
const PRETEND = `data:text/javascript,Object.defineProperty(process,'versions',{value:{...process.versions,node:'22.12.0'}})`;

it.each(['src/main.js', 'scripts/demo/main.js', 'scripts/migrate.js'])(
  '%s on a Node that is too old ends at once and says what to do',
  (script) => {
    const { status, stdout, stderr } = spawnSync(
      process.execPath,
      ['--import', PRETEND, join(BUILT, script)],
      {
        env: { PATH: process.env['PATH'] },
        encoding: 'utf8',
      },
    );
    expect(status).toBe(1);
    expect(stdout).toBe('');
    expect(stderr.split('\n')[0]).toBe('Talonario needs Node 24.11 or newer; this is Node 22.12.0.');
  },
);
