import { randomBytes } from 'node:crypto';
import { mkdir, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { Secrets, type Config } from '../platform/index.js';

/** The configured keys, or (demo and tests) one made once and kept in DATA_DIR, readable by its owner only. */
export async function openSecrets(config: Config): Promise<Secrets> {
  if (config.secretKeys.length > 0) return new Secrets(config.secretKeys);
  const path = join(config.dataDir, 'secret-key');
  await mkdir(config.dataDir, { recursive: true });
  await writeFile(path, randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' }).catch(
    (error: NodeJS.ErrnoException) => {
      if (error.code !== 'EEXIST') throw error;
    },
  );
  return new Secrets([Buffer.from(await readFile(path, 'utf8'), 'base64')]);
}
