import type { DomainEvent } from '../../src/domain/event.ts';
import { type Month, parseMonth } from '../../src/domain/month.ts';
import type { Change } from '../../src/steps/start-editions.ts';

/**
 * The changes since editions were last started, like the queue of editions in AWS. Changes of one hotline are merged.
 */
export class PendingChanges {
  readonly #hotlines = new Map<string, Month>();
  #isEverything = false;
  readonly #requested: Change[] = [];

  get isEmpty(): boolean {
    return !this.#isEverything && this.#hotlines.size === 0 && this.#requested.length === 0;
  }

  /** Marks everything as changed. */
  markAll(): void {
    this.#isEverything = true;
  }

  /** Requests an edition, which is updated from then on. */
  request(sheet: string, month: Month): void {
    this.#requested.push({ hotline: null, sheet, month, asked: true });
  }

  /**
   * Adds an accepted or withdrawn export: the editions of its month and of later months have changed. Ignores other
   * events.
   */
  add({ name, detail }: DomainEvent): void {
    if (name !== 'ExportAccepted' && name !== 'ExportWithdrawn') return;
    const month = parseMonth(detail.month ?? '');
    if (detail.hotline === null || month === null) return;
    const before = this.#hotlines.get(detail.hotline);
    this.#hotlines.set(detail.hotline, before !== undefined && before < month ? before : month);
  }

  /** Returns all changes and clears the list. */
  drain(): Change[] {
    const hotlines = [...this.#hotlines].map(([hotline, month]) => ({ hotline, sheet: null, month }));
    const changes = this.#isEverything ? [{ hotline: null, sheet: null, month: null }] : hotlines;
    const taken = [...this.#requested.splice(0), ...changes];
    this.#hotlines.clear();
    this.#isEverything = false;
    return taken;
  }
}
