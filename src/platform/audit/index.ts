export { AUDIT_EVENTS } from './audit-events.js';
export type { AuditAction, AuditEntry } from './audit-events.js';
export { writeAudit } from './audit.repository.js';
export type { AuditActor } from './audit.repository.js';
