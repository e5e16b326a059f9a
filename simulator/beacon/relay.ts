import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { createHash } from 'node:crypto';
import type { AddressInfo } from 'node:net';
import type { TestChain } from './chain.js';

/**
 * What a relay does wrong: `silent` never answers, `slow` begins to and stops, `error` is HTTP 500, `too_early` HTTP 425, `redirect`
 * points elsewhere; the rest answer 200 with something else than the signature of the round that was asked for.
 */
export type RelayFault =
  | 'silent'
  | 'slow'
  | 'error'
  | 'too_early'
  | 'redirect'
  | 'wrong_signature'
  | 'other_round'
  | 'other_chain'
  | 'bad_hex'
  | 'garbage'
  | 'huge';

/** One of several addresses at which a beacon can be had, as drand's relays: `/{chain hash}/public/{round}`. */
export class Relay {
  /** null: it does what it should */
  fault: RelayFault | null = null;
  /** How many beacons it was asked for. */
  asked = 0;
  readonly #server: Server;

  private constructor(
    private readonly chain: TestChain,
    private readonly now: () => number,
  ) {
    this.#server = createServer((request, response) => this.#answer(request, response));
  }

  static async start(chain: TestChain, now: () => number): Promise<Relay> {
    const relay = new Relay(chain, now);
    await new Promise<void>((resolve, reject) => {
      relay.#server.once('error', reject).listen(0, '127.0.0.1', resolve);
    });
    return relay;
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}`;
  }

  /** Cuts what is still open, requests never answered among it. */
  async stop(): Promise<void> {
    const closed = new Promise((resolve) => this.#server.close(resolve));
    this.#server.closeAllConnections();
    await closed;
  }

  #answer(request: IncomingMessage, response: ServerResponse): void {
    const [, hash = '', what, wanted = ''] = (request.url ?? '').split('/');
    if (hash !== this.chain.hash) return say(response, 404, { error: 'unknown chain hash' });
    if (what === 'info') return say(response, 200, this.#info());
    const latest = this.chain.roundAt(this.now());
    const round = wanted === 'latest' ? latest : Number(wanted);
    if (what !== 'public' || !Number.isInteger(round) || round < 1) return say(response, 400, {});
    this.asked += 1;
    if (this.fault !== null) return this.#fail(this.fault, round, response);
    // A relay holds nothing of a round to come; drand's answer with 404 or 425 by version.
    if (round > latest) return say(response, 404, { error: 'round not yet available' });
    say(response, 200, this.#beacon(round));
  }

  #info(): object {
    const { publicKey, period, genesis, hash } = this.chain;
    const schemeID = 'bls-unchained-g1-rfc9380';
    return { public_key: publicKey, period, genesis_time: genesis, hash, schemeID };
  }

  #beacon(round: number): { round: number; randomness: string; signature: string } {
    const signature = this.chain.sign(round);
    return { round, randomness: createHash('sha256').update(signature, 'hex').digest('hex'), signature };
  }

  #fail(fault: RelayFault, round: number, response: ServerResponse): void {
    switch (fault) {
      case 'silent':
        return;
      case 'slow':
        response.writeHead(200, { 'content-type': 'application/json' });
        return void response.write('{"round":');
      case 'error':
        return say(response, 500, { error: 'out of order' });
      case 'too_early':
        return say(response, 425, { error: 'too early' });
      case 'redirect':
        response.writeHead(302, { location: `${this.url}/${this.chain.hash}/info` });
        return void response.end();
      case 'wrong_signature':
        return say(response, 200, { ...this.#beacon(round), signature: this.chain.sign(round + 1) });
      case 'other_round':
        return say(response, 200, this.#beacon(round + 1));
      case 'other_chain':
        return say(response, 200, { ...this.#beacon(round), chain_hash: '00'.repeat(32) });
      case 'bad_hex':
        return say(response, 200, { ...this.#beacon(round), signature: 'g'.repeat(96) });
      case 'garbage':
        response.writeHead(200, { 'content-type': 'text/html' });
        return void response.end('<h1>It works!</h1>');
      case 'huge':
        return say(response, 200, { ...this.#beacon(round), note: 'x'.repeat(1024 * 1024) });
    }
  }
}

function say(response: ServerResponse, status: number, body: object): void {
  // As drand's relays do: a page may ask them from the browser it runs in.
  const headers = { 'content-type': 'application/json', 'access-control-allow-origin': '*' };
  response.writeHead(status, headers).end(JSON.stringify(body));
}
