import { Injectable } from '@nestjs/common';
import { QUICKNET, type DrandChain } from '../../fair-draw/index.js';
import { Config } from '../../platform/index.js';
import { acceptedChains } from './drand-chains.js';

/** Which beacon chains this service draws by. A verifier elsewhere knows the pinned ones only. */
@Injectable()
export class DrandChains {
  /** For `CheckOptions.chains`. */
  readonly accepted: readonly DrandChain[];

  constructor({ production, drand }: Config) {
    this.accepted = acceptedChains(production, drand.testChain);
  }

  /** The chain new draws are decided by: the test chain where there is one, for nobody would wait for a demo. */
  get current(): DrandChain {
    return this.accepted.at(-1) ?? QUICKNET;
  }

  /** The accepted chain of this hash (hexadecimal), else null. */
  find(hash: string): DrandChain | null {
    return this.accepted.find((chain) => chain.hash === hash) ?? null;
  }
}
