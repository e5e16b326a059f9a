import type { Panel } from './panel.js';
import type { Settings } from './settings.js';
import type { Outcome } from './tasks.js';
import { texts } from './texts/es.js';

/** Ends a panel with what came out of a check of a certificate. */
export function showOutcome(panel: Panel, outcome: Outcome, pinned: Settings['pinned']): void {
  if (outcome.kind === 'failed') {
    const step = panel.fail(outcome.code, outcome.detail);
    panel.end('bad', texts.badge.failed, texts.verdict.failed(step));
    return;
  }
  const { rules, signed, draw } = outcome.finding;
  if (draw === undefined) {
    panel.end('wait', texts.badge.listed, texts.verdict.listed);
    return;
  }
  if (rules.entropy.mode === 'drand') panel.reword('entropy', texts.drandHeld);
  if (!signed) panel.reword('signature', texts.unsigned);
  panel.end('good', texts.badge[pinned], texts.verdict[pinned]);
}
