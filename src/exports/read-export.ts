import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { ExportFile, Hotline } from '../definitions/hotline.ts';
import { removeInvisible } from '../domain/codes.ts';
import type { Engine } from '../domain/engine.ts';
import type { FactsQuery, WriteFacts } from '../domain/facts-file.ts';
import type { Month } from '../domain/month.ts';
import type { Problem, ProblemCode } from '../domain/problem.ts';
import { type ByteSource, decodeToUtf8 } from './container/decode.ts';
import { fileOf, type NamedFile, namedFile, stems, tablesOf } from './container/export-kind.ts';
import { misfit } from './container/packed-misfits.ts';
import { gunzipped, packedFiles } from './container/unpack-archive.ts';
import { isGenericSheetName } from './container/workbook/generic-sheet-name.ts';
import { workbookSheets } from './container/workbook/workbook.ts';
import { hashPads, type IdKey } from './engine/id-hash.ts';
import { knownWords } from './layout/known-words.ts';
import { type Detail, detailOf } from './problems/detail-phrases.ts';
import { asDetail, type FixedDetail } from './problems/detail-texts.ts';
import { Rejection, rejection } from './problems/rejection.ts';
import { type ReadFile, readFile, readNothing } from './read-file.ts';
import type { ReadingContext, Unpack } from './reading.ts';

/** An uploaded object, its bytes as a file. */
export interface Upload {
  /** The object's key, or the name of a loose file: its ending tells the container, a CSV's stem the table. */
  readonly key: string;
  /** The month of the export; null for a loose file, whose dates are then compared with no month. */
  readonly month: Month | null;
  /** The uploaded bytes; only read. They are as confidential as what is made of them: keep them in the engine's folder. */
  readonly path: string;
  /** The stem of the hotline's file, for a loose CSV of another name; what a workbook or archive holds is told by its names alone. */
  readonly table?: string;
}

/** What becomes of accepted rows: the key their ids are hashed with, and how a query of facts becomes a file. */
export interface FactsKeeping {
  readonly idKey: IdKey;
  readonly write: WriteFacts;
}

/** One file in an upload: what it is called there, and how its text is made. */
interface Part {
  readonly name: string;
  /** The stem or sheet name that a table may have; null for a name that no table can have. */
  readonly stem: string | null;
  /** Whether who opens the upload does not see it. */
  readonly isHidden?: boolean;
  /** What it is, where it is not a file of the kind that its archive may hold. */
  readonly advice?: Detail;
  readonly unpack: Unpack;
}

/**
 * Reads an uploaded export: every file in it (a CSV is one, a workbook or archive may hold several) becomes files of
 * facts in the engine's folder, or is rejected; all of its problems are reported either way. Files of this upload that an
 * earlier call left there are replaced. Nothing is decided about other objects.
 *
 * @param keeping null where only problems are asked for: nothing is hashed then, and there are no facts
 * @returns one result per file of the hotline that the upload holds, and one of table null where the object as a whole has
 *   problems: a container that cannot be read, names in it that the hotline does not know, hidden sheets
 *   (bad files never throw)
 */
export async function readExport(
  engine: Engine,
  upload: Upload,
  hotline: Hotline,
  keeping: FactsKeeping | null,
): Promise<ReadFile[]> {
  const { month } = upload;
  const making = keeping && {
    hotline: hotline.id,
    month,
    pads: hashPads(keeping.idKey),
    write: (query: FactsQuery) => keeping.write(engine, query, keeping.idKey.id),
  };
  const context = { engine, hotline, month, making, name: nameOf(upload, hotline) };
  try {
    return await readParts(context, await partsOf(upload, hotline));
  } catch (cause) {
    if (!(cause instanceof Rejection)) throw cause;
    return [await readNothing(context, null, cause.problems)];
  }
}

/** An export that is refused before a byte of it is read, as readExport would tell it: one result of table null. */
export function refusedExport(engine: Engine, upload: Upload, hotline: Hotline, refusal: Problem): Promise<ReadFile> {
  const reading = { making: null, name: nameOf(upload, hotline) };
  return readNothing({ engine, hotline, month: upload.month, ...reading }, null, [refusal]);
}

const nameOf = ({ key, month }: Upload, { id }: Hotline): string => `${id}/${month ?? ''}/${key}`;

async function readParts(context: ReadingContext, parts: readonly Part[]): Promise<ReadFile[]> {
  const { hotline } = context;
  const known = new Map<ExportFile, Part[]>();
  const found: Problem[] = [];
  for (const part of parts) {
    const file = part.stem === null ? null : fileOf(hotline, part.stem);
    if (file) known.set(file, [...(known.get(file) ?? []), part]);
    else found.push(problem('name-unknown', 'warning', part.advice ?? ignored(part, hotline)));
    if (file && part.isHidden) found.push(problem('sheet-hidden', 'warning', detailOf('named', { name: part.name })));
  }
  if (known.size === 0) found.push(withoutTable(parts, hotline));
  const read: ReadFile[] = [];
  for (const [file, [first, ...others]] of known)
    if (first) read.push(await readPart(context, file, first, others, found));
  return found.length === 0 ? read : [...read, await readNothing(context, null, found)];
}

