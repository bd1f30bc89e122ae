import type { OpenEngine } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { Month } from '../domain/month.ts';
import type { ProblemCode } from '../domain/problem.ts';
import { fileOf, stems } from '../exports/export-kind.ts';
import type { Hotline } from '../exports/hotline.ts';
import { problemText } from '../exports/problem-words.ts';
import { readExport, refusedExport } from '../exports/read-export.ts';
import type { Definitions } from './load-definitions.ts';
import { refusalOf } from './refusal.ts';

/** A loose file to be checked: its name tells the container, its bytes lie in the engine's folder. */
export interface LooseFile {
  readonly name: string;
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly hotline: string;
  /** A file stem of the hotline, or a canonical table that one of its files feeds: what a CSV of any name holds. */
  readonly table: string;
  /** Dates after this month are errors; without it no date is compared. */
  readonly month: Month | null;
}

/** What a check found in one table. */
export interface Checked {
  readonly table: string | null;
  readonly status: 'accepted' | 'rejected';
  readonly records: number;
  readonly rejections: number;
  readonly rowsInError: number;
  readonly warnings: number;
  readonly tolerance: number;
  /** What each kind of problem found means and what mends it, the gravest first. */
  readonly remedies: readonly { readonly problem: ProblemCode; readonly text: string }[];
  /** All problems with their values, in the engine's folder: it goes with the engine. */
  readonly problemsCsv: string;
}

/**
 * Reads one file as an ingest would and tells its problems; nothing is kept. What an upload of it would be refused for
 * before it is read, by its size or because its month has not begun, is told alone.
 * @throws Failure WrongUsage for an unknown hotline or table, naming those there are
 */
export async function checkFile(
  engine: OpenEngine,
  definitions: Definitions,
  file: LooseFile,
  now: Date,
): Promise<Checked[]> {
  const hotline = definitions.hotlines.get(file.hotline);
  if (!hotline)
    throw new Failure(
      'WrongUsage',
      `no hotline "${file.hotline}"; there are ${[...definitions.hotlines.keys()].join(', ')}`,
    );
  const upload = { key: file.name, month: file.month, path: file.path, table: stemOf(hotline, file.table) };
  const refusal = refusalOf(file.size, file.month, now);
  const read = refusal
    ? [await refusedExport(engine, upload, hotline, refusal)]
    : await readExport(engine, upload, hotline, null);
  return read.map(({ table, status, records, problems, problemsCsv }) => ({
    table,
    status,
    records,
    rejections: problems.rejections,
    rowsInError: problems.rowsInError,
    warnings: problems.warnings,
    tolerance: hotline.errorTolerance,
    remedies: [...new Set(problems.counts.map(({ code }) => code))].map((problem) => ({
      problem,
      text: problemText({ code: problem, detail: '' }),
    })),
    problemsCsv,
  }));
}

function stemOf(hotline: Hotline, name: string): string {
  const stem =
    fileOf(hotline, name)?.stem ?? hotline.files.find(({ tables }) => tables.some(({ table }) => table === name))?.stem;
  if (stem === undefined)
    throw new Failure('WrongUsage', `${hotline.id} has no table "${name}"; it has ${stems(hotline)}`);
  return stem;
}
