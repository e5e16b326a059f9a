import { perform, type Outcome, type Progress, type Task } from './tasks.js';

/** What goes to the worker and what comes back; `id` tells the tasks apart. */
export interface Order {
  readonly id: number;
  readonly task: Task;
}
export type Answer = { readonly id: number } & (
  { readonly progress: Progress } | { readonly outcome: Outcome }
);

/** This browser could not do the work. */
export class Unchecked extends Error {
  override readonly name = 'Unchecked';
}

interface Waiting {
  readonly order: Order;
  readonly tell: (progress: Progress) => void;
  readonly done: (outcome: Outcome) => void;
  readonly failed: (fault: unknown) => void;
}

/**
 * Checks beside the page, in a worker made from the page's own script, so that a long list does not freeze it. A page saved to disk
 * may have no worker: then the page does the work itself.
 */
export class Checker {
  #worker: Worker | null;
  #next = 1;
  readonly #waiting = new Map<number, Waiting>();

  /** The worker is made at once: it has to be there when the connection no longer is. */
  constructor(script: string) {
    this.#worker = startWorker(script);
    this.#worker?.addEventListener('message', ({ data }: MessageEvent<Answer>) => this.#take(data));
    this.#worker?.addEventListener('error', (event) => {
      event.preventDefault();
      this.#goOnAlone();
    });
  }

  /** Rejects only where this browser cannot do the work: what is wrong with files is an outcome. */
  check(task: Task, tell: (progress: Progress) => void): Promise<Outcome> {
    const id = this.#next++;
    return new Promise((done, failed) => {
      const waiting = { order: { id, task }, tell, done, failed };
      this.#waiting.set(id, waiting);
      if (this.#worker === null) this.#doHere(waiting);
      else this.#worker.postMessage(waiting.order, { transfer: [] });
    });
  }

  #take(answer: Answer): void {
    const waiting = this.#waiting.get(answer.id);
    if ('progress' in answer) waiting?.tell(answer.progress);
    else {
      this.#waiting.delete(answer.id);
      waiting?.done(answer.outcome);
    }
  }

  #goOnAlone(): void {
    this.#worker?.terminate();
    this.#worker = null;
    for (const waiting of this.#waiting.values()) this.#doHere(waiting);
  }

  /** After a pause in which the page can show that it has begun. */
  #doHere({ order: { id, task }, tell, failed }: Waiting): void {
    setTimeout(() => {
      try {
        this.#take({ id, outcome: perform(task, tell) });
      } catch (fault) {
        this.#waiting.delete(id);
        failed(new Unchecked('the check broke off', { cause: fault }));
      }
    }, 50);
  }
}

function startWorker(script: string): Worker | null {
  try {
    return new Worker(script);
  } catch {
    return null; // a page that was saved to disk
  }
}

/** The worker's side: takes orders and answers them one after the other. */
export function serveOrders(scope: {
  addEventListener(type: 'message', take: (event: MessageEvent<Order>) => void): void;
  postMessage(message: Answer, options: StructuredSerializeOptions): void;
}): void {
  const answer = (message: Answer): void => scope.postMessage(message, { transfer: [] });
  scope.addEventListener('message', ({ data: { id, task } }) => {
    answer({ id, outcome: perform(task, (progress) => answer({ id, progress })) });
  });
}
