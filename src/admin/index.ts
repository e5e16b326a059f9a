export { AdminModule } from './admin.module.js';
export { checkBooks, type BookFinding, type Head } from './records/check-books.reader.js';
export { openApiDocument, publishOpenApi } from './openapi.service.js';
