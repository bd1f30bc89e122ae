/** An abort signal for Ctrl-C and similar, and a function that restores the previous signal handlers. */
export interface Interruption {
  readonly signal: AbortSignal;
  restore(): void;
}

/** Ctrl-C, `kill`, and closing the terminal. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Handles the first such signal without ending the process. A second signal ends the process at once, as the first does
 * for every other command (bin/start.mjs).
 */
export function interruption(interrupted: () => void): Interruption {
  const controller = new AbortController();
  const before = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const);
  const restore = (): void => {
    if (!process.listeners(SIGNALS[0]).includes(onSignal)) return; // restored already
    for (const [signal, listeners] of before) {
      process.removeListener(signal, onSignal);
      for (const listener of listeners) process.on(signal, listener);
    }
  };
  const onSignal = (): void => {
    restore();
    interrupted();
    controller.abort();
  };
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, onSignal);
  }
  return { signal: controller.signal, restore };
}
