import {
  canonicalize,
  PINNED,
  roundTime,
  type DrandChain,
  type DrandRules,
  type Draw,
  type EntropyRules,
} from '../../src/fair-draw/index.js';
import { waitForBeacon, type CommittedFiles } from './asking.js';
import type { Checker } from './checker.js';
import { timeLeft } from './countdown.js';
import { download } from './download.js';
import { el } from './elements.js';
import { demoNote, warningsList, winnersTable } from './findings.js';
import { showOutcome } from './outcome.js';
import type { Panel } from './panel.js';
import { pause } from './pause.js';
import { checkPublished, fetchLedger, isPublished } from './published.js';
import type { Settings } from './settings.js';
import { stepsOf, type Finding } from './tasks.js';
import { texts } from './texts/es.js';

const POLL_MS = 20_000;
const MAX_POLL_MS = 300_000;

/**
 * Between closing and certificate: checks what was committed to, waits for the deciding value, draws where a program can, and
 * compares what gets published with what was seen here before.
 */
export async function watchCommitted(panel: Panel, checker: Checker, settings: Settings): Promise<void> {
  const files = await fetchCommitted(panel, settings);
  panel.bar(null);
  const outcome = await checker.check({ kind: 'committed', ...files }, panel.progress);
  showOutcome(panel, outcome, settings.pinned);
  if (outcome.kind === 'failed') return;
  const { entropy } = outcome.finding.rules;
  const chain = chainOf(entropy, settings);
  const computed =
    entropy.mode === 'drand' && chain !== undefined
      ? await drawHere(entropy, chain, files, { panel, checker, settings })
      : tellWaiting(panel, entropy);
  await untilPublished(settings);
  await compare(outcome.finding, computed, { panel, checker, settings });
}

async function fetchCommitted(panel: Panel, settings: Settings): Promise<CommittedFiles> {
  panel.begin(texts.fetching, stepsOf('committed'));
  const rules = await download(`${settings.path}/rules.json`);
  const commitment = await download(`${settings.path}/commitment.json`);
  const ledger = await fetchLedger(panel, settings);
  panel.say(texts.checking);
  return { rules, commitment, ledger };
}

function chainOf(entropy: EntropyRules, { testChains }: Settings): DrandChain | undefined {
  if (entropy.mode !== 'drand') return undefined;
  return [...PINNED, ...testChains].find(({ hash }) => hash === entropy.chain_hash);
}

/** Where nothing can be computed yet, says what is awaited. */
function tellWaiting(panel: Panel, entropy: EntropyRules): undefined {
  panel.add(el('p', { id: 'proof-awaits' }, awaited(entropy)));
}

function awaited(entropy: EntropyRules): string {
  switch (entropy.mode) {
    case 'drand':
      return texts.unknownChain;
    case 'lottery':
      return texts.waitsForLottery(entropy.first_draw, entropy.source);
    case 'commit-reveal':
      return texts.waitsForSeeds;
  }
}

interface Hands {
  readonly panel: Panel;
  readonly checker: Checker;
  readonly settings: Settings;
}

/** Counts down to the round, fetches its beacon and draws; undefined if the certificate was there first. */
async function drawHere(
  entropy: DrandRules,
  chain: DrandChain,
  files: CommittedFiles,
  hands: Hands,
): Promise<Finding | undefined> {
  const { panel, settings } = hands;
  await countDown(panel, roundTime(chain, entropy.round) * 1000);
  const found = await waitForBeacon(entropy, files, hands);
  if (found === undefined) return undefined;
  panel.end('good', texts.badge.computed, texts.computedHere);
  panel.reword('entropy', texts.drandHeld);
  panel.reword('draw', texts.computedHeld);
  panel.add(
    ...demoNote(found.rules, settings),
    ...winnersTable(found),
    ...warningsList(found.warnings, settings),
  );
  return found;
}

async function countDown(panel: Panel, moment: number): Promise<void> {
  const timer = el('p', { role: 'timer', class: 'timer', 'aria-label': texts.timerLabel });
  panel.add(el('p', {}, texts.countdown(texts.moment(moment))), timer);
  for (let left = timeLeft(moment, Date.now()); left !== null; left = timeLeft(moment, Date.now())) {
    timer.textContent = texts.timer(left);
    await pause(1000 - (Date.now() % 1000));
  }
  panel.clearBelow();
}

/** Less and less often: a page may stay open for weeks. */
async function untilPublished(settings: Settings): Promise<void> {
  for (let wait = POLL_MS; !(await isPublished(settings)); wait = Math.min(wait * 1.1, MAX_POLL_MS))
    await pause(wait);
}

/** The certificate must be about the closing seen before, and say what was computed here. */
async function compare(before: Finding, computed: Finding | undefined, hands: Hands): Promise<void> {
  const { panel, checker, settings } = hands;
  const outcome = await checkPublished(panel, checker, settings);
  if (outcome.kind === 'failed') return;
  const { commitmentHash, draw } = outcome.finding;
  if (commitmentHash !== before.commitmentHash) panel.end('bad', texts.badge.failed, texts.listChanged);
  else if (computed?.draw === undefined || draw === undefined) return;
  else if (drawn(draw) === drawn(computed.draw)) panel.add(el('p', { id: 'proof-same' }, texts.sameAsHere));
  else panel.end('bad', texts.badge.failed, texts.otherThanHere);
}

/** What a beacon decides, without what disqualifications changed later. */
function drawn({ e, slots, alternates }: Draw): string {
  return canonicalize({ e, slots, alternates });
}
