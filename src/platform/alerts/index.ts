export { AlertTeller } from './alert-teller.worker.js';
export { Alerts } from './alerts.service.js';
export type { Alert } from './alerts.service.js';
