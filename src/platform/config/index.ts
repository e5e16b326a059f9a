export { Config, DEMO } from './config.js';
export type { FirstChannel, Role } from './config.js';
export { ConfigError, readConfig } from './read-config.service.js';
