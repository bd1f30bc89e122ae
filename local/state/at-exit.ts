const actions = new Set<() => void>();

/** One listener for all: a process that opens many states has no more than one. */
const runAll = (): void => {
  for (const action of actions) {
    try {
      action();
    } catch {
      // what one leaves behind, the next command removes; the others are still to run
    }
  }
};

/**
 * Has something done when the process ends, whatever ends it but a kill.
 * @returns takes it back
 */
export function atExit(action: () => void): () => void {
  if (actions.size === 0) process.once('exit', runAll);
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) process.off('exit', runAll);
  };
}
