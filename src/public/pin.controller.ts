import { Controller, Get, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isId } from '../kernel/index.js';
import { Database, Problems } from '../platform/index.js';
import { proofOf } from '../raffle/index.js';
import { FILE_HEADERS } from './headers.js';

/** `/draws/:id/pins/:pinId/token.tsr`: a time stamp as its authority sent it, for `openssl ts -verify`. */
@ApiExcludeController()
@Controller('draws/:id/pins/:pinId')
export class PinController {
  constructor(private readonly database: Database) {}

  @Get('token.tsr')
  async token(
    @Param('id') id: string,
    @Param('pinId') pinId: string,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const proof = isId(id) && isId(pinId) ? await proofOf(this.database, id, pinId) : null;
    if (proof === null) throw Problems.notFound('There is no such time stamp.');
    await reply
      .headers({
        ...FILE_HEADERS,
        'cache-control': 'public, max-age=31536000, immutable',
        'content-disposition': 'attachment; filename="token.tsr"',
      })
      .type('application/timestamp-reply')
      .send(proof);
  }
}
