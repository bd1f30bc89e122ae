import type { DomainEvent, EventDetails, TableSummary } from '../../src/domain/event.ts';
import { countPeople, hasManyOrphans } from '../../src/domain/excluded.ts';
import { Failure } from '../../src/domain/failure.ts';
import { countNoun } from '../../src/domain/format.ts';
import { manyOrphansLine, orphansLine, unusualWords } from '../terminal/data-lines.ts';
import { linesOf, safeTerminal, type Terminal } from '../terminal/terminal.ts';
import type { Pages } from './run-publication.ts';

/** What is told of a run: by lines a person reads, or by one JSON object a line for a program. */
export interface Telling {
  /** `isNews` is false of what an export says that is in force already: a program may have missed it, a person has not. */
  event(event: DomainEvent, isNews: boolean): void;
  pages(pages: Pages): void;
  /** An upload that is gone and counted nowhere: it was misplaced or rejected. */
  gone(key: string): void;
  /** The files that hold the problems of an upload, values included: the files are named, never what is in them. */
  problems(key: string, files: readonly string[]): void;
  /** Something that failed, by what it was about; it stops nothing else. */
  failure(about: string, error: unknown): void;
  /** Something that a person should know, and no program needs. */
  note(words: string): void;
  /** How the run stands; `behind` when it has nothing to do, but something failed. */
  status(status: 'watching' | 'up-to-date' | 'behind' | 'stopping', words: string): void;
}

/** What may be said of an error: a failure's own words; of any other only its name, for its message may quote a cell. */
export function failureTold(error: unknown): {
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

export const jsonTelling = (given: Terminal): Telling => {
  const terminal = safeTerminal(given);
  const line = (value: unknown): void => terminal.out(JSON.stringify(value));
  return {
    event: (event) => line(event),
    pages: (pages) => line({ pages }),
    gone: (key) => line({ gone: { key } }),
    problems: (key, files) => line({ problems: { key, files } }),
    failure: (about, error) => line({ failure: { about, ...failureTold(error) } }),
    note: (words) => terminal.err(words),
    status: (status) => line({ status }),
  };
};

export const plainTelling = (given: Terminal): Telling => {
  const terminal = safeTerminal(given);
  return {
    event: (event, isNews) => {
      if (isNews) terminal.out(plainEvent(event));
    },
    pages: ({ sheet, month, revision, isNew, files }) => {
      if (!isNew) {
        terminal.out(`${sheet} ${month}: no figure changes; revision ${revision} stays`);
        return;
      }
      for (const file of files.filter((path) => !/\/charts\/[^/]+$/u.test(path))) terminal.out(`  ${file}`);
    },
    gone: (key) => terminal.out(`gone ${key}: it was counted nowhere, so nothing changes`),
    problems: (_, files) => {
      for (const file of files) terminal.out(`  all its problems, with their values: ${file}`);
    },
    failure: (about, error) => {
      const { name, message, runbook } = failureTold(error);
      for (const line of linesOf(`failed ${about}: ${name}: ${message} (${runbook})`)) terminal.out(line);
    },
    note: (words) => terminal.err(words),
    status: (_, words) => {
      for (const line of linesOf(words)) terminal.err(line);
    },
  };
};

/** One event in one line: its name, where, and how it stands. */
export function plainEvent(event: DomainEvent): string {
  const { name, detail } = event;
  if (name === 'ExportAccepted') {
    const unusual = detail.unusual.map((one) => `unusual: ${unusualWords(one)}`);
    return `${name} ${detail.key}: ${[...detail.tables.map(plainTable), ...unusual].join('; ')}`;
  }
  if (name === 'ExportRejected') return `${name} ${detail.key}: ${detail.tables.map(plainTable).join('; ')}`;
  if (name === 'ExportWithdrawn') return `${name} ${detail.key}: its records no longer count`;
  if (name === 'RevisionReady') {
    const { sheet, month, revision, complete, missingCount } = detail;
    const state = complete ? 'complete' : `incomplete, ${countNoun(missingCount, 'table')} missing`;
    return [`${name} ${sheet} ${month}, revision ${revision}: ${state}`, ...plainOrphans(detail.orphans)].join('; ');
  }
  const fields = Object.entries(detail).filter(([, value]) => value !== null);
  return `${name} ${fields.map(([field, value]) => `${field} ${value}`).join(', ')}`;
}

/** How countNoun people belong to no case; of a hotline with countNoun of them that it is a warning. */
function plainOrphans(told: EventDetails['RevisionReady']['orphans']): string[] {
  const all = told.map(({ hotline, people, ...orphans }) => ({ hotline, people, orphans }));
  const line = orphansLine(all);
  const warnings = all
    .filter(hasManyOrphans)
    .map(({ hotline, people, orphans }) => manyOrphansLine({ hotline, people, orphans: countPeople(orphans) }));
  const counted = line === '' ? [] : [`people whose case no export holds, counted nowhere: ${line}`];
  return [...counted, ...warnings.map((warning) => `warning: ${warning}`)];
}

function plainTable({ table, records, warnings, reason }: TableSummary): string {
  if (reason !== null) return table === null ? reason : `${table}: ${reason}`;
  const what = table === null ? 'besides' : `${table} ${countNoun(records, 'record')}`;
  return warnings > 0 ? `${what}, ${countNoun(warnings, 'warning')}` : what;
}
