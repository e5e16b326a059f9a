export { sleep, Ticker } from './ticker.service.js';
