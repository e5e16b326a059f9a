import { Injectable, type OnModuleInit } from '@nestjs/common';
import { Blobs, Database } from '../platform/index.js';
import { PictureSources, type Picture } from '../whatsapp/index.js';
import { POSTER_PICTURE } from './picture.js';

/** Gives the sender the organisers' own pictures, by the file's id: another poster is another file, so Meta's copy never is an old one. */
@Injectable()
export class PosterPictures implements OnModuleInit {
  constructor(
    private readonly database: Database,
    private readonly blobs: Blobs,
    private readonly sources: PictureSources,
  ) {}

  onModuleInit(): void {
    this.sources.register(POSTER_PICTURE, (blobId) => this.read(blobId));
  }

  private async read(blobId: string): Promise<Picture | null> {
    const info = await this.blobs.describe(this.database, blobId);
    if (info === null) return null;
    return { bytes: await this.blobs.whole(this.database, blobId), mediaType: info.mediaType };
  }
}
