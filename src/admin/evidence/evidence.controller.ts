import { Readable } from 'node:stream';
import { Get, Req, Res, StreamableFile } from '@nestjs/common';
import type { FastifyReply, FastifyRequest } from 'fastify';
import { invariant } from '../../kernel/index.js';
import { Blobs, Database, Problems } from '../../platform/index.js';
import { Raffles } from '../../raffle/index.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';
import { NO_RAFFLE } from '../raffles/raffle-outcomes.js';
import { isUpToDate, latestPack, type StoredPack } from './pack.repository.js';

/** What a notary or inspector takes away. */
@AdminController('raffles')
export class EvidenceController {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    private readonly raffles: Raffles,
  ) {}

  @Get(':id/evidence.zip')
  @ApiId('id', EXAMPLE.raffleId)
  @Operation({
    summary: 'The evidence of a drawn raffle, for a notary or inspector',
    description:
      'Rules, list, certificates, log, reconciliation, reports and the signed acta, made once when nothing of the draw is pending any more and the same bytes ever after. Without names and phone numbers of buyers.',
    scope: 'audit',
    answer: ['application/zip'],
    problems: [404, 409],
  })
  async file(
    @IdParam('id', 'raffle') id: string,
    @Req() request: FastifyRequest,
    @Res({ passthrough: true }) reply: FastifyReply,
  ): Promise<StreamableFile | undefined> {
    const pack = await this.pack(id);
    const tag = `"${pack.sha256.toString('hex')}"`;
    reply.header('etag', tag).header('cache-control', 'private, no-cache');
    if (request.headers['if-none-match'] === tag) {
      reply.status(304);
      return undefined;
    }
    const blob = await this.blobs.describe(this.database, pack.blobId);
    invariant(blob !== null, 'a stored file has its bytes');
    return new StreamableFile(Readable.from(this.blobs.read(this.database, blob.id)), {
      type: blob.mediaType,
      length: blob.size,
      disposition: `attachment; filename="evidence-${id}-${pack.facts.log.seq}.zip"`,
    });
  }

  private async pack(id: string): Promise<StoredPack> {
    const pack = await latestPack(this.database, id);
    if (pack !== null && (await isUpToDate(this.database, pack))) return pack;
    const raffle = await this.raffles.byId(this.database, id);
    if (raffle === null) throw Problems.notFound(NO_RAFFLE);
    const { state } = raffle;
    if (pack !== null || state === 'drawn' || state === 'settled')
      throw Problems.conflict('The evidence of this draw is still being written: try again.', {
        code: 'evidence_in_progress',
        retryAfter: 1,
      });
    throw Problems.conflict('There is evidence once the raffle is drawn and no prize is pending.', {
      code: 'not_drawn',
      state,
    });
  }
}
