import http from 'node:http';
import https from 'node:https';

export interface Answer {
  status: number;
  body: string;
}

/** HTTP with kept-alive connections. `fetch` costs several times more per request, too much for a load test. */
export class HttpClient {
  readonly #http = new http.Agent({ keepAlive: true, maxSockets: 256 });
  readonly #https = new https.Agent({ keepAlive: true, maxSockets: 256 });

  /** Rejects when there is no connection or no complete answer within `timeoutMs`. */
  request(
    url: URL,
    options: { method: string; headers?: Record<string, string>; body?: string; timeoutMs: number },
  ) {
    const secure = url.protocol === 'https:';
    const { method, headers = {}, body, timeoutMs } = options;
    return new Promise<Answer>((resolve, reject) => {
      const signal = AbortSignal.timeout(timeoutMs);
      const agent = secure ? this.#https : this.#http;
      const request = (secure ? https : http).request(url, { method, headers, agent, signal }, (response) => {
        const chunks: Buffer[] = [];
        response.on('data', (chunk: Buffer) => chunks.push(chunk));
        response.on('error', reject);
        response.on('end', () => {
          resolve({ status: response.statusCode ?? 0, body: Buffer.concat(chunks).toString('utf8') });
        });
      });
      request.on('error', reject);
      request.end(body);
    });
  }

  close(): void {
    this.#http.destroy();
    this.#https.destroy();
  }
}
