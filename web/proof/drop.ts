import type { Checker } from './checker.js';
import { el } from './elements.js';
import { Chosen } from './files.js';
import { warningsList, winnersTable } from './findings.js';
import { Panel } from './panel.js';
import type { Settings } from './settings.js';
import { showOutcome } from './outcome.js';
import { stepsOf } from './tasks.js';
import { texts } from './texts/es.js';

const words = texts.drop;

/** Where somebody drops or chooses files he kept; they are checked here and go nowhere. */
export function offerFiles(section: Element, checker: Checker, settings: Settings): void {
  const input = el('input', {
    type: 'file',
    multiple: '',
    id: 'proof-files',
    class: 'heard',
    'aria-describedby': 'proof-files-help',
  });
  const zone = el(
    'div',
    { class: 'drop' },
    el('p', { id: 'proof-files-help' }, words.help),
    input,
    el('label', { for: 'proof-files' }, words.choose),
  );
  const place = el('div', { id: 'proof-dropped' });
  section.append(el('h3', {}, words.title), zone, place);
  const taker = new Taker(new Panel(place), checker, settings);
  input.addEventListener('change', () => {
    void taker.take([...(input.files ?? [])]);
    input.value = ''; // the same file may be chosen again
  });
  takeDrops(zone, (files) => void taker.take(files));
}

/** A file dropped beside the zone would replace the page, and with it what is being checked: the whole window takes it. */
function takeDrops(zone: Element, take: (files: File[]) => void): void {
  const over = (event: DragEvent): void => {
    event.preventDefault();
    zone.classList.toggle('over', event.type === 'dragover');
  };
  for (const type of ['dragover', 'dragleave'] as const) window.addEventListener(type, over);
  window.addEventListener('drop', (event) => {
    over(event);
    take([...(event.dataTransfer?.files ?? [])]);
  });
}

class Taker {
  readonly #panel: Panel;
  readonly #checker: Checker;
  readonly #settings: Settings;
  #chosen = new Chosen();
  #latest = 0;

  constructor(panel: Panel, checker: Checker, settings: Settings) {
    this.#panel = panel;
    this.#checker = checker;
    this.#settings = settings;
  }

  async take(files: readonly File[]): Promise<void> {
    const turn = ++this.#latest;
    for (const file of files) {
      const problem = await this.#read(file);
      if (turn !== this.#latest) return;
      if (problem !== null) {
        this.#panel.begin(problem);
        return;
      }
    }
    if (files.length > 0) await this.#check(turn);
  }

  /** Takes a file in; what is wrong with it, if anything is. */
  async #read(file: File): Promise<string | null> {
    try {
      const bytes = new Uint8Array(await file.arrayBuffer());
      return this.#chosen.add(bytes) ? null : words.strange(file.name);
    } catch {
      return words.unreadable(file.name); // moved away meanwhile, or larger than the device's memory
    }
  }

  async #check(turn: number): Promise<void> {
    const files = this.#chosen.get();
    if (typeof files === 'string') {
      this.#panel.begin(words.missing[files]);
      return;
    }
    this.#chosen = new Chosen();
    this.#panel.begin(texts.checking, stepsOf('certificate'));
    this.#panel.bar(null);
    const outcome = await this.#checker.check({ kind: 'certificate', ...files }, (progress) => {
      if (turn === this.#latest) this.#panel.progress(progress);
    });
    if (turn !== this.#latest) return;
    // The page's own pins are of the page's own draw.
    showOutcome(this.#panel, outcome, 'consistent');
    if (outcome.kind === 'failed') return;
    const { rules, warnings } = outcome.finding;
    this.#panel.add(el('p', {}, texts.cardDraw(rules.title, rules.raffle_id)));
    if (rules.raffle_id !== this.#settings.fairdrawId)
      this.#panel.add(el('p', { class: 'badge wait' }, texts.otherDraw));
    this.#panel.add(...winnersTable(outcome.finding), ...warningsList(warnings, this.#settings));
  }
}
