import { TestChain } from './chain.js';
import { Relay } from './relay.js';

/** A public beacon as drand is one: a chain of its own and several relays that give out its rounds. */
export class Beacon {
  private constructor(
    readonly chain: TestChain,
    readonly relays: readonly Relay[],
  ) {}

  /** Starts `relays` relays, each at a free port of this machine. `now`: ms since 1970. */
  static async start({ relays = 2, now = Date.now }: BeaconOptions = {}): Promise<Beacon> {
    const chain = new TestChain();
    return new Beacon(
      chain,
      await Promise.all(Array.from({ length: relays }, () => Relay.start(chain, now))),
    );
  }

  get urls(): string[] {
    return this.relays.map(({ url }) => url);
  }

  async stop(): Promise<void> {
    await Promise.all(this.relays.map((relay) => relay.stop()));
  }
}

export interface BeaconOptions {
  /** default 2 */
  relays?: number;
  now?: () => number;
}
