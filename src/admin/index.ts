export { AdminModule } from './admin.module.js';
export { openApiDocument, publishOpenApi } from './openapi.service.js';
