import { Injectable, Logger, type OnApplicationBootstrap } from '@nestjs/common';
import { Database, Metrics, Ticker } from '../../platform/index.js';
import { Channels } from '../channels/channels.service.js';
import { GraphClient, GraphFault } from '../graph/graph.client.js';
import { MediaUploads, type WantedPicture } from './media-uploads.repository.js';
import { PictureSources } from './picture-sources.service.js';
import { uploadFault } from './upload-rules.js';

const POLL_MS = 300;
const AT_ONCE = 4;
const TIME_LIMIT_MS = 45_000;
/** Meta's codes for a file it will never take: malformed, refused in processing. */
const NO_TRY_HELPS: ReadonlySet<number> = new Set([100, 131_053]);

/** Uploads the pictures messages name. Two who want the same picture share one row, so it is uploaded once. */
@Injectable()
export class MediaUploader implements OnApplicationBootstrap {
  private readonly logger = new Logger('Media');

  constructor(
    private readonly database: Database,
    private readonly uploads: MediaUploads,
    private readonly sources: PictureSources,
    private readonly channels: Channels,
    private readonly graph: GraphClient,
    private readonly ticker: Ticker,
    private readonly metrics: Metrics,
  ) {}

  onApplicationBootstrap(): void {
    this.ticker.every(POLL_MS, 'media uploads', async () => {
      while ((await this.round()) === AT_ONCE);
    });
  }

  /** Uploads a few; how many it took. */
  async round(): Promise<number> {
    const wanted = await this.database.transact((tx) => this.uploads.claim(tx, AT_ONCE));
    await Promise.all(wanted.map((one) => this.upload(one)));
    return wanted.length;
  }

  private async upload(wanted: WantedPicture): Promise<void> {
    const done = await this.tryIt(wanted).catch((error: unknown) => ({
      fault: error instanceof GraphFault ? error.message : 'the picture could not be made',
      forGood: error instanceof GraphFault && NO_TRY_HELPS.has(error.code ?? 0),
    }));
    await this.database.transact(async (tx) => {
      if ('mediaId' in done) await this.uploads.stored(tx, wanted, done.mediaId);
      else await this.uploads.failed(tx, wanted, done.fault, done.forGood);
    });
    this.metrics.count('media_uploads', { outcome: 'mediaId' in done ? 'stored' : 'failed' });
    if ('fault' in done) this.logger.warn(`a picture was not uploaded: ${done.fault}`);
  }

  private async tryIt({
    channelId,
    picture,
  }: WantedPicture): Promise<{ mediaId: string } | { fault: string; forGood: boolean }> {
    const channel = await this.channels.byId(channelId);
    const file = await this.sources.make(picture);
    if (channel === null || file === null) return { fault: 'nobody makes this picture', forGood: true };
    const fault = uploadFault(file);
    if (fault !== null) return { fault, forGood: true };
    const mediaId = await this.graph.upload(channel, file, AbortSignal.timeout(TIME_LIMIT_MS));
    return { mediaId };
  }
}
