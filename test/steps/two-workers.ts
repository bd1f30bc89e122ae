import { interleaved } from './crash-points.ts';
import { ingestKey, type MemoryFixture, type PipelineEffects } from './memory-fixture.ts';

/** A slow ingest, and the function that lets it continue. */
interface SlowIngest {
  readonly key: string;
  readonly resume: () => void;
}

/**
 * Two workers that ingest keys at the same time. Calls of their effects wait a random number of turns. One worker at a
 * time may be slow: it stops after it has read its object, and continues when the other one has ingested the same key,
 * or has nothing more to do.
 */
export class TwoWorkers {
  readonly #fixture: MemoryFixture;
  readonly #effects: PipelineEffects;
  readonly #running = new Set<Promise<unknown>>();
  #slow: SlowIngest | null = null;

  constructor(fixture: MemoryFixture, effects: PipelineEffects, random: () => number) {
    this.#fixture = fixture;
    this.#effects = interleaved(effects, random);
  }

  /** Gives a key to a worker; returns when a worker is free, and if it is slow, after it has read the object. */
  async ingest(key: string, isSlow: boolean): Promise<void> {
    if (isSlow && this.#slow === null) return this.#ingestSlowly(key);
    this.#start(key, this.#effects, () => {
      if (this.#slow?.key === key) this.#resume();
    });
    if (this.#running.size >= 2) await Promise.race(this.#running);
  }

  async #ingestSlowly(key: string): Promise<void> {
    let [markRead, resume] = [(): void => undefined, (): void => undefined];
    const isRead = new Promise<void>((resolve) => {
      markRead = resolve;
    });
    const isResumed = new Promise<void>((resolve) => {
      resume = resolve;
    });
    const { exports } = this.#effects;
    const stop = async <Found>(found: Found): Promise<Found> => {
      markRead();
      await isResumed;
      return found;
    };
    const slow: typeof exports = {
      ...exports,
      async find(key) {
        const found = await exports.find(key);
        const sha256 = await found?.sha256();
        // an object whose hash is not known is fetched next
        return found && sha256 ? stop({ ...found, sha256: async () => sha256 }) : found;
      },
      fetch: async (...args) => stop(await exports.fetch(...args)),
    };
    this.#slow = { key, resume };
    this.#start(key, { ...this.#effects, exports: slow }, () => undefined);
    await isRead;
  }

  #start(key: string, effects: PipelineEffects, onEnd: () => void): void {
    const ingest: Promise<unknown> = ingestKey(this.#fixture, effects, key).finally(() => {
      this.#running.delete(ingest);
      onEnd();
    });
    this.#running.add(ingest);
  }

  #resume(): void {
    this.#slow?.resume();
    this.#slow = null;
  }

  /** Waits until both workers are done. */
  async finish(): Promise<void> {
    this.#resume();
    await Promise.all(this.#running);
  }
}
