type Json = { readonly [member: string]: unknown };

/** As much of an OpenAPI document as matters here. */
interface Document {
  readonly paths: object;
  readonly components?: object;
}

/** Gives every JSON body, sent or answered, one example, put together from the examples of its fields. */
export function addExamples(document: Document): void {
  const schemas = asObject(asObject(document.components)['schemas']);
  for (const operation of operationsOf(document)) {
    const answers = Object.values(asObject(operation['responses']));
    for (const part of [operation['requestBody'], ...answers]) {
      const media = asObject(asObject(part)['content'])['application/json'];
      if (isObject(media) && media['example'] === undefined) {
        Object.assign(media, { example: exampleOf(media['schema'], schemas) });
      }
    }
  }
}

function operationsOf(document: Document): Json[] {
  return Object.values(document.paths).flatMap((path) => Object.values(asObject(path)).filter(isObject));
}

/** The example of a schema: its own, else one made of its members'; members without any are left out. */
export function exampleOf(schema: unknown, schemas: Json): unknown {
  if (!isObject(schema)) return undefined;
  if ('example' in schema) return schema['example'];
  const reference = schema['$ref'];
  if (typeof reference === 'string') return exampleOf(schemas[reference.split('/').at(-1) ?? ''], schemas);
  for (const combined of ['allOf', 'anyOf', 'oneOf']) {
    const parts = schema[combined];
    if (Array.isArray(parts)) return exampleOf(parts[0], schemas);
  }
  if (schema['type'] === 'array') return [exampleOf(schema['items'], schemas)];
  if (schema['type'] !== 'object') return undefined;
  const members = Object.entries(asObject(schema['properties']));
  const examples = members.map(([name, member]) => [name, exampleOf(member, schemas)] as const);
  return Object.fromEntries(examples.filter(([, example]) => example !== undefined));
}

function asObject(value: unknown): Json {
  return isObject(value) ? value : {};
}

function isObject(value: unknown): value is Json {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
