export { ExpirySweep } from './expiry-sweep.worker.js';
export { Heartbeat } from './heartbeat.worker.js';
export { Holds } from './holds.service.js';
export type { HoldRequest } from './hold.repository.js';
export { Orders } from './orders.service.js';
export type { OrderState } from './order-state.js';
export type {
  CancelOutcome,
  HoldOutcome,
  OrderOrigin,
  OrderView,
  PaidOutcome,
  RejectedOutcome,
  ReviewOutcome,
} from './order-view.js';
export { Reservations } from './reservations.service.js';
export { Reviews } from './reviews.service.js';
export { ValidationCodes } from './validation-codes.service.js';
