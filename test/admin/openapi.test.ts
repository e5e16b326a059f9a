import { Ajv2020 } from 'ajv/dist/2020.js';
import addFormats from 'ajv-formats';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { EXAMPLE } from '../../src/admin/http/examples.js';
import { AdminApp } from './app.js';
import { BY_REQUEST, entriesAfter } from './audited.js';
import { fixtures, type Replacements } from './openapi-fixtures.js';
import { BEARER } from './openapi-people.js';

interface Media {
  example?: unknown;
  schema?: { $ref?: string };
}
interface Parameter {
  name: string;
  in: 'path' | 'query' | 'header';
  required: boolean;
  example?: unknown;
  schema?: { example?: unknown };
}
interface Operation {
  summary?: string;
  tags?: string[];
  security?: object[];
  parameters?: Parameter[];
  requestBody?: { content: Record<string, Media> };
  responses: Record<string, { content?: Record<string, Media> }>;
}
interface Document {
  openapi: string;
  info: { title: string; version: string; license: object };
  servers: object[];
  paths: Record<string, Record<string, Operation>>;
  components: { schemas: Record<string, object>; securitySchemes: Record<string, object> };
}

let app: AdminApp;
let document: Document;
const ajv = new Ajv2020({ strict: false, allErrors: true });
addFormats.default(ajv);
ajv.addFormat('int64', true);
ajv.addFormat('binary', true);

beforeAll(async () => {
  app = await AdminApp.start();
  document = (await (await fetch(`${app.origin}/api/openapi.json`)).json()) as Document;
  ajv.addSchema({ $id: 'https://rifas.example/api', ...document });
});
afterAll(() => app.stop());

interface Listed extends Operation {
  name: string;
  method: string;
  path: string;
}

function operations(): Listed[] {
  return Object.entries(document.paths).flatMap(([path, methods]) =>
    Object.entries(methods).map(([method, operation]) => ({
      ...operation,
      method: method.toUpperCase(),
      path,
      name: `${method.toUpperCase()} ${path}`,
    })),
  );
}

/** What is wrong with a value by the schema at this place in the document. */
function faults(pointer: readonly string[], value: unknown): string[] {
  const fragment = pointer
    .map((part) => encodeURIComponent(part.replaceAll('~', '~0').replaceAll('/', '~1')))
    .join('/');
  const check = ajv.compile({ $ref: `https://rifas.example/api#/${fragment}` });
  check(value);
  return (check.errors ?? []).map(({ instancePath, message }) => `${instancePath} ${message}`);
}

describe('the OpenAPI file', () => {
  it('is OpenAPI 3.1 with title, licence, server and a bearer key', () => {
    expect(document.openapi).toBe('3.1.0');
    expect(document.info).toMatchObject({ title: 'Talonario', license: { name: 'MIT' } });
    expect(document.servers).not.toEqual([]);
    expect(document.components.securitySchemes).toMatchObject({ apiKey: { type: 'http', scheme: 'bearer' } });
  });

  it('refers only to schemas it has', () => {
    const references = [...JSON.stringify(document).matchAll(/"\$ref":"([^"]*)"/g)].map(
      ([, reference]) => reference,
    );
    const known = Object.keys(document.components.schemas).map((name) => `#/components/schemas/${name}`);
    expect(references.filter((reference) => !known.includes(reference ?? ''))).toEqual([]);
  });

  it('describes every operation: what it is, who may, what it answers, how it refuses', () => {
    for (const { name, summary, tags, security, responses, path, parameters = [] } of operations()) {
      const open = name === 'POST /api/v1/sessions';
      const key = open ? undefined : [{ apiKey: [] }];
      expect([name, summary !== undefined, tags?.length, security]).toEqual([name, true, 1, key]);
      const statuses = Object.keys(responses);
      expect([name, statuses.filter((status) => status.startsWith('2')).length > 0]).toEqual([name, true]);
      expect(statuses).toEqual(expect.arrayContaining(['400', '401', ...(open ? [] : ['403']), 'default']));
      const named = parameters
        .filter((parameter) => parameter.in === 'path')
        .map((parameter) => parameter.name);
      expect([name, named.sort()]).toEqual([
        name,
        [...path.matchAll(/\{(\w+)\}/g)].map(([, id]) => String(id)).sort(),
      ]);
    }
  });

  it('has an example of every JSON body, and each is as its own schema says', () => {
    const wrong: string[] = [];
    const look = (at: string[], content: Record<string, Media>): void => {
      for (const [type, { example }] of Object.entries(content)) {
        if (!type.endsWith('json')) continue;
        const place = [...at, 'content', type];
        if (example === undefined) wrong.push(`${place.join(' ')} has no example`);
        else
          wrong.push(...faults([...place, 'schema'], example).map((fault) => `${place.join(' ')}${fault}`));
      }
    };
    for (const { path, method, requestBody, responses } of operations()) {
      const at = ['paths', path, method.toLowerCase()];
      if (requestBody !== undefined) look([...at, 'requestBody'], requestBody.content);
      for (const [status, { content = {} }] of Object.entries(responses))
        look([...at, 'responses', status], content);
    }
    expect(wrong).toEqual([]);
  });

  it('has a page for people', async () => {
    const page = await fetch(`${app.origin}/api/docs`);
    expect(page.status).toBe(200);
    const html = await page.text();
    for (const [, asset] of html.matchAll(/(?:src|href)="(\.\/docs\/[^"]+)"/g)) {
      expect((await fetch(new URL(asset ?? '', `${app.origin}/api/docs`))).status).toBe(200);
    }
  });
});

