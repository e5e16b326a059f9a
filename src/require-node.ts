import { createRequire } from 'node:module';

/*
 * First import of whatever is started without npm's scripts, which look at Node's version themselves: an old one would come
 * as far as a strange fault somewhere else. The path is that of the built file.
 */
const { complaint } = createRequire(import.meta.url)('../../scripts/preflight.cjs') as {
  complaint: (version: string) => string | null;
};

const text = complaint(process.versions.node);
if (text !== null) {
  process.stderr.write(`${text}\n`);
  process.exit(1);
}
