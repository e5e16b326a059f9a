export { BROADCAST_STATES } from './broadcast.js';
export type { Broadcast, BroadcastReport, BroadcastState, NewBroadcast } from './broadcast.js';
export { BroadcastModule } from './broadcast.module.js';
export { Broadcasts } from './broadcasts.service.js';
export type { BroadcastPreview } from './preview.js';
export { SEGMENT_KINDS, segmentOf } from './segment.js';
export type { Segment } from './segment.js';
