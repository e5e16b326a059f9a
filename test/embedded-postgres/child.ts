import { startEmbeddedPostgres } from '../../src/platform/embedded-postgres/index.js';

/** A service in miniature: starts the server its first argument describes, says where it is, stops it when its input ends. */
const server = await startEmbeddedPostgres(JSON.parse(process.argv[2] ?? '{}'));
console.log(JSON.stringify(server));
process.stdin.resume();
process.stdin.once('end', () => void server.stop());
