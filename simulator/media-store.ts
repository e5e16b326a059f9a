import { createHash, createHmac, randomBytes, randomInt } from 'node:crypto';

const URL_LIFE_MS = 5 * 60 * 1000;
const DAY_MS = 24 * 60 * 60 * 1000;

export interface NewMedia {
  bytes: Buffer;
  mime: string;
  /** sent by a person (kept 7 days) or uploaded by the business (30 days) */
  origin: 'person' | 'business';
  phoneNumberId: string;
}

export interface StoredMedia extends NewMedia {
  id: string;
  sha256: Buffer;
  expiresAt: number;
}

/** Files on Meta's side, with addresses that live five minutes (page "Media"). */
export class MediaStore {
  readonly #byId = new Map<string, StoredMedia>();
  readonly #key = randomBytes(32);
  /** scheme, host and port of this simulator, known once it listens */
  baseUrl = '';

  constructor(private readonly now: () => number) {}

  put(media: NewMedia): StoredMedia {
    const id = String(randomInt(1e14, 2 ** 48));
    const expiresAt = this.now() + (media.origin === 'person' ? 7 : 30) * DAY_MS;
    const stored = { ...media, id, sha256: createHash('sha256').update(media.bytes).digest(), expiresAt };
    this.#byId.set(id, stored);
    return stored;
  }

  get(id: string): StoredMedia | undefined {
    const media = this.#byId.get(id);
    return media && media.expiresAt > this.now() ? media : undefined;
  }

  delete(id: string): void {
    this.#byId.delete(id);
  }

  url(media: StoredMedia, source: 'webhook' | 'getMedia'): string {
    const ext = String(Math.floor((this.now() + URL_LIFE_MS) / 1000));
    const query = new URLSearchParams({ mid: media.id, source, ext, hash: this.#hash(media.id, ext) });
    return `${this.baseUrl}/whatsapp_business/attachments/?${query.toString()}`;
  }

  /** The file behind an address made by `url`, unless it was altered or has run out. */
  open({ mid, ext, hash }: { mid: string; ext: string; hash: string }): StoredMedia | undefined {
    if (hash !== this.#hash(mid, ext) || Number(ext) * 1000 < this.now()) return undefined;
    return this.get(mid);
  }

  #hash(id: string, ext: string): string {
    return createHmac('sha256', this.#key).update(`${id} ${ext}`).digest('hex').slice(0, 34);
  }
}
