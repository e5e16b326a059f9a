export { Config, DEMO } from './config.js';
export type { FirstChannel, Role } from './config.js';
export { ConfigError, readConfig } from './read-config.service.js';
export { certificatesOf, readTlsFiles } from './certificate-files.reader.js';
export type { TlsFiles } from './certificate-files.reader.js';
export type { DrandConfig, TestChainConfig } from './drand.js';
export type { MtlsConfig } from './mtls.js';
