/** Something to be done by the clock: the exports' folder tells nothing of it. */
export interface Chore {
  readonly everyMinutes: number;
  run(now: Date): Promise<void>;
}

/** Chores of a loop that runs for months: each is run when its time has come, none for the time that was slept through. */
export class ClockWork {
  readonly #due: { chore: Chore; at: number }[];

  constructor(chores: readonly Chore[], start: Date) {
    this.#due = chores.map((chore) => ({ chore, at: start.getTime() + minutes(chore) }));
  }

  /** Runs the chores that are due; one that fails has had its turn, and is told by who called. */
  async tick(now: Date): Promise<void> {
    for (const one of this.#due.filter(({ at }) => at <= now.getTime())) {
      one.at = now.getTime() + minutes(one.chore);
      await one.chore.run(now);
    }
  }
}

const minutes = ({ everyMinutes }: Chore): number => everyMinutes * 60_000;
