/** A resource that is opened once per process. */
interface Closable {
  close(): Promise<void>;
}

interface Lease<Opened> {
  readonly version: unknown;
  readonly opened: Promise<Opened>;
  readonly closed: Promise<void>;
  readonly finish: (closing: Promise<void>) => void;
  users: number;
  isRetired: boolean;
  timer: NodeJS.Timeout | null;
}

/**
 * One open state for everything in a process that uses it: the watch loop and every request of the portal. Opening
 * takes an exclusive lock, so requests that each opened the state would wait for each other. The state is closed
 * shortly after its last user, so that other commands can open it while there is nothing to do here.
 */
export class SharedContext<Opened extends Closable> {
  readonly #open: () => Promise<Opened>;
  readonly #version: () => unknown;
  readonly #idleMs: number;
  #current: Lease<Opened> | null = null;
  #lastClosed: Promise<void> = Promise.resolve();

  /**
   * Creates a shared context that is not yet open.
   * @param version the version of its inputs; when it changes, the context is closed after its current users and
   * reopened
   * @param idleMs how long it stays open without a user, in milliseconds; 0 closes it with the last user
   */
  constructor(open: () => Promise<Opened>, version: () => unknown, idleMs: number) {
    this.#open = open;
    this.#version = version;
    this.#idleMs = idleMs;
  }

  /** Runs work with the open resource. Rejects if the work, the opening or the closing rejects. */
  async use<Result>(work: (opened: Opened) => Promise<Result>): Promise<Result> {
    const lease = this.#lease();
    try {
      return await work(await lease.opened);
    } finally {
      this.#release(lease);
      if (lease.isRetired && lease.users === 0) await lease.closed;
    }
  }

  /** Closes the resource after its current users. */
  async close(): Promise<void> {
    const lease = this.#current;
    if (lease) this.#retire(lease);
    await this.#lastClosed;
  }

  #lease(): Lease<Opened> {
    const version = this.#version();
    if (this.#current !== null && this.#current.version !== version) this.#retire(this.#current);
    this.#current ??= this.#begin(version);
    const lease = this.#current;
    lease.users++;
    if (lease.timer) clearTimeout(lease.timer);
    return lease;
  }

  #begin(version: unknown): Lease<Opened> {
    let finish: Lease<Opened>['finish'] = () => undefined;
    const closed = new Promise<void>((resolve) => {
      finish = resolve;
    });
    closed.catch(() => undefined); // the last user receives the error, or there is no user left
    const opened = this.#lastClosed.catch(() => undefined).then(() => this.#open());
    return { version, opened, closed, finish, users: 0, isRetired: false, timer: null };
  }

  #release(lease: Lease<Opened>): void {
    lease.users--;
    if (lease.users > 0) return;
    if (lease.isRetired) this.#finish(lease);
    else if (this.#idleMs === 0) this.#retire(lease);
    else lease.timer = setTimeout(() => this.#retire(lease), this.#idleMs);
  }

  #retire(lease: Lease<Opened>): void {
    if (lease.isRetired) return;
    lease.isRetired = true;
    if (lease.timer) clearTimeout(lease.timer);
    if (this.#current === lease) this.#current = null;
    this.#lastClosed = lease.closed;
    if (lease.users === 0) this.#finish(lease);
  }

  /** If opening failed, there is nothing to close. */
  #finish(lease: Lease<Opened>): void {
    lease.finish(
      lease.opened.then(
        (opened) => opened.close(),
        () => undefined,
      ),
    );
  }
}
