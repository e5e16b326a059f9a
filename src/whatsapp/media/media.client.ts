import { createHash } from 'node:crypto';
import type { Readable } from 'node:stream';
import { Injectable } from '@nestjs/common';
import { isAxiosError } from 'axios';
import { Config } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import { GraphClient, GraphFault, type MediaInfo } from '../graph/graph.client.js';
import { HttpClient } from '../graph/http-client.service.js';
import { mayFetch, readChecksum } from './media-rules.js';

export interface MediaRequest {
  readonly channel: Channel;
  readonly mediaId: string;
  /** Where its message said it lies, while that can still be true; null: Meta is asked. */
  readonly url: string | null;
  /** As the message declared it. */
  readonly sha256: Buffer | null;
  readonly maxBytes: number;
  readonly signal: AbortSignal;
}

export type MediaFile =
  | { readonly kind: 'file'; readonly bytes: Buffer; readonly sha256: Buffer }
  | { readonly kind: 'refused'; readonly why: 'too_big' | 'gone' | 'checksum' };

/** An address lives five minutes: one that is gone is asked for again, once. */
const ADDRESSES = 2;
/** People may send files up to this size (page "Media"). */
const META_MAX_BYTES = 100 * 1024 * 1024;

/** Files people sent: their address first, then the bytes, checked while they come. */
@Injectable()
export class MediaClient {
  constructor(
    private readonly config: Config,
    private readonly graph: GraphClient,
    private readonly http: HttpClient,
  ) {}

  /** @throws {GraphFault} where trying later may help */
  async download(request: MediaRequest): Promise<MediaFile> {
    return (await this.direct(request)) ?? this.asked(request);
  }

  /** From the message's own address, one request instead of two; null: Meta is to be asked. Only bytes that fit a checksum count. */
  private async direct(request: MediaRequest): Promise<MediaFile | null> {
    const { url, sha256, signal } = request;
    if (url === null || sha256 === null || !mayFetch(url, this.config.graph.baseUrl)) return null;
    try {
      const bytes = await this.fetch(url, request);
      if (bytes === 'too_big') return refused('too_big');
      const file = bytes === 'gone' ? null : checked(bytes, [sha256]);
      return file?.kind === 'file' ? file : null;
    } catch (error) {
      if (signal.aborted) throw error;
      return null;
    }
  }

  private async asked(request: MediaRequest): Promise<MediaFile> {
    const maxBytes = mostBytes(request);
    for (let address = 1; address <= ADDRESSES; address++) {
      const info = await this.graph.media(request.channel, request.mediaId, request.signal);
      if (info === null) break;
      if (info.size !== null && info.size > maxBytes) return refused('too_big');
      if (!mayFetch(info.url, this.config.graph.baseUrl))
        throw new GraphFault('a file lies on a host we do not ask', null, null);
      const bytes = await this.fetch(info.url, request);
      if (bytes === 'too_big') return refused('too_big');
      if (bytes !== 'gone') return checked(bytes, [request.sha256, declared(info)]);
    }
    return refused('gone');
  }

  private async fetch(url: string, request: MediaRequest): Promise<Buffer | 'gone' | 'too_big'> {
    const { channel, signal } = request;
    try {
      const { status, data, headers } = await this.http.axios.get<Readable>(url, {
        responseType: 'stream',
        headers: { Authorization: `Bearer ${channel.accessToken}` },
        signal,
      });
      if (status === 200) return await collect(data, Number(headers['content-length']), mostBytes(request));
      data.destroy();
      if (status === 404 || status === 410) return 'gone';
      throw new GraphFault(`a file could not be fetched (HTTP ${status})`, null, status);
    } catch (error) {
      if (error instanceof GraphFault) throw error;
      throw new GraphFault(
        `a file could not be fetched (${(isAxiosError(error) && error.code) || 'cut off'})`,
        null,
        null,
      );
    }
  }
}

/** @param announced what the answer says of its length, NaN where it says nothing */
async function collect(stream: Readable, announced: number, maxBytes: number): Promise<Buffer | 'too_big'> {
  if (announced > maxBytes) {
    stream.destroy();
    return 'too_big';
  }
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of stream as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > maxBytes) return 'too_big'; // leaving the loop destroys the stream
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** Whatever the caller would take, nothing larger than Meta passes on is gathered in memory. */
function mostBytes({ maxBytes }: MediaRequest): number {
  return Math.min(maxBytes, META_MAX_BYTES);
}

function checked(bytes: Buffer, expected: readonly (Buffer | null)[]): MediaFile {
  const sha256 = createHash('sha256').update(bytes).digest();
  const wrong = expected.some((one) => one !== null && !one.equals(sha256));
  return wrong ? refused('checksum') : { kind: 'file', bytes, sha256 };
}

function declared({ sha256 }: MediaInfo): Buffer | null {
  return sha256 === null ? null : readChecksum(sha256);
}

function refused(why: 'too_big' | 'gone' | 'checksum'): MediaFile {
  return { kind: 'refused', why };
}
