/**
 * Told by the first Ctrl-C or SIGTERM, which then ends nothing by itself; a second one ends the process at once, as the first
 * does for every other command (bin/start.mjs).
 */
export function interruption(interrupted: () => void): AbortSignal {
  const controller = new AbortController();
  const onSignal = (): void => {
    if (controller.signal.aborted) process.exit(130);
    interrupted();
    controller.abort();
  };
  for (const signal of ['SIGINT', 'SIGTERM'] as const) {
    process.removeAllListeners(signal);
    process.on(signal, onSignal);
  }
  return controller.signal;
}
