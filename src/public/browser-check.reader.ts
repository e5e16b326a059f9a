import { createHash } from 'node:crypto';
import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { Injectable, Logger } from '@nestjs/common';
import type { CheckScript } from './check-section.js';
import { PINNED, type DrandChain } from '../fair-draw/index.js';
import { Config } from '../platform/index.js';
import { DrandChains } from '../raffle/index.js';

/** The script with which visitors' browsers check draws, as `npm run build` made it; read once. */
@Injectable()
export class BrowserCheck {
  readonly #file = readScript();
  readonly #relays: readonly string[];
  readonly #testChains: readonly DrandChain[];

  constructor({ drand }: Config, { accepted }: DrandChains) {
    this.#relays = drand.relays;
    this.#testChains = accepted.filter((chain) => !PINNED.includes(chain));
  }

  /** Null where the project was not built: pages then come without it and are complete for people. */
  get script(): CheckScript | null {
    return this.#file === null
      ? null
      : { path: this.#file.path, relays: this.#relays, testChains: this.#testChains };
  }

  /** The file served under this name; null for any other, such as an older build's. */
  find(name: string): { readonly bytes: Buffer; readonly gzipped: Buffer } | null {
    return this.#file !== null && this.#file.path === `/assets/${name}` ? this.#file : null;
  }
}

function readScript(): { path: string; bytes: Buffer; gzipped: Buffer } | null {
  // Beside the compiled service, or in `dist` where the sources are run as they are.
  const places = ['../../web/proof.js', '../../dist/web/proof.js'];
  const found = places.map((place) => join(import.meta.dirname, place)).find((place) => existsSync(place));
  if (found === undefined) {
    new Logger('BrowserCheck').warn(
      'dist/web/proof.js is missing: draws cannot be checked in browsers. Run npm run build.',
    );
    return null;
  }
  const bytes = readFileSync(found);
  const hash = createHash('sha256').update(bytes).digest('hex').slice(0, 16);
  return { path: `/assets/proof-${hash}.js`, bytes, gzipped: gzipSync(bytes) };
}
