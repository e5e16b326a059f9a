import type { Schemas } from './schema.js';

/** One way in which Meta's published file differs from what Meta's servers do. */
export interface Difference {
  name: string;
  /** the page of Meta's documentation (or the observation) that says so */
  source: string;
  apply(schemas: Schemas): void;
}
