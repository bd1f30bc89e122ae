import { type AllowedValues, allowedValues } from '../../definitions/allowed-values.ts';
import type { Hotline } from '../../definitions/hotline.ts';
import type { Definitions } from '../../definitions/load-definitions.ts';
import { Failure } from '../../domain/failure.ts';
import type { Language } from '../../domain/languages.ts';
import type { Month } from '../../domain/month.ts';
import { fileOf, namedFile, stems } from '../../exports/container/export-kind.ts';
import type { ProblemGroup } from '../../exports/problems/problem-relation.ts';
import type { Wording } from '../../exports/problems/problem-words.ts';
import { refusalOf } from '../ingest-export/refusal.ts';
import { failedReading, type OpenReader, type ReadingFailed } from '../ingest-export/upload-reader.ts';

/** A loose file to be checked: its name tells the container, its bytes are in the reader's folder. */
export interface LooseFile {
  readonly name: string;
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly hotline: string;
  /** A file stem of the hotline, or a canonical table that one of its files feeds; null takes the name, as an upload does. */
  readonly table: string | null;
  /** Dates after this month are errors; without it no date is compared. */
  readonly month: Month | null;
  /** The language of the problems; null takes the hotline's. */
  readonly language: Language | null;
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
  /** Every kind of problem found in each column, the gravest first. */
  readonly groups: readonly ProblemGroup[];
  readonly wording: Wording;
  /** What a column of the table may hold, by its heading; null where no list says. */
  allowed(heading: string): AllowedValues | null;
  /** All problems with their values, in the reader's folder: it goes when the reader is closed. */
  readonly problemsCsv: string;
}

/**
 * Reads one file as an ingest would and returns its problems; nothing is kept. What an upload of it would be refused for
 * before it is read, by its size or because its month has not begun, is returned alone.
 * @param failure how reading the file failed before, with another reader: that is then its problem
 * @throws Failure WrongUsage for an unknown hotline or table, naming those there are; ReadingFailed as `OpenReader.read`
 */
export async function checkFile(
  reader: OpenReader,
  definitions: Definitions,
  file: LooseFile,
  now: Date,
  failure: ReadingFailed | null = null,
): Promise<Checked[]> {
  const found = hotlineAsked(definitions, file.hotline);
  const hotline = { ...found, language: file.language ?? found.language };
  const table = file.table === null ? {} : { table: stemOf(hotline, file.table) };
  const upload = { key: file.name, month: file.month, path: file.path, ...table };
  const refusal = failure ? failedReading(failure) : refusalOf(file.size, file.month, now);
  const read = await reader.read({ upload, hotline, idKey: null, ...(refusal && { refusal }) });
  const { language } = hotline;
  return read.map(({ table, status, records, problems, headingRow, columns, problemsCsv }) => ({
    table,
    status,
    records,
    rejections: problems.rejections,
    rowsInError: problems.rowsInError,
    warnings: problems.warnings,
    tolerance: hotline.errorTolerance,
    groups: problems.groups,
    wording: { language, headingRow, columns },
    allowed: (heading) => allowedValues(hotline, definitions.codes, table ?? '', heading, found.language),
    problemsCsv,
  }));
}

/** A hotline by its name. Throws Failure WrongUsage that names those there are. */
export function hotlineAsked({ hotlines }: Pick<Definitions, 'hotlines'>, id: string): Hotline {
  const hotline = hotlines.get(id);
  if (!hotline) throw new Failure('WrongUsage', `no hotline "${id}"; there are ${[...hotlines.keys()].join(', ')}`);
  return hotline;
}

/** Whether a file's name says which tables it holds: a workbook's and an archive's say so inside. */
export function tableNamedBy(hotline: Hotline, name: string): boolean {
  const named = namedFile(name);
  return named?.kind === 'xlsx' || named?.kind === 'zip' || (named !== null && fileOf(hotline, named.stem) !== null);
}

function stemOf(hotline: Hotline, name: string): string {
  const stem =
    fileOf(hotline, name)?.stem ?? hotline.files.find(({ tables }) => tables.some(({ table }) => table === name))?.stem;
  if (stem === undefined)
    throw new Failure('WrongUsage', `${hotline.id} has no table "${name}"; it has ${stems(hotline)}`);
  return stem;
}
