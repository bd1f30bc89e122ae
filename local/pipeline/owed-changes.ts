import type { DomainEvent } from '../../src/domain/event.ts';
import { type Month, parseMonth } from '../../src/domain/month.ts';
import type { Change } from '../../src/steps/start-editions.ts';

/** What changed since editions were started last, as the queue of editions holds it in AWS; many changes are one. */
export class OwedChanges {
  readonly #hotlines = new Map<string, Month>();
  #everything = false;
  readonly #asked: Change[] = [];

  get isEmpty(): boolean {
    return !this.#everything && this.#hotlines.size === 0 && this.#asked.length === 0;
  }

  /** Anything may have changed. */
  everything(): void {
    this.#everything = true;
  }

  /** Somebody wants an edition to be kept up to date. */
  ask(sheet: string, month: Month): void {
    this.#asked.push({ hotline: null, sheet, month, asked: true });
  }

  /** An export came or went: editions from its month on are not what they were. */
  note({ name, detail }: DomainEvent): void {
    if (name !== 'ExportAccepted' && name !== 'ExportWithdrawn') return;
    const month = parseMonth(detail.month ?? '');
    if (detail.hotline === null || month === null) return;
    const before = this.#hotlines.get(detail.hotline);
    this.#hotlines.set(detail.hotline, before !== undefined && before < month ? before : month);
  }

  /** Takes them all. */
  take(): Change[] {
    const hotlines = [...this.#hotlines].map(([hotline, month]) => ({ hotline, sheet: null, month }));
    const changes = this.#everything ? [{ hotline: null, sheet: null, month: null }] : hotlines;
    const taken = [...this.#asked.splice(0), ...changes];
    this.#hotlines.clear();
    this.#everything = false;
    return taken;
  }
}
