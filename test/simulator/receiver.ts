import http from 'node:http';
import type { AddressInfo } from 'node:net';

export interface Delivery {
  raw: string;
  headers: http.IncomingHttpHeaders;
  /** the single value of the single change, for the usual unbatched POST */
  value: { messages?: Item[]; statuses?: Item[]; contacts?: object[] };
}

export type Item = Record<string, unknown> & { id: string };

/** A business's callback URL that keeps what it is told and answers what a test wants. */
export class Receiver {
  readonly deliveries: Delivery[] = [];
  /** answers for the next POSTs, then 200 */
  readonly answers: number[] = [];
  readonly #server: http.Server;

  private constructor() {
    this.#server = http.createServer((request, response) => {
      const chunks: Buffer[] = [];
      request.on('data', (chunk: Buffer) => chunks.push(chunk));
      request.on('end', () => {
        if (request.method === 'GET') response.end(handshake(request.url ?? ''));
        else {
          this.#keep(Buffer.concat(chunks).toString('utf8'), request.headers);
          response.writeHead(this.answers.shift() ?? 200).end();
        }
      });
    });
  }

  static async start(): Promise<Receiver> {
    const receiver = new Receiver();
    await new Promise<void>((resolve) => {
      receiver.#server.listen(0, '127.0.0.1', resolve);
    });
    return receiver;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/webhook`;
  }

  get messages(): Item[] {
    return this.deliveries.flatMap((delivery) => delivery.value.messages ?? []);
  }

  get statuses(): Item[] {
    return this.deliveries.flatMap((delivery) => delivery.value.statuses ?? []);
  }

  /** Resolves when what was told so far fulfils the condition. */
  async until(condition: () => boolean): Promise<void> {
    while (!condition()) await new Promise((resolve) => setTimeout(resolve, 2));
  }

  stop(): Promise<void> {
    this.#server.closeAllConnections();
    return new Promise((resolve) => {
      this.#server.close(() => {
        resolve();
      });
    });
  }

  #keep(raw: string, headers: http.IncomingHttpHeaders): void {
    const body = JSON.parse(raw) as { entry: { changes: { value: Delivery['value'] }[] }[] };
    this.deliveries.push({ raw, headers, value: body.entry[0]?.changes[0]?.value ?? {} });
  }
}

function handshake(url: string): string {
  const query = new URL(url, 'http://localhost').searchParams;
  return query.get('hub.verify_token') === 'secret' ? (query.get('hub.challenge') ?? '') : 'no';
}
