/** A task that runs at intervals, independently of changes in the folder of exports. */
export interface ScheduledTask {
  readonly everyMinutes: number;
  run(now: Date): Promise<void>;
}

/**
 * Runs tasks when they are due, in a loop that runs for months. Times that passed while the machine slept are skipped.
 */
export class Scheduler {
  readonly #due: { task: ScheduledTask; at: number }[];

  constructor(tasks: readonly ScheduledTask[], start: Date) {
    this.#due = tasks.map((task) => ({ task, at: start.getTime() + minutes(task) }));
  }

  /** Runs the tasks that are due. A task that fails is due again after its interval; the caller reports the error. */
  async tick(now: Date): Promise<void> {
    for (const one of this.#due.filter(({ at }) => at <= now.getTime())) {
      one.at = now.getTime() + minutes(one.task);
      await one.task.run(now);
    }
  }
}

const minutes = ({ everyMinutes }: ScheduledTask): number => everyMinutes * 60_000;
