import { type AllowedValues, allowedValues } from '../../definitions/allowed-values.ts';
import type { Hotline } from '../../definitions/hotline.ts';
import type { Definitions } from '../../definitions/load-definitions.ts';
import { Failure } from '../../domain/failure.ts';
import type { UserLanguage } from '../../domain/languages.ts';
import type { Month } from '../../domain/month.ts';
import { fileOf, namedFile, stems } from '../../exports/container/export-kind.ts';
import type { ProblemGroup } from '../../exports/problems/problem-relation.ts';
import type { Wording } from '../../exports/problems/problem-words.ts';
import { uploadRefusal } from '../ingest-export/refusal.ts';
import { type OpenReader, type ReadingFailed, readingProblem } from '../ingest-export/upload-reader.ts';

/** A loose file to check: its name gives the container, its bytes are in the reader's folder. */
export interface LooseFile {
  readonly name: string;
  readonly path: string;
  /** In bytes. */
  readonly size: number;
  readonly hotline: string;
  /**
   * A file name (without extension) of the hotline, or a canonical table that one of its files feeds; null uses the
   * file's own name, as an upload does.
   */
  readonly table: string | null;
  /** Dates after this month are errors; null compares no dates. */
  readonly month: Month | null;
  /** The language of the problems; null uses the hotline's. */
  readonly language: UserLanguage | null;
}

/** The result of checking one table. */
export interface CheckedTable {
  readonly table: string | null;
  readonly status: 'accepted' | 'rejected';
  readonly records: number;
  readonly rejections: number;
  readonly rowsInError: number;
  readonly warnings: number;
  readonly tolerance: number;
  /** Every kind of problem in each column, the most severe first. */
  readonly groups: readonly ProblemGroup[];
  readonly wording: Wording;
  /** Returns the allowed values of a column, by its heading; null if no list applies. */
  allowed(heading: string): AllowedValues | null;
  /** The path of all problems with their values, in the reader's folder, which is removed when the reader is closed. */
  readonly problemsCsv: string;
}

/** The circumstances of a check. */
export interface CheckOptions {
  readonly now: Date;
  /** How an earlier reading of the file by another reader failed; it becomes the file's problem. */
  readonly failure?: ReadingFailed | null;
}

/**
 * Reads one file like an ingest and returns its problems; stores nothing. If an upload of the file would be refused
 * unread, because of its size or because its month has not begun, only that is returned.
 * @throws Failure WrongUsage for an unknown hotline or table, listing the known ones; ReadingFailed as
 *   `OpenReader.read`
 */
export async function checkFile(
  reader: OpenReader,
  definitions: Definitions,
  file: LooseFile,
  { now, failure = null }: CheckOptions,
): Promise<CheckedTable[]> {
  const definition = findHotline(definitions, file.hotline);
  const hotline = { ...definition, language: file.language ?? definition.language };
  const table = file.table === null ? {} : { table: tableStem(hotline, file.table) };
  const upload = { key: file.name, month: file.month, path: file.path, ...table };
  const refusal = failure ? readingProblem(failure) : uploadRefusal(file.size, file.month, now);
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
    allowed: (heading) =>
      allowedValues(hotline, definitions.codes, { stem: table ?? '', heading }, definition.language),
    problemsCsv,
  }));
}

/**
 * Returns a hotline by its id.
 * @throws Failure WrongUsage that lists the known ones; DefinitionInvalid if its file is wrong
 */
export function findHotline({ hotlines, invalid }: Pick<Definitions, 'hotlines' | 'invalid'>, id: string): Hotline {
  const hotline = hotlines.get(id);
  if (!hotline)
    throw (
      invalid.get(id) ??
      new Failure('WrongUsage', `there is no hotline "${id}"; the hotlines are ${[...hotlines.keys()].join(', ')}`)
    );
  return hotline;
}

/** Whether a file's name gives its table; a workbook or an archive names its tables inside. */
export function namesTable(hotline: Hotline, name: string): boolean {
  const named = namedFile(name);
  return named?.kind === 'xlsx' || named?.kind === 'zip' || (named !== null && fileOf(hotline, named.stem) !== null);
}

function tableStem(hotline: Hotline, name: string): string {
  const stem =
    fileOf(hotline, name)?.stem ?? hotline.files.find(({ tables }) => tables.some(({ table }) => table === name))?.stem;
  if (stem === undefined)
    throw new Failure('WrongUsage', `${hotline.id} has no table "${name}"; it has ${stems(hotline)}`);
  return stem;
}
