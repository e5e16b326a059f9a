import { existsSync } from 'node:fs';
import { dirname, join } from 'node:path';

/** Path of a data file of the simulator. The compiler leaves data in the source tree: look upwards. */
export function findUp(file: string, from = import.meta.dirname): string {
  for (let folder = from; ; folder = dirname(folder)) {
    const path = join(folder, file);
    if (existsSync(path)) return path;
    if (folder === dirname(folder)) throw new Error(`${file} not found above ${from}`);
  }
}
