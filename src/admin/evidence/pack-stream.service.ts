import { createHash } from 'node:crypto';
import { invariant } from '../../kernel/index.js';
import { readme } from './readme.js';
import type { EvidenceFacts } from './facts.js';
import { held, sums, type MeasuredFile, type PackFile } from './pack.js';
import { centralDirectory, crc32, localHeader } from './zip.js';

/**
 * The files as a ZIP, with README.txt and SHA256SUMS in front. Every file is made twice, first to be measured: so a list of 70 MB is
 * never held, and readers that cannot seek still learn the sizes in time.
 */
export async function* packStream(facts: EvidenceFacts, files: readonly PackFile[]): AsyncGenerator<Buffer> {
  const measured: MeasuredFile[] = [];
  for (const file of files) measured.push(await measure(file));
  const first = held('README.txt', readme(facts, measured));
  const firstMeasured = await measure(first);
  const second = held('SHA256SUMS', sums([firstMeasured, ...measured]));
  const all = [firstMeasured, await measure(second), ...measured];
  const at = new Date(facts.madeAt);
  for (const [n, file] of [first, second, ...files].entries()) {
    const entry = all[n];
    invariant(entry !== undefined, 'every file was measured');
    yield localHeader(entry, at);
    yield* same(file, entry);
  }
  yield centralDirectory(all, at);
}

/** The bytes of a file once more. A file that is not what was measured would be a ZIP that lies. */
async function* same(file: PackFile, entry: MeasuredFile): AsyncGenerator<Buffer> {
  const hash = createHash('sha256');
  for await (const chunk of file.bytes()) {
    hash.update(chunk);
    yield chunk;
  }
  invariant(hash.digest('hex') === entry.sha256, `${file.path} changed while it was written`);
}

async function measure({ path, bytes }: PackFile): Promise<MeasuredFile> {
  const hash = createHash('sha256');
  let [size, crc] = [0, 0];
  for await (const chunk of bytes()) {
    hash.update(chunk);
    crc = crc32(chunk, crc);
    size += chunk.length;
  }
  return { path, size, crc, sha256: hash.digest('hex') };
}
