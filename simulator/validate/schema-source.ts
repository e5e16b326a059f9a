import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { parse } from 'yaml';
import { findUp } from '../find-up.js';
import { referencedNames, type Schema, type Schemas } from './schema.js';

const FILE = join('simulator', 'meta-openapi', 'meta-cloud-api-openapi-v23.yaml');

/** Path of Meta's OpenAPI file. */
export function openApiPath(from = import.meta.dirname): string {
  return findUp(FILE, from);
}

/**
 * The named schema and everything it refers to, as published.
 * Only those blocks of the 1 MB file are parsed: the whole takes half a second, these a few milliseconds.
 */
export function loadSchemas(root: string, text = readFileSync(openApiPath(), 'utf8')): Schemas {
  const schemas: Schemas = {};
  const wanted = [root];
  for (let name = wanted.pop(); name !== undefined; name = wanted.pop()) {
    if (schemas[name]) continue;
    const schema = parseBlock(text, name);
    schemas[name] = schema;
    wanted.push(...referencedNames(schema));
  }
  return schemas;
}

/** Schemas stand four spaces deep; a block ends where the next line of that depth or less begins. */
function parseBlock(text: string, name: string): Schema {
  const heading = `\n    ${name}:\n`;
  const start = text.indexOf(heading, text.indexOf('\n  schemas:\n'));
  if (start < 0) throw new Error(`Meta's OpenAPI has no schema ${name}`);
  const content = text.slice(start + heading.length);
  const length = content.search(/^ {0,4}\S/m);
  return parse(length < 0 ? content : content.slice(0, length)) as Schema;
}
