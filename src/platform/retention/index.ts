export { OLDER, Retention } from './retention.worker.js';
export type { Pruner } from './retention.worker.js';
