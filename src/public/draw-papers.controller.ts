import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isId } from '../kernel/index.js';
import { Database, Problems } from '../platform/index.js';
import { drawById, type StoredDraw } from '../raffle/index.js';
import { FILE_HEADERS } from './headers.js';

/** The papers a draw has before its certificate, as the bytes whose hashes were announced: with them anybody can draw when the value comes. */
@ApiExcludeController()
@Controller('draws/:id')
export class DrawPapersController {
  constructor(private readonly database: Database) {}

  /** The rules, from the day the raffle was published. */
  @Get('rules.json')
  async rules(
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const draw = await this.find(id);
    if (draw === null) throw Problems.notFound('There are no such rules.');
    await send(reply, known, { text: draw.rules, hash: draw.rulesHash });
  }

  /** The closing record, from the freeze on. */
  @Get('commitment.json')
  async commitment(
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const paper = (await this.find(id))?.paper ?? null;
    if (paper === null)
      throw Problems.notFound('There is no commitment (yet): it is written when the list is frozen.');
    await send(reply, known, { text: paper.commitment, hash: paper.commitmentHash });
  }

  private async find(id: string): Promise<StoredDraw | null> {
    return isId(id) ? drawById(this.database, id) : null;
  }
}

async function send(
  reply: FastifyReply,
  known: string | undefined,
  { text, hash }: { readonly text: string; readonly hash: Buffer },
): Promise<void> {
  const etag = `"${hash.toString('hex')}"`;
  reply.headers({ ...FILE_HEADERS, etag, 'cache-control': 'public, max-age=31536000, immutable' });
  if (known === etag) await reply.status(304).send();
  else await reply.type('application/json; charset=utf-8').send(text);
}
