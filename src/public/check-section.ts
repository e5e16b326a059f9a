import type { DrandChain } from '../fair-draw/index.js';
import type { DrawProof } from '../raffle/index.js';
import { PAGE_HEADERS, SAFE_HEADERS } from './headers.js';
import { html, type Html } from './html.js';
import { STYLE_HASH } from './style.js';
import { texts } from './texts/es.js';

/** Where the browser's script is, whom it may ask for a beacon, and which chains of a test or demo count here beside the pinned ones. */
export interface CheckScript {
  readonly path: string;
  readonly relays: readonly string[];
  readonly testChains: readonly DrandChain[];
}

/** What of a draw the script has to know. */
export type Checkable = Pick<DrawProof, 'id' | 'fairdrawId' | 'commitment' | 'issues'>;

/** The script file: the same for ever under its name. As a worker it lives by this policy, which lets it talk to nobody. */
export const SCRIPT_HEADERS = {
  ...SAFE_HEADERS,
  'content-type': 'text/javascript; charset=utf-8',
  'cache-control': 'public, max-age=31536000, immutable',
  'cross-origin-resource-policy': 'same-origin',
  vary: 'accept-encoding',
} as const;

/** The page may run our script, as a worker too, and ask this service and the beacon's relays; nothing else. */
export function checkingHeaders(script: CheckScript | null): Record<string, string> {
  if (script === null) return PAGE_HEADERS;
  const policy = [
    `default-src 'none'`,
    `script-src 'self'`,
    `worker-src 'self'`,
    `connect-src 'self' ${script.relays.join(' ')}`,
    `style-src ${STYLE_HASH}`,
    `base-uri 'none'`,
    `form-action 'none'`,
    `frame-ancestors 'none'`,
  ];
  return { ...PAGE_HEADERS, 'content-security-policy': policy.join('; ') };
}

/** What the script fills: hidden until it does, so that without one the page has no gap. */
export function checkSection(proof: Checkable, script: CheckScript | null): Html | null {
  if (script === null) return null;
  const { warning } = texts.proof;
  return html`<section
    id="proof"
    hidden
    data-path="/draws/${proof.id}"
    data-fairdraw="${proof.fairdrawId}"
    data-phase="${phase(proof)}"
    data-test-chains="${JSON.stringify(script.testChains)}"
    data-relays="${script.relays.join(' ')}"
    data-warnings="${JSON.stringify(warning)}"
  ></section>`;
}

/** Runs once the page is read. */
export function checkScript(script: CheckScript | null): Html | null {
  return script === null ? null : html`<script defer src="${script.path}"></script>`;
}

function phase({ commitment, issues }: Checkable): 'announced' | 'committed' | 'certified' {
  if (commitment === null) return 'announced';
  return issues.length === 0 ? 'committed' : 'certified';
}
