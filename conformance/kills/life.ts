/** The error that a killed process sees: none of its code runs any more. */
export class Killed extends Error {}

/**
 * The life of a simulated process inside this one. Counts the moments before and after each call that reaches beyond
 * it. At one of them the process is killed, and every later call fails before it does anything.
 */
export class Life {
  readonly #end: number | null;
  #moments = 0;
  #killed = false;

  /**
   * Creates a life.
   * @param end the moment of death, from 1; null lives to the end
   */
  constructor(end: number | null) {
    this.#end = end;
  }

  /** The number of moments so far. */
  get moments(): number {
    return this.#moments;
  }

  get killed(): boolean {
    return this.#killed;
  }

  #pass(): void {
    if (!this.#killed && ++this.#moments === this.#end) this.#killed = true;
    if (this.#killed) throw new Killed();
  }

  /** Wraps an effect so that its calls are moments of this life. */
  watch<Effect extends object>(effect: Effect): Effect {
    return new Proxy(effect, {
      get: (target, name) => {
        const member: unknown = Reflect.get(target, name);
        if (typeof member !== 'function') return member;
        return async (...args: unknown[]): Promise<unknown> => {
          this.#pass();
          const result: unknown = await Reflect.apply(member, target, args);
          this.#pass();
          return result;
        };
      },
    });
  }

  /**
   * Makes a client's requests moments too: between the journal's note of a write, the write, and the note that it was
   * done.
   */
  watchRequests(client: object): void {
    const send: unknown = Reflect.get(client, 'send');
    if (typeof send !== 'function') throw new Error('the client has no requests');
    Reflect.set(client, 'send', this.watch({ send: send.bind(client) }).send);
  }
}
