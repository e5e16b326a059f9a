import type { DrandRules } from '../../src/fair-draw/index.js';
import { askRelay } from './beacon.js';
import type { Checker } from './checker.js';
import type { Panel } from './panel.js';
import { pause } from './pause.js';
import { isPublished } from './published.js';
import type { Settings } from './settings.js';
import { stepsOf, type Finding, type Task } from './tasks.js';
import { texts } from './texts/es.js';

const AGAIN_MS = 3_000;
/** So often a relay is asked before the service is asked for its certificate once. */
const ROUNDS_PER_LOOK = 5;

/** What is published before the result. */
export type CommittedFiles = Omit<Extract<Task, { kind: 'committed' }>, 'kind' | 'beacon' | 'testChains'>;

/**
 * Asks the relays for the round until one gives a beacon that holds, and draws with it. No relay is trusted: an answer that fails is
 * passed over. Undefined if the certificate was published meanwhile.
 */
export async function waitForBeacon(
  entropy: DrandRules,
  files: CommittedFiles,
  { panel, checker, settings }: { panel: Panel; checker: Checker; settings: Settings },
): Promise<Finding | undefined> {
  for (let turn = 1; ; turn++) {
    for (const relay of settings.relays) {
      const beacon = await askRelay(relay, entropy);
      if (beacon === null) continue;
      panel.begin(texts.checking, stepsOf('committed', true));
      const { testChains } = settings;
      const task = { kind: 'committed', ...files, beacon, testChains } as const;
      const outcome = await checker.check(task, panel.progress);
      if (outcome.kind === 'held') return outcome.finding;
      panel.say(texts.badRelay);
    }
    if (turn === 1) panel.say(texts.asking(entropy.round));
    if (turn % ROUNDS_PER_LOOK === 0 && (await isPublished(settings))) return undefined;
    await pause(AGAIN_MS);
  }
}
