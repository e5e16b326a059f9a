import { readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { loadSchemas, openApiPath } from './schema-source.js';
import type { Schemas } from './schema.js';

describe("the reading of Meta's OpenAPI file", () => {
  it('cuts out exactly what parsing the whole file gives', () => {
    const whole = parse(readFileSync(openApiPath(), 'utf8')) as { components: { schemas: Schemas } };
    const cut = loadSchemas('Message');
    const names = Object.keys(cut);
    expect(names.length).toBeGreaterThan(40);
    expect(cut).toEqual(Object.fromEntries(names.map((name) => [name, whole.components.schemas[name]])));
  });

  it('is found from the compiled output too', () => {
    expect(openApiPath(`${import.meta.dirname}/../../dist/simulator/validate`)).toBe(openApiPath());
  });

  it('says which schema it misses', () => {
    expect(() => loadSchemas('Nothing')).toThrow('no schema Nothing');
  });
});
