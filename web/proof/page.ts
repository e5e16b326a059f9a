import { Checker, Unchecked } from './checker.js';
import { offerFiles } from './drop.js';
import { el } from './elements.js';
import { Panel } from './panel.js';
import { checkPublished } from './published.js';
import { readSettings, type Settings } from './settings.js';
import { texts } from './texts/es.js';
import { watchCommitted } from './waiting.js';

/** Brings the section to life that the service left empty for this script; without one there is nothing to do. */
export function openPage(script: string): void {
  const section = document.querySelector<HTMLElement>('#proof');
  if (section === null) return;
  const pinned = document.querySelector('main')?.dataset['pinned'];
  const settings = readSettings(section.dataset, pinned);
  const checker = new Checker(script);
  const place = el('div', { id: 'proof-published' });
  section.replaceChildren(el('h2', {}, texts.title), el('p', {}, texts.intro), place);
  offerFiles(section, checker, settings);
  section.hidden = false;
  // What a program cannot see is said beside what it found.
  const limits = document.querySelector('#limits');
  if (limits !== null) section.after(limits);
  void begin(new Panel(place), checker, settings);
}

async function begin(panel: Panel, checker: Checker, settings: Settings): Promise<void> {
  try {
    if (settings.phase === 'announced') panel.begin(texts.announced);
    else if (settings.phase === 'committed') await watchCommitted(panel, checker, settings);
    else await checkPublished(panel, checker, settings);
  } catch (fault) {
    panel.end('wait', texts.badge.unknown, fault instanceof Unchecked ? texts.fault : texts.unreachable);
    panel.add(retry(() => void begin(panel, checker, settings)));
  }
}

function retry(again: () => void): HTMLElement {
  const button = el('button', { type: 'button' }, texts.retry);
  button.addEventListener('click', again);
  return button;
}
