import { Injectable } from '@nestjs/common';

/** A file as it is uploaded. */
export interface Picture {
  readonly bytes: Buffer;
  readonly mediaType: string;
}

/** Makes a picture from the part of its name behind the colon; null: there is none (any more). */
export type PictureSource = (id: string) => Promise<Picture | null>;

/** Who makes which pictures. Rooms register in `onModuleInit`. */
@Injectable()
export class PictureSources {
  private readonly sources = new Map<string, PictureSource>();

  register(kind: string, source: PictureSource): void {
    if (this.sources.has(kind)) throw new Error(`two sources of ${kind} pictures`);
    this.sources.set(kind, source);
  }

  /** @param name `<kind>:<id>` */
  async make(name: string): Promise<Picture | null> {
    const at = name.indexOf(':');
    const source = this.sources.get(name.slice(0, at));
    return source === undefined ? null : source(name.slice(at + 1));
  }
}
