export { guardDeliveries } from './client-certificate.guard.js';
export { WebhookModule } from './webhook.module.js';
