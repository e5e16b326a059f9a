export * from './catalogue/index.js';
export * from './draws/index.js';
export * from './orders/index.js';
export * from './tickets/index.js';
export { RaffleModule } from './raffle.module.js';
