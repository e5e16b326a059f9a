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
        const timer = setTimeout(resolve, ms);
        this.waiting.push(() => {
          clearTimeout(timer);
          resolve();
        });
      });
    }
    this.raised = false;
  }
}
