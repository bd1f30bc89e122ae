import { setTimeout } from 'node:timers/promises';

/**
 * Delays each answer of the services that functions call, as the network does in AWS, and adds up the time in which at
 * least one answer was delayed: a function that sends ten requests at once waits for them once.
 */
export class ServiceWaits {
  #atOnce = 0;
  #since = 0;
  #waitedMs = 0;
  #requests = 0;
  #delayMs = 0;

  /**
   * Begins to delay and to measure; before, requests are answered at once.
   * @param delayMs how long each answer is delayed
   */
  begin(delayMs: number): void {
    this.#delayMs = delayMs;
  }

  /** Waits before a request is answered. */
  async delay(): Promise<void> {
    if (this.#delayMs === 0) return;
    this.#requests++;
    if (this.#atOnce++ === 0) this.#since = performance.now();
    await setTimeout(this.#delayMs);
    if (--this.#atOnce === 0) this.#waitedMs += performance.now() - this.#since;
  }

  /** Returns what was measured since the last call. */
  take(): { readonly waitedMs: number; readonly requests: number } {
    const taken = { waitedMs: this.#waitedMs, requests: this.#requests };
    this.#waitedMs = 0;
    this.#requests = 0;
    return taken;
  }
}
