export { Metrics } from './metrics.service.js';
