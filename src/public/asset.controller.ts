import { Controller, Get, Headers, Param, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { Problems } from '../platform/index.js';
import { BrowserCheck } from './browser-check.reader.js';
import { SCRIPT_HEADERS } from './check-section.js';

/** `/assets/:name`: the one script of the public pages, under a name that changes with it. */
@ApiExcludeController()
@Controller('assets')
export class AssetController {
  constructor(private readonly check: BrowserCheck) {}

  @Get(':name')
  async script(
    @Param('name') name: string,
    @Headers('accept-encoding') accepted: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const file = this.check.find(name);
    if (file === null) throw Problems.notFound('There is no such file.');
    reply.headers(SCRIPT_HEADERS);
    if (/\bgzip\b/.test(accepted ?? '')) await reply.header('content-encoding', 'gzip').send(file.gzipped);
    else await reply.send(file.bytes);
  }
}
