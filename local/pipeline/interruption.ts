/** A signal, and what gives Ctrl-C and its like back to whom they belonged. */
export interface Interruption {
  readonly signal: AbortSignal;
  giveBack(): void;
}

/** Ctrl-C, `kill`, and a terminal that is closed. */
const SIGNALS = ['SIGINT', 'SIGTERM', 'SIGHUP'] as const;

/**
 * Told by the first such signal, which then ends nothing by itself; a second one ends the process at once, as the first does for
 * every other command (bin/start.mjs).
 */
export function interruption(interrupted: () => void): Interruption {
  const controller = new AbortController();
  const before = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const);
  const giveBack = (): void => {
    if (!process.listeners(SIGNALS[0]).includes(onSignal)) return; // given back already
    for (const [signal, listeners] of before) {
      process.removeListener(signal, onSignal);
      for (const listener of listeners) process.on(signal, listener);
    }
  };
  const onSignal = (): void => {
    giveBack();
    interrupted();
    controller.abort();
  };
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, onSignal);
  }
  return { signal: controller.signal, giveBack };
}
