import { Injectable } from '@nestjs/common';
import type { DrandChain } from '../../fair-draw/index.js';
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

  /** The accepted chain of this hash (hexadecimal), else null. */
  find(hash: string): DrandChain | null {
    return this.accepted.find((chain) => chain.hash === hash) ?? null;
  }
}
