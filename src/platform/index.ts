export { Alerts } from './alerts/index.js';
export type { Alert } from './alerts/index.js';
export { AUDIT_EVENTS, writeAudit } from './audit/index.js';
export type { AuditAction, AuditActor, AuditEntry } from './audit/index.js';
export { Blobs, partOfBlob } from './blobs/index.js';
export type { BlobInfo } from './blobs/index.js';
export { certificatesOf, Config, ConfigError, DEMO, readConfig, readTlsFiles } from './config/index.js';
export type {
  DrandConfig,
  FirstChannel,
  MtlsConfig,
  Role,
  TestChainConfig,
  TlsFiles,
} from './config/index.js';
export {
  broke,
  Database,
  DatabaseFault,
  DatabaseUrl,
  dataSourceOptions,
  expectLongWork,
  isPassingFault,
  JOB_SCHEMA,
  migrate,
  nowOf,
} from './database/index.js';
export type { Parameter, Reader, Transaction } from './database/index.js';
export { Readiness } from './health/readiness.service.js';
export { readVersion, type Version } from './health/version.reader.js';
export * from './http/index.js';
export { Jobs, JobTasks } from './jobs/index.js';
export type { JobContext, JobHandler, JobOptions } from './jobs/index.js';
export {
  ChangeHandler,
  DASHBOARD_TEST,
  Deliveries,
  Hint,
  InboxHint,
  InboxRepository,
  InboxWorker,
  LaneHandler,
  putNews,
  StatusInbox,
} from './mailbox/index.js';
export type {
  ChangeOutcome,
  ItemDecision,
  Lane,
  LaneItem,
  LaneMode,
  LaneResult,
  MessageSource,
  SeenMessage,
  NewsItem,
  StatusPricing,
  StatusRow,
} from './mailbox/index.js';
export { ServiceLogger } from './logs/service-logger.service.js';
export { Metrics } from './metrics/index.js';
export { PlatformModule } from './platform.module.js';
export { OLDER, Retention } from './retention/index.js';
export { Secrets } from './secrets/index.js';
export { sleep, Ticker } from './timers/index.js';
