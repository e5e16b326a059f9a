import { connect, type Socket } from 'node:net';

const END = Buffer.from('\r\n\r\n');

/** Requests of a keep-alive HTTP/1.1 connection, with next to no cost on the client's side: the server is what is measured. */
export class RawClient {
  private received: Buffer = Buffer.alloc(0);
  private answer: ((status: number) => void) | null = null;
  private failure: ((error: Error) => void) | null = null;

  private constructor(private readonly socket: Socket) {
    socket.setNoDelay(true);
    socket.on('data', (data) => this.take(data));
    socket.on('error', (error) => this.failure?.(error));
    socket.on('close', () => this.failure?.(new Error('the connection was closed')));
  }

  static open(port: number): Promise<RawClient> {
    return new Promise((resolve, reject) => {
      const socket = connect(port, '127.0.0.1', () => resolve(new RawClient(socket)));
      socket.once('error', reject);
    });
  }

  /** Sends one prepared request; the status of its answer. */
  send(request: Buffer): Promise<number> {
    return new Promise((resolve, reject) => {
      this.answer = resolve;
      this.failure = reject;
      this.socket.write(request);
    });
  }

  close(): void {
    this.failure = null;
    this.socket.destroy();
  }

  private take(data: Buffer): void {
    this.received = this.received.length === 0 ? data : Buffer.concat([this.received, data]);
    const head = this.received.indexOf(END);
    if (head === -1) return;
    const headers = this.received.toString('latin1', 0, head);
    const length = Number(/content-length: (\d+)/i.exec(headers)?.[1] ?? 0);
    if (this.received.length < head + END.length + length) return;
    this.received = this.received.subarray(head + END.length + length);
    this.answer?.(Number(headers.slice(9, 12)));
  }
}
