import { execFile } from 'node:child_process';
import { mkdir, writeFile } from 'node:fs/promises';
import { join, resolve } from 'node:path';
import { promisify } from 'node:util';
import { StoryDiffers } from './buyer.js';
import type { Screen } from './screen.js';

const VERIFIER = join(import.meta.dirname, '..', '..', '..', 'scripts', 'verify-draw.mjs');

/** Fetches the public papers of a draw as any buyer can, keeps them and runs the stand-alone check on them. */
export async function keepAndVerify(
  origin: string,
  drawId: string,
  folder: string,
  screen: Screen,
): Promise<void> {
  screen.title('Anybody checks it: certificate and list, without the service');
  await mkdir(folder, { recursive: true });
  const paths = ['certificate.json', 'ledger.bin'].map((name) => join(resolve(folder), name));
  for (const path of paths) {
    const name = path.slice(path.lastIndexOf('/') + 1);
    const response = await fetch(`${origin}/draws/${drawId}/${name}`);
    if (!response.ok) throw new StoryDiffers(`/draws/:id/${name} answered ${response.status}`);
    await writeFile(path, Buffer.from(await response.arrayBuffer()));
  }
  screen.note(`npm run verify-draw -- ${paths.join(' ')}`);
  const { stdout } = await promisify(execFile)(process.execPath, [VERIFIER, ...paths]).catch(
    (error: { stdout?: string }) => {
      throw new StoryDiffers(`the certificate does not verify: ${error.stdout ?? ''}`);
    },
  );
  for (const line of stdout.trim().split('\n')) screen.note(line);
}
