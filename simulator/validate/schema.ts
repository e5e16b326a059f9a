/** The part of JSON Schema 2020-12 that Meta's OpenAPI uses. */
export interface Schema {
  $ref?: string;
  type?: string | string[];
  const?: string;
  enum?: string[];
  format?: string;
  pattern?: string;
  minLength?: number;
  maxLength?: number;
  minItems?: number;
  maxItems?: number;
  required?: string[];
  properties?: Record<string, Schema>;
  additionalProperties?: boolean;
  unevaluatedProperties?: boolean;
  items?: Schema;
  allOf?: Schema[];
  anyOf?: Schema[];
  oneOf?: Schema[];
  not?: Schema;
  if?: Schema;
  else?: Schema;
  discriminator?: { propertyName: string; mapping?: Record<string, string> };
}

export type Schemas = Record<string, Schema>;

export const REF_PREFIX = '#/components/schemas/';

export function ref(name: string): Schema {
  return { $ref: `${REF_PREFIX}${name}` };
}

/** Names of the schemas a schema points to, by `$ref` or by a discriminator's mapping. */
export function referencedNames(schema: Schema): string[] {
  return [...JSON.stringify(schema).matchAll(/"#\/components\/schemas\/([^"]+)"/g)].map(
    (hit) => hit[1] ?? '',
  );
}

/**
 * The schema at a dotted path, e.g. `TextMessage.allOf.1.properties.text`.
 * Throws when it is not there: a repair that no longer fits Meta's file must not pass silently.
 */
export function at(schemas: Schemas, path: string): Schema {
  const found = path.split('.').reduce<unknown>((node, key) => {
    return typeof node === 'object' && node !== null ? (node as Record<string, unknown>)[key] : undefined;
  }, schemas);
  if (typeof found !== 'object' || found === null) throw new Error(`Meta's OpenAPI has no ${path}`);
  return found;
}
