import 'reflect-metadata';
import { Controller, Get, HttpException, Module, Post, Res } from '@nestjs/common';
import { NestFactory } from '@nestjs/core';
import type { NestFastifyApplication } from '@nestjs/platform-fastify';
import type { FastifyReply } from 'fastify';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { DatabaseFault, Problem, ProblemFilter, Problems, readConfig } from '../../src/platform/index.js';
import { createAdapter, keepRawBodies } from '../../src/start/http.service.js';

const SECRET = 'a secret of the inside';

@Controller('throws')
class Throwing {
  @Get('bug')
  bug(): never {
    throw new Error(SECRET);
  }

  @Get('not-an-error')
  notAnError(): never {
    // oxlint-disable-next-line typescript/only-throw-error -- what a careless library does
    throw SECRET;
  }

  @Get('database')
  database(): never {
    throw new DatabaseFault('23514', 'some_check');
  }

  @Get('database-gone')
  databaseGone(): never {
    throw new DatabaseFault('57P01', null);
  }

  @Get('framework')
  framework(): never {
    throw new HttpException(SECRET, 502);
  }

  @Get('conflict')
  conflict(): never {
    throw Problems.conflict('It is so.', { code: 'so_it_is', more: [1, 2] });
  }

  @Get('too-many')
  tooMany(): never {
    throw Problems.tooMany('Not so fast.', 7);
  }

  @Get('teapot')
  teapot(): never {
    throw new Problem(418, 'Short and stout.');
  }

  @Get('half')
  async half(@Res() reply: FastifyReply): Promise<never> {
    reply.raw.writeHead(200, { 'content-type': 'text/plain', 'content-length': '100' });
    reply.raw.write('half an ans');
    throw new Error(SECRET);
  }

  @Post('nothing')
  nothing(): string {
    return 'done';
  }
}

@Module({ controllers: [Throwing] })
class ThrowingModule {}

let app: NestFastifyApplication;
let origin: string;
const written: string[] = [];

beforeAll(async () => {
  const adapter = createAdapter(readConfig({ DEMO: '1' }));
  const keep = (message: unknown): number => written.push(String(message));
  app = await NestFactory.create<NestFastifyApplication>(ThrowingModule, adapter, {
    bodyParser: false,
    logger: { log: () => undefined, warn: keep, error: keep },
  });
  keepRawBodies(adapter.getInstance());
  app.useGlobalFilters(new ProblemFilter());
  await app.listen(0, '127.0.0.1');
  origin = await app.getUrl();
});
afterAll(() => app.close());

async function problem(
  path: string,
): Promise<{ response: Response; text: string; body: Record<string, unknown> }> {
  const response = await fetch(`${origin}/throws/${path}`);
  const text = await response.text();
  expect(response.headers.get('content-type')).toBe('application/problem+json');
  expect(response.headers.get('cache-control')).toBe('no-store');
  return { response, text, body: JSON.parse(text) as Record<string, unknown> };
}

describe('an unexpected error', () => {
  it.each(['bug', 'not-an-error', 'database', 'framework'])(
    '(%s) is told to nobody but the log, under the same id',
    async (path) => {
      written.length = 0;
      const { response, text, body } = await problem(path);
      expect(response.status).toBe(500);
      expect(text).not.toContain(SECRET);
      expect(text).not.toContain('23514');
      expect(Object.keys(body).sort()).toEqual(['detail', 'logId', 'status', 'title', 'type']);
      expect(written).toHaveLength(1);
      expect(written[0]).toContain(String(body['logId']));
    },
  );

  it('after half an answer cuts the connection: nobody takes the half for the whole', async () => {
    await expect(fetch(`${origin}/throws/half`).then((response) => response.text())).rejects.toThrow();
  });
});

describe('a refusal', () => {
  it('carries its code, its details and the type they make', async () => {
    expect((await problem('conflict')).body).toEqual({
      type: 'urn:talonario:problem:so_it_is',
      title: 'Conflict',
      status: 409,
      detail: 'It is so.',
      code: 'so_it_is',
      more: [1, 2],
    });
  });

  it('that passes says when to come again', async () => {
    expect((await problem('too-many')).response.headers.get('retry-after')).toBe('7');
    const gone = await problem('database-gone');
    expect([gone.response.status, gone.response.headers.get('retry-after')]).toEqual([503, '1']);
  });

  it('with a status without a name of its own is told all the same', async () => {
    expect((await problem('teapot')).body).toMatchObject({
      type: 'about:blank',
      status: 418,
      detail: 'Short and stout.',
    });
  });

  it('of the framework is told in our words', async () => {
    expect((await problem('no-such-thing')).body).toMatchObject({ status: 404, type: 'about:blank' });
    const response = await fetch(`${origin}/throws/nothing`, {
      method: 'POST',
      body: '{"x": nonsense',
      headers: { 'content-type': 'application/json' },
    });
    expect(response.status).toBe(400);
    expect(await response.text()).not.toContain('nonsense');
  });
});

describe('a log line', () => {
  it('is written for errors of ours only', async () => {
    written.length = 0;
    await problem('conflict');
    await problem('no-such-thing');
    await problem('database-gone');
    await vi.waitFor(() => expect(written).toEqual([]));
  });
});
