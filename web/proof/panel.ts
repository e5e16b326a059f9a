import type { ErrorCode, Step } from '../../src/fair-draw/index.js';
import { el } from './elements.js';
import type { Progress } from './tasks.js';
import { texts } from './texts/es.js';

export type Badge = 'good' | 'bad' | 'wait';

/** One check as people see it: what it is doing, how far it is, its steps one below the other, and what came out. */
export class Panel {
  readonly #badge = el('p');
  readonly #status = el('p', { role: 'status' });
  readonly #bar = el('progress', { max: '1', hidden: '', 'aria-label': texts.checking });
  readonly #below = el('div');
  readonly #steps = el('ol', { class: 'steps' });
  #expected: readonly Step[] = [];

  constructor(place: Element) {
    place.append(this.#badge, this.#status, this.#bar, this.#below, this.#steps);
  }

  /** Forgets what was shown and says what is being done. */
  begin(sentence: string, steps: readonly Step[] = []): void {
    this.#badge.replaceChildren();
    this.#below.replaceChildren();
    this.#steps.replaceChildren();
    this.#expected = steps;
    this.say(sentence);
  }

  say(sentence: string): void {
    this.#status.textContent = sentence;
  }

  /** Moves the bar: a share of 1, or nothing known yet. */
  bar(share: number | null): void {
    this.#bar.hidden = false;
    if (share === null) this.#bar.removeAttribute('value');
    else this.#bar.value = share;
  }

  /** Shows what a running check tells. */
  readonly progress = (progress: Progress): void => {
    if (progress.kind === 'leaves') this.bar(progress.hashed / progress.size);
    else this.#step(progress.step, texts.steps[progress.step][1]);
  };

  /** Says something else about a step that held. */
  reword(step: Step, sentence: string): void {
    const text = this.#steps.querySelector(`[data-step="${step}"] span.said`);
    if (text !== null) text.textContent = sentence;
  }

  /** The step after the last one that held is the one that failed; the rest was not tried. Its name is returned. */
  fail(code: ErrorCode, detail: string): string {
    const step = this.#expected[this.#steps.children.length] ?? 'version';
    const [name] = texts.steps[step];
    this.#steps.append(
      el(
        'li',
        { class: 'failed', 'data-step': step },
        mark(texts.failed),
        el('strong', {}, name),
        el('span', { class: 'said' }, texts.errors[code]),
        el('code', { 'data-code': code }, texts.code(code)),
        el('details', {}, el('summary', {}, texts.detail), el('p', { lang: 'en' }, detail)),
      ),
    );
    return name;
  }

  /** The verdict, in a word and a sentence; the bar is done. */
  end(kind: Badge, word: string, sentence: string): void {
    this.#bar.hidden = true;
    this.#badge.replaceChildren(el('span', { class: `badge ${kind}` }, word));
    this.say(sentence);
  }

  /** Stands under the verdict, over the steps. */
  add(...parts: readonly Element[]): void {
    this.#below.append(...parts);
  }

  clearBelow(): void {
    this.#below.replaceChildren();
  }

  #step(step: Step, sentence: string): void {
    const [name] = texts.steps[step];
    this.#steps.append(
      el(
        'li',
        { 'data-step': step },
        mark(texts.held),
        el('strong', {}, name),
        el('span', { class: 'said' }, sentence),
      ),
    );
  }
}

/** A sign for those who see it, drawn by the style since not every font has one, and a word for those who hear it. */
function mark(word: string): HTMLElement {
  return el('span', { class: 'mark' }, el('span', { class: 'heard' }, `${word}: `));
}
