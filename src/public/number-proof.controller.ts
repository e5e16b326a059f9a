import { Controller, Get, Param, Req, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { isId } from '../kernel/index.js';
import { Database, Problems } from '../platform/index.js';
import { drawById, NumberProofs, readRules } from '../raffle/index.js';
import { FILE_HEADERS } from './headers.js';
import { RateLimit } from './rate-limit.js';

const FILE = /^([0-9]{1,10})\.json$/;

/** `/draws/:id/numbers/:number.json`: the proof that a number is in the frozen list, or that it is not. Nothing in it is a person's. */
@ApiExcludeController()
@Controller('draws/:id/numbers')
export class NumberProofController {
  private readonly limit = new RateLimit({ perKey: 120, inAll: 3_000, windowMs: 60_000 });

  constructor(
    private readonly database: Database,
    private readonly proofs: NumberProofs,
  ) {}

  @Get(':file')
  async number(
    @Param('id') id: string,
    @Param('file') file: string,
    @Req() request: FastifyRequest,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const turn = this.limit.take(request.ip, performance.now());
    if (!turn.allowed) throw Problems.tooMany('Too many numbers at once.', turn.retryAfter);
    const typed = FILE.exec(file)?.[1];
    if (typed === undefined) throw Problems.invalid('Ask for a number like 0007.json.');
    const draw = isId(id) ? await drawById(this.database, id) : null;
    if (draw === null) throw Problems.notFound('There is no such draw.');
    const { fairdrawId, paper } = draw;
    if (paper === null) throw Problems.notFound('There is no list yet: it is written at the freeze.');
    const number = Number(typed);
    const { first, last } = readRules(draw).numbers;
    if (number < first || number > last) throw Problems.invalid(`The numbers go from ${first} to ${last}.`);
    const list = { fairdrawId, ledgerBlob: paper.ledgerBlob };
    await reply
      .headers({ ...FILE_HEADERS, 'cache-control': 'public, max-age=31536000, immutable' })
      .type('application/json; charset=utf-8')
      .send(JSON.stringify(await this.proofs.prove(this.database, list, number)));
  }
}