const ignored = ({ name }: Part, hotline: Hotline): Detail =>
  detailOf('part-ignored', { name, hotline: hotline.id, tables: stems(hotline) });

/** @throws Rejection `not-an-archive` where what is packed could have held tables on its own */
function withoutTable(parts: readonly Part[], hotline: Hotline): Problem {
  const advice = parts.flatMap((part) => part.advice ?? []);
  if (advice.length > 0) throw new Rejection(advice.map((detail) => problem('not-an-archive', 'rejection', detail)));
  return problem('no-such-table', 'rejection', tablesOf(hotline));
}

/** @param found takes what is wrong with the part but not with the table it holds */
async function readPart(
  context: ReadingContext,
  file: ExportFile,
  first: Part,
  others: readonly Part[],
  found: Problem[],
): Promise<ReadFile> {
  if (others.length > 0) {
    return readNothing(context, file.stem, [problem('second-object', 'rejection', holdTheSame(first, others))]);
  }
  return readFile(context, file, async (target) => {
    const text = await first.unpack(target);
    if (text.hiddenRecords) found.push(hiddenRows(text.hiddenRecords, first));
    return text;
  });
}

function holdTheSame(first: Part, others: readonly Part[]): Detail {
  const named = (parts: readonly Part[]): string => parts.map(({ name }) => `"${name}"`).join(', ');
  const values = { first: named([first]), others: named(others) };
  const hidden = [first, ...others].filter(({ isHidden }) => isHidden);
  return hidden.length === 0
    ? detailOf('holds-the-same', values)
    : detailOf('holds-the-same-hidden', { ...values, hidden: named(hidden) });
}

const hiddenRows = (rows: number, { name }: Part): Problem =>
  problem('rows-hidden', 'warning', detailOf('hidden-rows', { rows, name }));

async function partsOf(upload: Upload, hotline: Hotline): Promise<Part[]> {
  const named = namedFile(basename(upload.key));
  if (named?.kind === 'xlsx') return workbookParts(upload.path, named.stem, hotline);
  if (named?.kind === 'zip') return archiveParts(upload.path, hotline);
  if (named) return [csvPart(basename(upload.key), upload.table ?? named.stem, fileBytes(upload.path, named), hotline)];
  throw new Rejection([
    problem('no-such-table', 'rejection', 'expected a name that ends in .csv, .csv.gz, .xlsx or .zip'),
  ]);
}

const fileBytes = (path: string, { kind }: NamedFile): ByteSource =>
  kind === 'csv.gz' ? gunzipped(path) : () => createReadStream(path, { highWaterMark: 1024 * 1024 });

const csvPart = (name: string, stem: string | null, bytes: ByteSource, hotline: Hotline): Part => ({
  name,
  stem,
  async unpack(target) {
    const { encodings, separators } = hotline;
    const quotes = await decodeToUtf8(bytes, target, encodings, { known: knownWords(hotline) });
    return { isWorkbook: false, separators, oddCells: null, quotes };
  },
});

/** @param stem of the file, which names the table where the only sheet has a name that a program gave it */
async function workbookParts(path: string, stem: string, hotline: Hotline): Promise<Part[]> {
  const sheets = await workbookSheets(path);
  const isByFile = sheets.length === 1 && fileOf(hotline, stem) !== null;
  return sheets.map((sheet) => ({
    name: sheet.name,
    stem: isByFile && fileOf(hotline, sheet.name) === null && isGenericSheetName(sheet.name) ? stem : sheet.name,
    isHidden: sheet.isHidden,
    async unpack(target) {
      return { isWorkbook: true, separators: [','], ...(await sheet.write(target)) };
    },
  }));
}

async function archiveParts(path: string, hotline: Hotline): Promise<Part[]> {
  const files = await packedFiles(path);
  const parts = files.map(({ path: packed, bytes }) => {
    const named = namedFile(basename(packed));
    return csvPart(printable(packed), named?.kind === 'csv' ? named.stem : null, bytes, hotline);
  });
  const found = new Set(parts.map(({ stem }) => (stem === null ? null : fileOf(hotline, stem))));
  return parts.map((part) => (part.stem === null ? misfitPart(part, hotline, found) : part));
}

/** A packed file that is not a CSV: where the table of its name is not packed beside it, that table is rejected. */
function misfitPart(part: Part, hotline: Hotline, found: ReadonlySet<ExportFile | null>): Part {
  const other = misfit(part.name);
  if (!other) return part;
  const advice = detailOf(other.advice, { name: part.name });
  const file = fileOf(hotline, other.stem);
  if (!file || found.has(file)) return other.isContainer ? { ...part, advice } : part;
  return {
    ...part,
    stem: other.stem,
    async unpack() {
      throw rejection('not-an-archive', advice);
    },
  };
}

/** A name as messages show it: an archive may have control characters in its names. */
const printable = (name: string): string => removeInvisible(name).replace(/\p{Cc}/gu, '');

const problem = (code: ProblemCode, severity: 'rejection' | 'warning', detail: FixedDetail | Detail): Problem => ({
  code,
  severity,
  record: null,
  column: null,
  ...asDetail(detail),
});
