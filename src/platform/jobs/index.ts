export { Jobs } from './jobs.service.js';
export type { JobOptions } from './jobs.service.js';
export { JobTasks } from './job-tasks.service.js';
export type { JobContext, JobHandler } from './job-tasks.service.js';
export { JobRunner } from './job-runner.worker.js';
