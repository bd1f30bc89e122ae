const actions = new Set<() => void>();

/** One listener for all: a process that opens many states has no more than one. */
const runAll = (): void => {
  for (const action of actions) {
    try {
      action();
    } catch {
      // the next command removes what stays behind; the other actions still run
    }
  }
};

/**
 * Runs an action when the process ends, unless it is killed.
 * @returns a function that removes the action
 */
export function atExit(action: () => void): () => void {
  if (actions.size === 0) process.once('exit', runAll);
  actions.add(action);
  return () => {
    actions.delete(action);
    if (actions.size === 0) process.off('exit', runAll);
  };
}
