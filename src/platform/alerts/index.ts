export { Alerts } from './alerts.service.js';
export type { Alert } from './alerts.service.js';
