import type { Choice, ReceivedMessage } from './received.js';

export type Predicate = (message: ReceivedMessage) => boolean;

interface Waiter {
  predicate: Predicate;
  resolve: (message: ReceivedMessage) => void;
}

/** What the business sent to one phone, in order of arrival, equal callback data folded into one. */
export class Inbox {
  readonly #messages: ReceivedMessage[] = [];
  readonly #byCallbackData = new Map<string, ReceivedMessage>();
  readonly #waiters = new Set<Waiter>();
  #seen = 0;

  all(): readonly ReceivedMessage[] {
    return this.#messages;
  }

  /** A message arrives; returns the one it was folded into. */
  receive(message: ReceivedMessage): ReceivedMessage {
    const { callbackData } = message;
    const first = callbackData === undefined ? undefined : this.#byCallbackData.get(callbackData);
    if (first) {
      first.copies += 1;
      first.copiesDiffer ||= JSON.stringify(first.body) !== JSON.stringify(message.body);
      return first;
    }
    if (callbackData !== undefined) this.#byCallbackData.set(callbackData, message);
    this.#messages.push(message);
    this.#tellWaiters(message);
    return message;
  }

  /** See `Phone.waitFor`. */
  waitFor(predicate: Predicate, timeoutMs: number): Promise<ReceivedMessage> {
    const here = this.#messages.findIndex((message, index) => index >= this.#seen && predicate(message));
    const found = this.#messages[here];
    if (found) {
      this.#seen = here + 1;
      return Promise.resolve(found);
    }
    return new Promise((resolve, reject) => {
      const timer = setTimeout(() => {
        this.#waiters.delete(waiter);
        const unseen = this.#messages.slice(this.#seen).map((message) => message.text);
        reject(new Error(`no such message within ${timeoutMs} ms; new ones: ${JSON.stringify(unseen)}`));
      }, timeoutMs);
      const waiter: Waiter = {
        predicate,
        resolve: (message) => {
          clearTimeout(timer);
          resolve(message);
        },
      };
      this.#waiters.add(waiter);
    });
  }

  /** The latest message with a choice of these kinds that has this id or title (or of the given message). */
  findChoice(
    titleOrId: string,
    kinds: readonly Choice['kind'][],
    wamid: string | undefined,
  ): { message: ReceivedMessage; choice: Choice } {
    const fits = (choice: Choice): boolean =>
      kinds.includes(choice.kind) && (choice.id === titleOrId || choice.title === titleOrId);
    const message = this.#messages.findLast(
      (one) => (wamid === undefined || one.wamid === wamid) && one.choices.some(fits),
    );
    const choice = message?.choices.find(fits);
    if (!message || !choice) throw new Error(`no message offers "${titleOrId}"`);
    return { message, choice };
  }

  #tellWaiters(message: ReceivedMessage): void {
    for (const waiter of this.#waiters) {
      if (!waiter.predicate(message)) continue;
      this.#waiters.delete(waiter);
      this.#seen = this.#messages.length;
      waiter.resolve(message);
    }
  }
}
