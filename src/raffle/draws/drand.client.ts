import { Injectable } from '@nestjs/common';
import axios, { isAxiosError } from 'axios';
import {
  MAX_ANSWER_BYTES,
  readRelayAnswer,
  roundUrl,
  withoutAnswer,
  type RelayOutcome,
  type WantedRound,
} from './drand-answer.js';

/** A relay that has not answered whole by then is asked again with the next try. */
const ANSWER_MS = 8_000;

/** Asks relays of drand over plain HTTP. What they say is believed by nobody before its signature was checked. */
@Injectable()
export class DrandClient {
  private readonly http = axios.create({
    maxRedirects: 0,
    proxy: false,
    validateStatus: () => true,
    responseType: 'text',
    transformResponse: (text: unknown) => text,
    maxContentLength: MAX_ANSWER_BYTES,
    headers: { Accept: 'application/json', 'Accept-Encoding': 'identity' },
    decompress: false,
  });

  /** What one relay has of a round; whatever happens is an outcome, never an error. */
  async ask(relay: string, wanted: WantedRound, signal: AbortSignal): Promise<RelayOutcome> {
    try {
      const { status, data } = await this.http.get<unknown>(roundUrl(relay, wanted), {
        // Over the whole answer: axios' own limit starts anew with every byte.
        signal: AbortSignal.any([signal, AbortSignal.timeout(ANSWER_MS)]),
      });
      return readRelayAnswer(status, typeof data === 'string' ? data : '', wanted);
    } catch (error) {
      return isAxiosError(error) ? withoutAnswer(error.code, error.message) : { kind: 'unreachable' };
    }
  }
}
