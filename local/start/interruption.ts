/** A signal, and what gives Ctrl-C and SIGTERM back to whom they belonged. */
export interface Interruption {
  readonly signal: AbortSignal;
  giveBack(): void;
}

const SIGNALS = ['SIGINT', 'SIGTERM'] as const;

/**
 * Told by the first Ctrl-C or SIGTERM, which then ends nothing by itself; a second one ends the process at once, as the first
 * does for every other command (bin/start.mjs).
 */
export function interruption(interrupted: () => void): Interruption {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    interrupted();
    controller.abort();
  };
  const before = SIGNALS.map((signal) => [signal, process.listeners(signal)] as const);
  for (const signal of SIGNALS) {
    process.removeAllListeners(signal);
    process.on(signal, onSignal);
  }
  const giveBack = (): void => {
    for (const [signal, listeners] of before) {
      process.removeListener(signal, onSignal);
      for (const listener of listeners) process.on(signal, listener);
    }
  };
  return { signal: controller.signal, giveBack };
}
