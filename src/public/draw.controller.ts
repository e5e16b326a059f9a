import { Readable } from 'node:stream';
import { Controller, Get, Headers, Param, Query, Res } from '@nestjs/common';
import { ApiExcludeController } from '@nestjs/swagger';
import type { FastifyReply } from 'fastify';
import { isId } from '../kernel/index.js';
import { Blobs, Database, Problems } from '../platform/index.js';
import {
  certificateOf,
  confirmedSource,
  drawById,
  drawPins,
  drawProof,
  latestCertificate,
  ReachCounts,
  type StoredCertificate,
} from '../raffle/index.js';
import { BrowserCheck } from './browser-check.reader.js';
import { checkingHeaders } from './check-section.js';
import { FILE_HEADERS, PAGE_HEADERS, STRANGE_FILE_HEADERS } from './headers.js';
import { notice } from './layout.js';
import { proofPage } from './proof-page.js';
import { texts } from './texts/es.js';

const POSITION = /^(?:0|[1-9][0-9]{0,5})$/;
const ISSUE = /^[1-9][0-9]{0,8}$/;

/** `/draws/:id`: everything public about a draw, and the two files with which anybody can recompute it. */
@ApiExcludeController()
@Controller('draws/:id')
export class DrawController {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    private readonly check: BrowserCheck,
    private readonly reaches: ReachCounts,
  ) {}

  @Get()
  async page(@Param('id') id: string, @Res() reply: FastifyReply): Promise<void> {
    const draw = isId(id) ? await drawById(this.database, id) : null;
    const proof = draw && (await drawProof(this.database, id));
    const pins = draw && (await drawPins(this.database, draw, this.reaches.count));
    if (proof === null) await reply.status(404).headers(PAGE_HEADERS).send(notice(texts.unknownDraw));
    else
      await reply.headers(checkingHeaders(this.check.script)).send(proofPage(proof, pins, this.check.script));
  }

  /** The latest certificate, or the one of `?issue=n`. Older ones stay valid history. */
  @Get('certificate.json')
  async certificate(
    @Param('id') id: string,
    @Query('issue') issue: string | undefined,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const certificate = isId(id) ? await this.findCertificate(id, issue) : null;
    if (certificate === null) throw Problems.notFound('There is no such certificate (yet).');
    const etag = `"${certificate.hash.toString('hex')}"`;
    reply.headers({ ...FILE_HEADERS, etag, 'cache-control': 'no-cache' });
    if (known === etag) await reply.status(304).send();
    else await reply.type('application/json; charset=utf-8').send(certificate.bytes);
  }

  /** The ledger as it was written at the freeze. */
  @Get('ledger.bin')
  async ledger(
    @Param('id') id: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const blobId = isId(id) ? (await drawProof(this.database, id))?.commitment?.ledgerBlob : undefined;
    const blob = blobId === undefined ? null : await this.blobs.describe(this.database, blobId);
    if (blob === null)
      throw Problems.notFound('There is no ledger (yet): it is written when the list is frozen.');
    const etag = `"${blob.sha256.toString('hex')}"`;
    reply.headers({ ...FILE_HEADERS, etag, 'cache-control': 'public, max-age=31536000, immutable' });
    if (known === etag) {
      await reply.status(304).send();
      return;
    }
    await reply
      .type(blob.mediaType)
      .headers({ 'content-length': blob.size, 'content-disposition': 'attachment; filename="ledger.bin"' })
      .send(Readable.from(this.blobs.read(this.database, blob.id)));
  }

  /** The picture of the official list a confirmed result was typed from, as it was uploaded. */
  @Get('results/:position/source')
  async source(
    @Param('id') id: string,
    @Param('position') position: string,
    @Headers('if-none-match') known: string | undefined,
    @Res() reply: FastifyReply,
  ): Promise<void> {
    const asked = isId(id) && POSITION.test(position);
    const source = asked ? await confirmedSource(this.database, id, Number(position)) : null;
    if (source === null || source.file === null)
      throw Problems.notFound('There is no picture of this result.');
    const { blobId, mediaType, size, sha256 } = source.file;
    const etag = `"${sha256}"`;
    reply.headers({ ...STRANGE_FILE_HEADERS, etag });
    if (known === etag) {
      await reply.status(304).send();
      return;
    }
    const shown = mediaType.startsWith('image/') ? 'inline' : 'attachment; filename="source.pdf"';
    await reply
      .type(mediaType)
      .headers({ 'content-length': size, 'content-disposition': shown })
      .send(Readable.from(this.blobs.read(this.database, blobId)));
  }

  private async findCertificate(
    drawId: string,
    issue: string | undefined,
  ): Promise<StoredCertificate | null> {
    if (issue === undefined) return latestCertificate(this.database, drawId);
    return ISSUE.test(issue) ? certificateOf(this.database, drawId, Number(issue)) : null;
  }
}