describe('every example of the OpenAPI file', () => {
  it('has a fixture that puts real ids in its place', () => {
    expect(Object.keys(fixtures).sort()).toEqual(
      operations()
        .map(({ name }) => name)
        .sort(),
    );
  });

  it.each(Object.keys(fixtures))('of %s is answered as documented', async (name) => {
    const operation = operations().find((one) => one.name === name);
    if (operation === undefined) throw new Error('no such operation');
    const fixture = fixtures[name];
    const replacements = (await fixture?.(app)) ?? {};
    const last = (await entriesAfter(app)).at(-1)?.id;
    const response = await send(operation, replacements);
    const text = await response.text();
    await app.owner.query(
      'create or replace function app_now() returns timestamptz language sql volatile as $$ select clock_timestamp() $$',
    );
    const did = (await entriesAfter(app, last)).filter(
      ({ actor, action }) => actor !== null && action !== 'access.first_from',
    );
    expect([name, did.length > 0]).toEqual([name, operation.method !== 'GET']);
    const documented = operation.responses[String(response.status)];
    expect([response.status, text.slice(0, 300), documented !== undefined && response.status < 300]).toEqual([
      response.status,
      text.slice(0, 300),
      true,
    ]);
    const type = response.headers.get('content-type')?.split(';')[0] ?? '';
    expect(Object.keys(documented?.content ?? {})).toContain(type);
    if (type !== 'application/json') return;
    const at = [
      'paths',
      operation.path,
      operation.method.toLowerCase(),
      'responses',
      String(response.status),
      'content',
      type,
      'schema',
    ];
    expect(faults(at, JSON.parse(text))).toEqual([]);
  });
});

it('the examples bring about everything the audit log knows, but what happens by itself', async () => {
  const written = new Set((await entriesAfter(app)).map(({ action }) => action));
  expect(BY_REQUEST.filter((action) => !written.has(action))).toEqual([]);
});

/** Sends exactly what the file shows, with real ids. */
function send(
  { method, path, parameters = [], requestBody }: Listed,
  replacements: Replacements,
): Promise<Response> {
  const real = (text: string): string =>
    Object.entries(replacements).reduce((so, [example, id]) => so.replaceAll(example, id), text);
  const shown = (parameter: Parameter): string => String(parameter.example ?? parameter.schema?.example);
  const of = (place: Parameter['in']): Parameter[] =>
    parameters.filter((parameter) => parameter.in === place && parameter.name !== 'cursor');
  const address = of('path').reduce(
    (so, parameter) => so.replace(`{${parameter.name}}`, real(shown(parameter))),
    path,
  );
  const query = new URLSearchParams(
    of('query').map((parameter): [string, string] => [parameter.name, real(shown(parameter))]),
  );
  const headers = Object.fromEntries(of('header').map((parameter) => [parameter.name, shown(parameter)]));
  const example = requestBody?.content['application/json']?.example;
  const options = example === undefined ? { headers } : { headers, body: real(JSON.stringify(example)) };
  const key = replacements[BEARER];
  const who = key === undefined ? options : { ...options, key };
  return app.call(method, `${address.replace('/api/v1', '')}?${query.toString()}`, who);
}

describe('the ids of examples', () => {
  it('are ids', () => {
    const ids = Object.entries(EXAMPLE).filter(([name]) => name.endsWith('Id'));
    expect(ids.every(([, id]) => /^[0-9a-f-]{36}$/.test(id))).toBe(true);
    expect(new Set(ids.map(([, id]) => id)).size).toBe(ids.length);
  });
});
