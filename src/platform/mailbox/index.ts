export { Hint } from './hint.js';
export { InboxHint } from './inbox-hint.service.js';
export { InboxRepository } from './inbox.repository.js';
export { InboxWorker } from './inbox.worker.js';
export type { Lane, LaneItem, LaneResult, MessageSource } from './lane.js';
export { LaneHandler } from './lane-handler.port.js';
export type { LaneMode } from './lane-handler.port.js';
export { putNews } from './news.repository.js';
export type { NewsItem } from './news.repository.js';
