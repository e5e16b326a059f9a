export { launch, settle } from './launch.service.js';
export type { Service } from './launch.service.js';
export { PortTakenError } from './port.service.js';
