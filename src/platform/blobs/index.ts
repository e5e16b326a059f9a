export { partOfBlob } from './blob-sql.js';
export { Blobs } from './blobs.repository.js';
export type { BlobInfo } from './blobs.repository.js';
