import { dirname } from 'node:path';
import type { UnknownWarning } from '../../../../src/domain/decision.ts';
import type { TableOfMonth } from '../../../../src/domain/edition.ts';
import { countPeople, type Excluded, hasManyOrphans } from '../../../../src/domain/excluded.ts';
import { printedTotal } from '../../../../src/domain/figure.ts';
import { countNoun, formatCount, formatNumber } from '../../../../src/domain/format.ts';
import type { Revision, RevisionFigure } from '../../../../src/domain/revision.ts';
import type { Sheet } from '../../../../src/domain/sheet.ts';
import type { Unusual } from '../../../../src/domain/unusual.ts';
import type { Ingested } from '../../../../src/steps/ingest-export/upload.ts';
import { manyOrphansLine, orphansLine, undatedLines, unknownLine, unusualLines } from '../../../terminal/data-lines.ts';
import { fileLines } from '../../../terminal/file-lines.ts';
import { EXIT } from '../../command.ts';

/** 0 only for a complete edition of exports none of which was rejected. */
export const exitOf = ({ revision, ingested }: Built): number =>
  revision.complete && !ingested.some(isRejected) ? EXIT.complete : EXIT.incomplete;

const isRejected = ({ status }: Ingested): boolean => status === 'rejected';

/** How many lines of one kind a person reads before "and n more". */
const LINES = 12;

/**
 * What a build made, in words. Figures are as printed, so they show no more than the page; numbers of people without a
 * case and of records are exact.
 */
export function summary(built: Built, place: BuiltAt): string[] {
  const { revision, figures, ingested, files } = built;
  const totals = figures
    .filter(({ printed }) => printed.by === undefined)
    .map(({ printed }) => `${printed.id} ${formatNumber(printedTotal(printed))}`);
  const state = revision.complete ? 'complete' : `incomplete: ${countNoun(revision.missing.length, 'table')} missing`;
  return [
    ...rejections(built),
    ...missing(revision.missing),
    ...orphanWarnings(built.excluded),
    ...built.unknown.map((warning) => `warning: ${unknownLine(warning)}`),
    ...unusualLines(built.unusual, LINES),
    `${revision.sheet} ${revision.month}, revision ${revision.revision}, ${state}`,
    `  ${totals.join(' · ')}`,
    `  ${exportsLine(ingested)}`,
    ...orphanLines(built.excluded),
    ...undatedLines(built.excluded).map((line) => `  ${line}`),
    ...fileLines(files, dirname(files[0] ?? '')),
    ...familyLines(built, place),
    ...problemsLines(built),
  ];
}

/** How many sheets a family has, and how they are reviewed together; without a state nothing is kept to review. */
function familyLines({ sheets, revision: { sheet, month } }: Built, { state, key }: BuiltAt): string[] {
  if (sheets === 1) return [];
  const count = `  ${countNoun(sheets, 'sheet')} of one family`;
  if (state === undefined) return [count];
  const options = ['--state', state, ...(key === undefined ? [] : ['--key', key])];
  return [`${count}, to review together: factsheets family ${sheet} ${month} ${options.join(' ')}`];
}

/** Where the problems of accepted files are; those of rejected ones are named beside the reason. */
function problemsLines({ ingested, problems }: Built): string[] {
  const warned = ingested.flatMap(({ key, outcomes }) =>
    outcomes.flatMap(({ table, status }) => {
      const path = status === 'accepted' ? problems.get(`${key} ${table ?? ''}`.trim()) : undefined;
      return path === undefined ? [] : [`  warnings of ${key}: ${path}`];
    }),
  );
  const shown = warned.slice(0, LINES);
  const others = warned.length > LINES ? [`  and ${countNoun(warned.length - LINES, 'other file')} with warnings`] : [];
  if (problems.size === 0) return [];
  return [
    ...shown,
    ...others,
    `  problems of ${countNoun(problems.size, 'file')}, with their values: keep them as confidential as the exports`,
  ];
}

/** What a person must see even when everything was accepted: mangled ids look like this. */
const orphanWarnings = (excluded: readonly Excluded[]): string[] =>
  excluded
    .filter(hasManyOrphans)
    .map(
      ({ hotline, orphans, people }) =>
        `warning: ${manyOrphansLine({ hotline, orphans: countPeople(orphans), people })}`,
    );

function orphanLines(excluded: readonly Excluded[]): string[] {
  const line = orphansLine(excluded);
  return line === '' ? [] : [`  people whose case is not in the exports, not counted: ${line}`];
}

function exportsLine(ingested: readonly Ingested[]): string {
  const counts = new Map<string, number>();
  for (const { status } of ingested) counts.set(status, (counts.get(status) ?? 0) + 1);
  return [...counts].map(([status, count]) => `${countNoun(count, 'export')} ${status}`).join(', ');
}

function rejections({ ingested, problems }: Built): string[] {
  return ingested
    .filter(isRejected)
    .flatMap(({ key, outcomes, examples }) => [
      ...outcomes
        .filter(({ status }) => status === 'rejected')
        .flatMap(({ table, reason }) => [
          `rejected ${key}${table === null ? '' : ` (${table})`}: ${reason}`,
          `  all its problems: ${problems.get(`${key} ${table ?? ''}`.trim())}`,
        ]),
      ...examples.map((line) => `  ${line}`),
    ]);
}

function missing(tables: readonly TableOfMonth[]): string[] {
  const named = tables.slice(0, LINES).map(({ hotline, month, table }) => `missing ${hotline} ${month} ${table}`);
  return tables.length > LINES ? [...named, `and ${formatCount(tables.length - LINES)} more missing`] : named;
}

/** What a person must see of a build that was asked to be quiet. */
export const quietSummary = (built: Built, place: BuiltAt): string[] =>
  summary(built, place).filter((line) => /^(rejected |missing |warning: )/u.test(line));

/** The same for a machine. */
export function summaryJson(built: Built): string {
  const { revision, figures, ingested, files, problems } = built;
  const report = {
    sheet: revision.sheet,
    month: revision.month,
    revision: revision.revision,
    complete: revision.complete,
    missing: revision.missing,
    figures: Object.fromEntries(
      figures.filter(({ printed }) => !printed.by).map(({ printed }) => [printed.id, printed.total]),
    ),
    orphans: built.excluded.map(({ hotline, orphans, people }) => ({ hotline, ...orphans, people })),
    unusual: built.unusual,
    unknown: built.unknown,
    exports: ingested.map(({ key, status, outcomes }) => ({ key, status, tables: outcomes })),
    problems: Object.fromEntries(problems),
    files,
  };
  return JSON.stringify(report, null, 2);
}

/** The state and the key that a build was asked to use, for the command that follows it. */
export interface BuiltAt {
  readonly state: string | undefined;
  readonly key: string | undefined;
}

/** What a build made. Paths are those of the files written to `--out`. */
export interface Built {
  readonly sheet: Sheet;
  /** How many sheets were made: with a family, its members' too. */
  readonly sheets: number;
  readonly revision: Revision;
  readonly figures: readonly RevisionFigure[];
  /** What the figures leave out, hotline by hotline. */
  readonly excluded: readonly Excluded[];
  readonly unusual: readonly Unusual[];
  /** Columns and figures whose values are mostly not known. */
  readonly unknown: readonly UnknownWarning[];
  readonly ingested: readonly Ingested[];
  readonly files: readonly string[];
  /** Problems files, by the export's key and table. */
  readonly problems: ReadonlyMap<string, string>;
}
