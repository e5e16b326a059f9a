/** Says within this process that there is something to do. Losing one costs a poll interval, never work. */
export class Hint {
  private waiting: (() => void)[] = [];
  private raised = false;

  raise(): void {
    this.raised = true;
    const woken = this.waiting;
    this.waiting = [];
    for (const wake of woken) wake();
  }

  /** Resolves when raised (also if that was since the last wait) or after `ms`. */
  async wait(ms: number): Promise<void> {
    if (!this.raised) {
      await new Promise<void>((resolve) => {
        const wake = (): void => {
          clearTimeout(timer);
          resolve();
        };
        const timer = setTimeout(() => {
          this.waiting = this.waiting.filter((one) => one !== wake); // or every quiet poll would leave one behind
          resolve();
        }, ms);
        this.waiting.push(wake);
      });
    }
    this.raised = false;
  }
}
