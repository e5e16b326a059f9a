import type { ZipEntry } from './zip.js';

/** A file of an evidence file. `bytes` may be asked for more than once and gives the same each time. */
export interface PackFile {
  readonly path: string;
  readonly bytes: () => Iterable<Buffer> | AsyncIterable<Buffer>;
}

/** A file once its bytes were seen. */
export interface MeasuredFile extends ZipEntry {
  /** Hexadecimal. */
  readonly sha256: string;
}

/** A file that is small enough to be held. */
export function held(path: string, bytes: Buffer | string): PackFile {
  const buffer = Buffer.isBuffer(bytes) ? bytes : Buffer.from(bytes, 'utf8');
  return { path, bytes: () => [buffer] };
}

/** What `sha256sum -c` reads. */
export function sums(files: readonly MeasuredFile[]): string {
  return files.map(({ sha256, path }) => `${sha256}  ${path}\n`).join('');
}

/** Indented, members in the order they were read: for eyes. What is hashed as canonical JSON is stored as such. */
export function jsonText(value: unknown): string {
  return `${JSON.stringify(value, null, 2)}\n`;
}
