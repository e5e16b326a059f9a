export { Database } from './database.service.js';
export type { Parameter, Reader, Transaction } from './database.service.js';
export { broke, DatabaseFault, isPassingFault } from './fault.js';
export { JOB_SCHEMA, migrate } from './migrate.service.js';
export { DatabaseUrl } from './database-url.js';
export { dataSourceOptions } from './data-source.service.js';
export { expectLongWork } from './long-work.repository.js';
export { nowOf } from './now.reader.js';
