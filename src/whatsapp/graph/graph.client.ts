import { Injectable } from '@nestjs/common';
import { isAxiosError, type AxiosResponse } from 'axios';
import { Config } from '../../platform/index.js';
import type { Channel } from '../channels/channel.js';
import {
  errorCodeOf,
  property,
  readAnswer,
  readMarkAnswer,
  SEND_TIMEOUT_MS,
  withoutAnswer,
  type MarkOutcome,
  type SendOutcome,
} from './graph-answer.js';
import { HttpClient } from './http-client.service.js';
import { pauseAsked } from './pressure.js';
import { readMarkBody, type GraphBody } from '../message/wire.js';

const UPLOAD_TIMEOUT_MS = 30_000;
/** Nobody misses a read mark: it holds a connection no longer than this. */
const MARK_TIMEOUT_MS = 5_000;
const MAX_ANSWER_BYTES = 1024 * 1024;

/** What Meta says of a file. */
export interface MediaInfo {
  readonly url: string;
  /** Hex or base64, as Meta's pages show both. */
  readonly sha256: string | null;
  readonly size: number | null;
}

/** Meta did not answer as documented; without token, address or body. */
export class GraphFault extends Error {
  override name = 'GraphFault';

  constructor(
    message: string,
    readonly code: number | null,
    readonly httpStatus: number | null,
  ) {
    super(message);
  }
}

/** Meta said that it takes no management call of this account for now: not even asked, as if it had refused (80007). */
export function callsUsedUp(): GraphFault {
  return new GraphFault('Meta takes no more calls about this account for now', 80_007, 429);
}

/** Calls of the Graph API (WhatsApp Cloud API). */
@Injectable()
export class GraphClient {
  private readonly base: string;

  constructor(
    config: Config,
    private readonly http: HttpClient,
  ) {
    this.base = `${config.graph.baseUrl}/${config.graph.version}`;
  }

  /** Sends a message; whatever happens is an outcome, never an error. */
  async send(channel: Channel, body: GraphBody): Promise<SendOutcome> {
    try {
      const answer = await this.post(channel, body, { timeout: SEND_TIMEOUT_MS });
      return readAnswer(answer.status, answer.data, pauseAsked(answer.headers, Date.now()));
    } catch (error) {
      return withoutAnswer(isAxiosError(error) ? error.code : undefined);
    }
  }

  /** Marks a person's message, and what came before it, as read; `typing`: until the next message, or 25 s. Never an error. */
  async markRead(
    channel: Channel,
    wamid: string,
    typing: boolean,
    signal: AbortSignal,
  ): Promise<MarkOutcome> {
    try {
      const options = { timeout: MARK_TIMEOUT_MS, signal };
      const answer = await this.post(channel, readMarkBody(wamid, typing), options);
      return readMarkAnswer(answer.status, answer.data, pauseAsked(answer.headers, Date.now()));
    } catch {
      return { kind: 'no_answer' };
    }
  }

  /** Where a file can be fetched for the next five minutes. Null: Meta does not have it (any more). @throws {GraphFault} */
  async media(channel: Channel, mediaId: string, signal: AbortSignal): Promise<MediaInfo | null> {
    const { status, data } = await this.get(channel, mediaId, signal, {
      phone_number_id: channel.phoneNumberId,
    });
    const url = property(data, 'url');
    if (status === 200 && typeof url === 'string') {
      const sha256 = property(data, 'sha256');
      return {
        url,
        sha256: typeof sha256 === 'string' ? sha256 : null,
        size: byteCount(property(data, 'file_size')),
      };
    }
    const code = errorCodeOf(data);
    if (status === 404 || code === 100 || code === 33) return null;
    throw new GraphFault(
      `Meta did not say where a file is (HTTP ${status}, code ${code ?? 'none'})`,
      code,
      status,
    );
  }

  /** Fields of a number, an account or anything else with an id. @throws {GraphFault} with Meta's code where it refused */
  async node(channel: Channel, id: string, fields: readonly string[], signal: AbortSignal): Promise<unknown> {
    const { usage } = this.http;
    if (usage.wait(channel.wabaId, 'look') > 0) throw callsUsedUp();
    const { status, data, headers } = await this.get(channel, id, signal, { fields: fields.join(',') });
    usage.heed(channel.wabaId, headers);
    const code = errorCodeOf(data);
    if (status === 200 && code === null) return data;
    throw new GraphFault(
      `Meta did not describe ${id} (HTTP ${status}, code ${code ?? 'none'})`,
      code,
      status,
    );
  }

  /** Uploads a file for messages of this number; Meta keeps it for 30 days. @returns its media id @throws {GraphFault} */
  async upload(
    channel: Channel,
    file: { bytes: Buffer; mediaType: string },
    signal: AbortSignal,
  ): Promise<string> {
    const form = new FormData();
    form.set('messaging_product', 'whatsapp');
    form.set('type', file.mediaType);
    form.set('file', new Blob([new Uint8Array(file.bytes)], { type: file.mediaType }), 'picture');
    const { status, data } = await this.answered(
      this.http.axios.post<unknown>(`${this.base}/${channel.phoneNumberId}/media`, form, {
        headers: { Authorization: `Bearer ${channel.accessToken}` },
        timeout: UPLOAD_TIMEOUT_MS,
        maxContentLength: MAX_ANSWER_BYTES,
        maxBodyLength: Infinity,
        signal,
      }),
    );
    const id = property(data, 'id');
    if (status === 200 && typeof id === 'string' && id !== '') return id;
    const code = errorCodeOf(data);
    throw new GraphFault(`Meta did not take a file (HTTP ${status}, code ${code ?? 'none'})`, code, status);
  }

  private post(
    channel: Channel,
    body: GraphBody,
    options: { timeout: number; signal?: AbortSignal },
  ): Promise<AxiosResponse<unknown>> {
    return this.http.axios.post<unknown>(`${this.base}/${channel.phoneNumberId}/messages`, body, {
      headers: { Authorization: `Bearer ${channel.accessToken}` },
      maxContentLength: MAX_ANSWER_BYTES,
      ...options,
    });
  }

  private get(
    channel: Channel,
    id: string,
    signal: AbortSignal,
    params: Readonly<Record<string, string>>,
  ): Promise<{ status: number; data: unknown; headers: unknown }> {
    return this.answered(
      this.http.axios.get<unknown>(`${this.base}/${encodeURIComponent(id)}`, {
        params,
        headers: { Authorization: `Bearer ${channel.accessToken}` },
        timeout: SEND_TIMEOUT_MS,
        maxContentLength: MAX_ANSWER_BYTES,
        signal,
      }),
    );
  }

  /** The client's own errors carry the request, token included: only their code goes on. */
  private async answered(
    request: Promise<{ status: number; data: unknown; headers: unknown }>,
  ): Promise<{ status: number; data: unknown; headers: unknown }> {
    try {
      return await request;
    } catch (error) {
      throw new GraphFault(
        `Meta did not answer (${(isAxiosError(error) && error.code) || 'unknown'})`,
        null,
        null,
      );
    }
  }
}

/** Meta sends it as a number, older versions as text. */
function byteCount(value: unknown): number | null {
  const size = typeof value === 'string' ? Number(value) : value;
  return typeof size === 'number' && Number.isSafeInteger(size) && size >= 0 ? size : null;
}
