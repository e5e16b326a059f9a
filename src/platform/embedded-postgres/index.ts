export { startEmbeddedPostgres } from './launcher.service.js';
export type { EmbeddedPostgres, EmbeddedPostgresOptions } from './launcher.service.js';
export { OWNER_ROLE, SERVICE_ROLE } from './cluster.service.js';
