export { pushDemoTemplates } from './demo-templates.service.js';
export { startDemoWorld } from './demo-world.service.js';
export type { DemoWorld } from './demo-world.service.js';
export { launch, settle } from './launch.service.js';
export type { Service } from './launch.service.js';
export { PortTakenError } from './port.service.js';
