import { performance } from 'node:perf_hooks';
import { setTimeout } from 'node:timers/promises';
import { Failure } from '../../src/domain/failure.ts';
import { countNoun } from '../../src/domain/format.ts';
import { parseExportKey } from '../../src/domain/object-keys.ts';
import type { ClockWork } from './clock-work.ts';
import { Failing } from './failing.ts';
import type { FolderChanges } from './folder-changes.ts';
import { hotlinesReadAnew } from './known-definitions.ts';
import { ingestKeys, inWorkplace, type Machine, pressOf, publishChanges } from './rounds.ts';

/** How long a loop waits, in milliseconds. */
export interface Pace {
  /** Between two looks at the folder. */
  readonly lookMs: number;
  /** After the last change before editions are published: eight tables that come together publish once. */
  readonly settleMs: number;
}

/** The longest that editions wait while uploads keep coming. */
const LONGEST_WAIT_MS = 60_000;

/** How often an export is tried that fails, as its queue does in AWS. */
const ATTEMPTS = 3;

/** Looks for changes again and again, and does what they ask for, until the machine's signal ends it. */
export class WatchLoop {
  readonly #machine: Machine;
  readonly #changes: FolderChanges;
  readonly #pace: Pace;
  readonly #clockWork: ClockWork;
  readonly #attempts = new Map<string, number>();
  readonly #complaints = new Map<string, string>();
  readonly #failing = new Failing();
  #owedSince = performance.now();
  #lastIngest = -Infinity;
  #lookedFor = 0;
  #isSettled = false;

  constructor(machine: Machine, changes: FolderChanges, pace: Pace, clockWork: ClockWork) {
    this.#machine = { ...machine, telling: this.#failing.noting(machine.telling) };
    this.#changes = changes;
    this.#pace = pace;
    this.#clockWork = clockWork;
  }

  async run(): Promise<void> {
    const { signal } = this.#machine;
    while (!signal.aborted) {
      await this.#guarded('definitions', () => this.#refresh());
      await this.#guarded('exports', () => this.#ingest());
      await this.#guarded('editions', () => this.#publish());
      await this.#guarded('the clock', () => this.#clockWork.tick(new Date()));
      this.#tellSettled();
      // a folder so large that looking takes long is looked at less often
      // an abort is the only way this ends early, and the loop looks for one itself
      await setTimeout(Math.max(this.#pace.lookMs, 5 * this.#lookedFor), undefined, { signal }).catch(() => undefined);
    }
  }

  /** What fails stops nothing else; the same complaint is told once, not at every look. */
  async #guarded(about: string, work: () => Promise<void>): Promise<void> {
    if (this.#machine.signal.aborted) return;
    try {
      await work();
      if (this.#complaints.delete(about)) this.#failing.succeeded(about);
    } catch (error) {
      const complaint = String(error);
      if (this.#complaints.get(about) !== complaint) this.#machine.telling.failure(about, error);
      this.#complaints.set(about, complaint);
    }
  }

  async #refresh(): Promise<void> {
    const { definitions, hashKey, owed } = this.#machine;
    const before = await definitions.refresh();
    if (!before) return;
    const anew = hotlinesReadAnew(before.definitions, definitions.reading.definitions, hashKey);
    this.#changes.again(this.#changes.keys.filter((key) => anew.has(parseExportKey(key)?.hotline ?? '')));
    owed.everything();
    this.#failing.clear();
    this.#owedSince = performance.now();
    this.#isSettled = false;
  }

  async #ingest(): Promise<void> {
    const begun = performance.now();
    const keys = await this.#changes.look(begun);
    this.#lookedFor = performance.now() - begun;
    if (!keys)
      throw new Failure(
        'WrongUsage',
        `the folder ${this.#machine.exports} is away, or holds no upload, though the state counts some; nothing is withdrawn until it is back; to withdraw them all, make the folder <hotline>/<YYYY-MM> of one of them in it`,
      );
    if (keys.length === 0) return;
    this.#failing.succeeded('old problems');
    this.#isSettled = false;
    if (this.#machine.owed.isEmpty) this.#owedSince = performance.now();
    const left = await inWorkplace(this.#machine, (effects) => ingestKeys(this.#machine, effects, keys)).catch(
      (error: unknown) => {
        this.#changes.again(keys);
        throw error;
      },
    );
    this.#lastIngest = performance.now();
    this.#changes.again(this.#toTryAgain(keys, new Set(left)));
  }

  #toTryAgain(keys: readonly string[], left: ReadonlySet<string>): string[] {
    return keys.filter((key) => {
      const attempts = left.has(key) ? (this.#attempts.get(key) ?? 0) + 1 : ATTEMPTS;
      if (attempts >= ATTEMPTS) this.#attempts.delete(key);
      else this.#attempts.set(key, attempts);
      return attempts < ATTEMPTS;
    });
  }

  async #publish(): Promise<void> {
    const { owed } = this.#machine;
    if (owed.isEmpty || !this.#mayPublish()) return;
    this.#isSettled = false;
    const changes = owed.take();
    const machine = this.#machine;
    await inWorkplace(machine, (effects) => publishChanges(pressOf(machine, effects), machine.telling, changes)).catch(
      (error: unknown) => {
        owed.everything();
        throw error;
      },
    );
  }

  #mayPublish(): boolean {
    const now = performance.now();
    const isQuiet = this.#changes.atRest && now - this.#lastIngest >= this.#pace.settleMs;
    return isQuiet || now - this.#owedSince >= LONGEST_WAIT_MS;
  }

  #tellSettled(): void {
    if (this.#isSettled || !this.#machine.owed.isEmpty || !this.#changes.atRest) return;
    if (this.#machine.signal.aborted || this.#attempts.size > 0 || this.#complaints.has('exports')) return;
    this.#isSettled = true;
    const failed = this.#failing.count;
    if (failed === 0) this.#machine.telling.status('up-to-date', 'up to date');
    else this.#machine.telling.status('behind', `not up to date: ${countNoun(failed, 'thing')} failed, see above`);
  }
}
