import type { DomainEvent, EventDetails, TableSummary } from '../../src/domain/event.ts';
import { countPeople, hasManyOrphans } from '../../src/domain/excluded.ts';
import { Failure } from '../../src/domain/failure.ts';
import { countNoun } from '../../src/domain/format.ts';
import { manyOrphansLine, orphansLine, unusualWords } from '../terminal/data-lines.ts';
import { linesOf, safeTerminal, type Terminal } from '../terminal/terminal.ts';
import type { Pages } from './run-publication.ts';

/** Reports a run: as lines for a person, or as one JSON object per line for a program. */
export interface Reporter {
  /** `isNews` is false for an export that was active before: a program may have missed its event; a person has not. */
  event(event: DomainEvent, isNews: boolean): void;
  pages(pages: Pages): void;
  /** Reports a removed upload that was not counted: it was misplaced or rejected. */
  gone(key: string): void;
  /** Reports the files with the problems of an upload. The files contain values; only their names are reported. */
  problems(key: string, files: readonly string[]): void;
  /** Reports a failure with its subject; everything else continues. */
  failure(about: string, error: unknown): void;
  /** Prints a note for a person; programs do not need it. */
  note(words: string): void;
  /** Reports the status of the run; `behind` if there is no work left but something failed. */
  status(status: 'watching' | 'up-to-date' | 'behind' | 'stopping', words: string): void;
}

/**
 * Describes an error: a failure by its message, any other error only by its name, because its message may quote a cell.
 */
export function describeError(error: unknown): {
  readonly name: string;
  readonly message: string;
  readonly runbook: string;
} {
  if (error instanceof Failure)
    return { name: error.name, message: error.message, runbook: `docs/runbook.md#${error.name.toLowerCase()}` };
  const name = error instanceof Error ? error.name : typeof error;
  const code = error instanceof Error && 'code' in error ? ` ${error.code}` : '';
  const place = error instanceof Error ? (/^ {4}at .*$/mu.exec(error.stack ?? '')?.[0].trim() ?? '') : '';
  return { name, message: `unexpected${code} ${place}`, runbook: 'docs/runbook.md#exit-code-1' };
}

export const jsonReporter = (given: Terminal): Reporter => {
  const terminal = safeTerminal(given);
  const line = (value: unknown): void => terminal.out(JSON.stringify(value));
  return {
    event: (event) => line(event),
    pages: (pages) => line({ pages }),
    gone: (key) => line({ gone: { key } }),
    problems: (key, files) => line({ problems: { key, files } }),
    failure: (about, error) => line({ failure: { about, ...describeError(error) } }),
    note: (words) => terminal.err(words),
    status: (status) => line({ status }),
  };
};

export const textReporter = (given: Terminal): Reporter => {
  const terminal = safeTerminal(given);
  return {
    event: (event, isNews) => {
      if (isNews) terminal.out(eventLine(event));
    },
    pages: ({ sheet, month, revision, isNew, files }) => {
      if (!isNew) {
        terminal.out(`${sheet} ${month}: no figure changes; revision ${revision} stays`);
        return;
      }
      for (const file of files.filter((path) => !/\/charts\/[^/]+$/u.test(path))) terminal.out(`  ${file}`);
    },
    gone: (key) => terminal.out(`removed ${key}: it was not counted, so nothing changes`),
    problems: (_, files) => {
      for (const file of files) terminal.out(`  all its problems, with their values: ${file}`);
    },
    failure: (about, error) => {
      const { name, message, runbook } = describeError(error);
      for (const line of linesOf(`failed ${about}: ${name}: ${message} (${runbook})`)) terminal.out(line);
    },
    note: (words) => terminal.err(words),
    status: (_, words) => {
      for (const line of linesOf(words)) terminal.err(line);
    },
  };
};

/** Formats an event as one line: its name, its place and its details. */
export function eventLine(event: DomainEvent): string {
  const { name, detail } = event;
  if (name === 'ExportAccepted') {
    const unusual = detail.unusual.map((one) => `unusual: ${unusualWords(one)}`);
    return `${name} ${detail.key}: ${[...detail.tables.map(tableNote), ...unusual].join('; ')}`;
  }
  if (name === 'ExportRejected') return `${name} ${detail.key}: ${detail.tables.map(tableNote).join('; ')}`;
  if (name === 'ExportWithdrawn') return `${name} ${detail.key}: its records no longer count`;
  if (name === 'RevisionReady') {
    const { sheet, month, revision, complete, missingCount } = detail;
    const state = complete ? 'complete' : `incomplete, ${countNoun(missingCount, 'table')} missing`;
    return [`${name} ${sheet} ${month}, revision ${revision}: ${state}`, ...orphanNotes(detail.orphans)].join('; ');
  }
  const fields = Object.entries(detail).filter(([, value]) => value !== null);
  return `${name} ${fields.map(([field, value]) => `${field} ${value}`).join(', ')}`;
}

/** Returns notes on how many people belong to no case, with a warning for each hotline with many of them. */
function orphanNotes(orphansByHotline: EventDetails['RevisionReady']['orphans']): string[] {
  const all = orphansByHotline.map(({ hotline, people, ...orphans }) => ({ hotline, people, orphans }));
  const line = orphansLine(all);
  const warnings = all
    .filter(hasManyOrphans)
    .map(({ hotline, people, orphans }) => manyOrphansLine({ hotline, people, orphans: countPeople(orphans) }));
  const counted = line === '' ? [] : [`people whose case is not in the exports, not counted: ${line}`];
  return [...counted, ...warnings.map((warning) => `warning: ${warning}`)];
}

function tableNote({ table, records, warnings, reason }: TableSummary): string {
  if (reason !== null) return table === null ? reason : `${table}: ${reason}`;
  const what = table === null ? 'besides' : `${table} ${countNoun(records, 'record')}`;
  return warnings > 0 ? `${what}, ${countNoun(warnings, 'warning')}` : what;
}
