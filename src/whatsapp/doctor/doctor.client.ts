import { randomInt } from 'node:crypto';
import { Injectable } from '@nestjs/common';
import { isAxiosError, type AxiosResponse } from 'axios';
import { Config } from '../../platform/index.js';
import { errorCodeOf } from '../graph/graph-answer.js';
import { HttpClient } from '../graph/http-client.service.js';
import type { Asked, HandshakeFacts } from './facts.js';

const TIMEOUT_MS = 10_000;
const MAX_ANSWER_BYTES = 1024 * 1024;
/** The Date header has whole seconds: on average it is half a second behind. */
const HALF_SECOND = 500;

/** The doctor's questions to Meta and to our own callback URL. Tokens go to the Graph API only, and into no error. */
@Injectable()
export class DoctorClient {
  private readonly base: string;
  /** How far Meta's clock is ahead of ours, by the last answer that had a Date header. */
  metaAheadMs: number | null = null;

  constructor(
    config: Config,
    private readonly http: HttpClient,
  ) {
    this.base = `${config.graph.baseUrl}/${config.graph.version}`;
  }

  /** One question to the Graph API; `read` gets the body of a good answer. */
  async ask<T>(
    path: string,
    token: string,
    params: Readonly<Record<string, string>>,
    read: (body: unknown) => T,
  ): Promise<Asked<T>> {
    return this.answered(
      () => this.http.axios.get<unknown>(`${this.base}/${path}`, { ...options(token), params }),
      read,
    );
  }

  /** One order to the Graph API. */
  async tell(path: string, token: string, body: object): Promise<Asked<true>> {
    return this.answered(
      () => this.http.axios.post<unknown>(`${this.base}/${path}`, body, options(token)),
      () => true,
    );
  }

  /** What Meta does when a callback URL is saved (page "Create a webhook endpoint"). */
  async shakeHands(url: string, verifyToken: string): Promise<HandshakeFacts> {
    const challenge = String(randomInt(2 ** 31));
    try {
      const answer = await this.http.axios.get<string>(url, {
        params: { 'hub.mode': 'subscribe', 'hub.challenge': challenge, 'hub.verify_token': verifyToken },
        responseType: 'text',
        transformResponse: (text: unknown) => text,
        timeout: TIMEOUT_MS,
        maxContentLength: MAX_ANSWER_BYTES,
      });
      if (answer.status !== 200) return { kind: 'status', httpStatus: answer.status };
      return answer.data === challenge ? { kind: 'ok' } : { kind: 'other_body' };
    } catch (error) {
      return { kind: 'silent', why: codeOf(error) };
    }
  }

  private async answered<T>(
    call: () => Promise<AxiosResponse<unknown>>,
    read: (body: unknown) => T,
  ): Promise<Asked<T>> {
    const asked = Date.now();
    try {
      const { status, data, headers } = await call();
      this.compareClocks(asked, headers['date']);
      const code = errorCodeOf(data);
      return status === 200 && code === null
        ? { kind: 'known', value: read(data) }
        : { kind: 'refused', code, httpStatus: status };
    } catch (error) {
      return { kind: 'silent', why: codeOf(error) };
    }
  }

  private compareClocks(asked: number, date: unknown): void {
    const theirs = typeof date === 'string' ? Date.parse(date) : Number.NaN;
    if (Number.isNaN(theirs)) return;
    this.metaAheadMs = theirs + HALF_SECOND - (asked + Date.now()) / 2;
  }
}

function options(token: string): object {
  return {
    headers: { Authorization: `Bearer ${token}` },
    timeout: TIMEOUT_MS,
    maxContentLength: MAX_ANSWER_BYTES,
  };
}

function codeOf(error: unknown): string {
  return (isAxiosError(error) && error.code) || 'unknown';
}
