import type { Checker } from './checker.js';
import { download } from './download.js';
import { demoNote, warningsList, winnersTable } from './findings.js';
import { showOutcome } from './outcome.js';
import type { Panel } from './panel.js';
import type { Settings } from './settings.js';
import { stepsOf, type Outcome } from './tasks.js';
import { texts } from './texts/es.js';

/** Fetches the published certificate with its list, checks them and shows everything that came out. */
export async function checkPublished(panel: Panel, checker: Checker, settings: Settings): Promise<Outcome> {
  panel.begin(texts.fetching, stepsOf('certificate'));
  const certificate = await download(`${settings.path}/certificate.json`);
  const ledger = await fetchLedger(panel, settings);
  panel.say(texts.checking);
  panel.bar(null);
  const { testChains } = settings;
  const task = { kind: 'certificate', certificate, ledger, testChains } as const;
  const outcome = await checker.check(task, panel.progress);
  showOutcome(panel, outcome, settings.pinned);
  if (outcome.kind === 'held')
    panel.add(
      ...demoNote(outcome.finding.rules, settings),
      ...winnersTable(outcome.finding),
      ...warningsList(outcome.finding.warnings, settings),
    );
  return outcome;
}

/** The list, with a bar that fills while it comes. */
export function fetchLedger(panel: Panel, { path }: Settings): Promise<Uint8Array> {
  return download(`${path}/ledger.bin`, (received, total) => {
    panel.bar(total > 0 ? received / total : null);
    if (total > 0) panel.say(texts.fetched(texts.bytes(received), texts.bytes(total)));
  });
}

/** Whether there is a certificate by now; without a connection there is none yet. */
export async function isPublished({ path }: Settings): Promise<boolean> {
  try {
    return (await fetch(`${path}/certificate.json`, { method: 'HEAD', cache: 'no-store' })).ok;
  } catch {
    return false;
  }
}
