import { createHash } from 'node:crypto';
import { execFile } from 'node:child_process';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { promisify } from 'node:util';

export interface Version {
  readonly version: string;
  /** The commit this was built from; null where nobody said so and there is no checkout. */
  readonly commit: string | null;
  /** SHA-256 over the compiled files of src/fair-draw, in name order. */
  readonly drawCode: string;
}

const ROOT = join(import.meta.dirname, '..', '..', '..');

/** What runs here. @param commit as the environment names it */
export async function readVersion(commit: string | null): Promise<Version> {
  return {
    version: await packageVersion(),
    commit: commit ?? (await checkedOut()),
    drawCode: await drawCode(),
  };
}

async function packageVersion(): Promise<string> {
  for (const path of [join(ROOT, 'package.json'), join(ROOT, '..', 'package.json')]) {
    const text = await readFile(path, 'utf8').catch(() => null);
    if (text === null) continue;
    const manifest: unknown = JSON.parse(text);
    if (typeof manifest === 'object' && manifest !== null && 'version' in manifest)
      return String(manifest.version);
  }
  return 'unknown';
}

async function checkedOut(): Promise<string | null> {
  try {
    const { stdout } = await promisify(execFile)('git', ['rev-parse', 'HEAD'], { cwd: ROOT });
    return stdout.trim();
  } catch {
    return null; // no git, or no checkout
  }
}

async function drawCode(): Promise<string> {
  const folder = join(import.meta.dirname, '..', '..', 'fair-draw');
  const names = (await readdir(folder))
    .filter((name) => /\.(js|ts)$/.test(name) && !/\.(spec|d)\./.test(name))
    .sort();
  const hash = createHash('sha256');
  for (const name of names)
    hash
      .update(name)
      .update('\0')
      .update(await readFile(join(folder, name)));
  return hash.digest('hex');
}
