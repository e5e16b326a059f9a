import { Readable } from 'node:stream';
import { Get, Header, StreamableFile } from '@nestjs/common';
import { Blobs, Database, Problems } from '../../platform/index.js';
import { SOURCE_TYPES, sourceOf } from '../../raffle/index.js';
import { EXAMPLE } from '../http/examples.js';
import { AdminController, Operation } from '../http/operation.dto.js';
import { ApiId, IdParam } from '../http/page.dto.js';

/** The picture of an official list, for whoever confirms what was typed from it. */
@AdminController('lottery-results')
export class ResultSourceController {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
  ) {}

  @Get(':id/source')
  @ApiId('id', EXAMPLE.resultId)
  @Header('x-content-type-options', 'nosniff')
  @Header('content-security-policy', "default-src 'none'; sandbox")
  @Header('cache-control', 'private, no-store')
  @Operation({
    summary: 'The picture a result was typed from',
    scope: 'read',
    answer: [...SOURCE_TYPES],
    problems: [404],
  })
  async file(@IdParam('id', 'lottery result') id: string): Promise<StreamableFile> {
    const source = await sourceOf(this.database, id);
    if (source === null || source.file === null)
      throw Problems.notFound('There is no such result, or it has no picture.');
    const { blobId, mediaType, size } = source.file;
    return new StreamableFile(Readable.from(this.blobs.read(this.database, blobId)), {
      type: mediaType,
      length: size,
      disposition: `attachment; filename="result-${id}.${mediaType.replace(/^.*\//, '')}"`,
    });
  }
}
