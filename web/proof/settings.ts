import type { DrandChain, WarningCode } from '../../src/fair-draw/index.js';

/** What the service tells the page's script, as attributes of its section. */
export interface Settings {
  /** Where the draw's files are: `/draws/<id>`. */
  readonly path: string;
  /** The draw's id in its own files. */
  readonly fairdrawId: string;
  /** What there is to check: nothing yet, the closed list, or a certificate. */
  readonly phase: 'announced' | 'committed' | 'certified';
  /** Where the beacon can be asked, if it decides. */
  readonly relays: readonly string[];
  /** Chains of a test or demo, whose values anybody can know beforehand. */
  readonly testChains: readonly DrandChain[];
  /** Whether somebody independent kept the fingerprint before the result. */
  readonly pinned: 'consistent' | 'proven';
  readonly warnings: Readonly<Partial<Record<WarningCode, string>>>;
}

const PHASES = ['announced', 'committed', 'certified'] as const;

/** Reads the attributes; whatever is missing counts as the more careful case. */
export function readSettings(data: Readonly<Partial<Record<string, string>>>, pinned?: string): Settings {
  return {
    path: data['path'] ?? '',
    fairdrawId: data['fairdraw'] ?? '',
    phase: PHASES.find((phase) => phase === data['phase']) ?? 'announced',
    relays: (data['relays'] ?? '').split(' ').filter((relay) => relay !== ''),
    pinned: pinned === 'true' ? 'proven' : 'consistent',
    testChains: readChains(data['testChains']),
    warnings: readTexts(data['warnings']),
  };
}

function readChains(json: string | undefined): readonly DrandChain[] {
  const parsed: unknown = json === undefined ? [] : JSON.parse(json);
  return Array.isArray(parsed) ? parsed : [];
}

function readTexts(json: string | undefined): Settings['warnings'] {
  const parsed: unknown = json === undefined ? {} : JSON.parse(json);
  return typeof parsed === 'object' && parsed !== null ? parsed : {};
}
