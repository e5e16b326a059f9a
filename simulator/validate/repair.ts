import type { Schema, Schemas } from './schema.js';

/**
 * Repair (a): as published, every message is refused. Each type is `allOf: [Base, {additionalProperties:
 * false, …}]`, and the second part then refuses the keys of the first. What is meant is said in
 * JSON Schema 2020-12 by `unevaluatedProperties: false` beside the `allOf`.
 */
export function closeAfterAllOf(schemas: Schemas): void {
  for (const schema of Object.values(schemas)) liftClosing(schema);
}

function liftClosing(schema: Schema): void {
  for (const part of schema.allOf ?? []) {
    if (part.additionalProperties !== false) continue;
    delete part.additionalProperties;
    schema.unevaluatedProperties = false;
  }
}
