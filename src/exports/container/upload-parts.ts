import { createReadStream } from 'node:fs';
import { basename } from 'node:path';
import type { Encoding, ExportFile, Hotline } from '../../definitions/hotline.ts';
import { removeInvisible } from '../../domain/codes.ts';
import type { Month } from '../../domain/month.ts';
import type { Problem } from '../../domain/problem.ts';
import { isAllowedValuesSheet } from '../../domain/template-sheet.ts';
import { type Detail, detailOf } from '../problems/detail-phrases.ts';
import { problem, Rejection, rejection } from '../problems/problem.ts';
import { type ByteSource, decodeToUtf8 } from './decode.ts';
import { fileOf, NAME_EXPECTED, type NamedFile, namedFile, stems, tablesOf } from './export-kind.ts';
import { misfit } from './packed-misfits.ts';
import type { QuoteScanner } from './regular-quotes.ts';
import { gunzipped, packedFiles } from './unpack-archive.ts';
import type { UnreadableCells } from './workbook/unreadable-cells.ts';
import { isGenericSheetName, type WorkbookSheet, workbookSheets } from './workbook/workbook.ts';

/** An uploaded object whose bytes are in a file. */
export interface Upload {
  /**
   * The object's key, or the name of a loose file. Its ending names the container; the stem of a CSV names the table.
   */
  readonly key: string;
  /** The month of the export; null for a loose file, whose dates are then not compared with a month. */
  readonly month: Month | null;
  /**
   * The path of the uploaded bytes, which are only read. Derived files are equally confidential: store them in the
   * engine's folder.
   */
  readonly path: string;
  /**
   * The stem of the hotline's file, for a loose CSV with another name. A workbook or archive names its tables itself.
   */
  readonly table?: string;
}

/**
 * One file in an upload: a CSV, a sheet of a workbook, or a packed file that is neither but has the name of a table.
 */
export interface Part {
  readonly name: string;
  /** The stem or sheet name that a table may have; null for a name that no table can have. */
  readonly stem: string | null;
  /** Whether a person who opens the upload does not see it. */
  readonly isHidden?: boolean;
  /** A description of the file and what to do with it, if its archive should not contain files of its kind. */
  readonly advice?: Detail;
  readonly content: PartContent;
}

type PartContent =
  | { readonly is: 'csv'; readonly bytes: ByteSource }
  | { readonly is: 'sheet'; readonly sheet: WorkbookSheet }
  | { readonly is: 'misfit'; readonly advice: Detail };

/** One of the hotline's files in an upload. */
export interface HeldFile {
  readonly file: ExportFile;
  /** Null if the upload contains the file twice; a problem reports this. */
  readonly part: Part | null;
  readonly problems: readonly Problem[];
}

/** The contents of an upload, and the problems of the upload itself. */
export interface UploadContents {
  readonly files: readonly HeldFile[];
  readonly problems: readonly Problem[];
}

/** Finds the hotline's files in an upload, without decoding them. A container that cannot be read is a problem. */
export async function uploadContents(upload: Upload, hotline: Hotline): Promise<UploadContents> {
  try {
    return contentsOf(await partsOf(upload, hotline), hotline);
  } catch (cause) {
    if (!(cause instanceof Rejection)) throw cause;
    return { files: [], problems: cause.problems };
  }
}

/** @throws Rejection `not-an-archive` if a packed file could have contained tables by itself */
function contentsOf(parts: readonly Part[], hotline: Hotline): UploadContents {
  const held = new Map<ExportFile, Part[]>();
  const problems: Problem[] = [];
  for (const part of parts) {
    const file = part.stem === null ? null : fileOf(hotline, part.stem);
    if (file) held.set(file, [...(held.get(file) ?? []), part]);
    else if (!isOfTemplate(part))
      problems.push(problem('warning', 'name-unknown', part.advice ?? ignored(part, hotline)));
    if (file && part.isHidden)
      problems.push(problem('warning', 'sheet-hidden', detailOf('named', { name: part.name })));
  }
  if (held.size === 0) problems.push(withoutTable(parts, hotline));
  return { files: Array.from(held, ([file, own]) => heldFile(file, own)), problems };
}

/** Whether a part is the sheet of a template with allowed values: it has nothing to read. */
const isOfTemplate = ({ name, content }: Part): boolean => content.is === 'sheet' && isAllowedValuesSheet(name);

const ignored = ({ name }: Part, hotline: Hotline): Detail =>
  detailOf('part-ignored', { name, hotline: hotline.id, tables: stems(hotline) });

function withoutTable(parts: readonly Part[], hotline: Hotline): Problem {
  const advice = parts.flatMap((part) => part.advice ?? []);
  if (advice.length > 0) throw new Rejection(advice.map((detail) => problem('rejection', 'not-an-archive', detail)));
  return problem('rejection', 'no-such-table', tablesOf(hotline));
}

function heldFile(file: ExportFile, [part, ...others]: readonly Part[]): HeldFile {
  if (!part || others.length === 0) return { file, part: part ?? null, problems: [] };
  return { file, part: null, problems: [problem('rejection', 'second-object', holdTheSame(part, others))] };
}

function holdTheSame(first: Part, others: readonly Part[]): Detail {
  const named = (parts: readonly Part[]): string => parts.map(({ name }) => `"${name}"`).join(', ');
  const values = { first: named([first]), others: named(others) };
  const hidden = [first, ...others].filter(({ isHidden }) => isHidden);
  return hidden.length === 0
    ? detailOf('holds-the-same', values)
    : detailOf('holds-the-same-hidden', { ...values, hidden: named(hidden) });
}

async function partsOf(upload: Upload, hotline: Hotline): Promise<Part[]> {
  const name = basename(upload.key);
  const named = namedFile(name);
  if (named?.kind === 'xlsx') return workbookParts(upload.path, named.stem, hotline);
  if (named?.kind === 'zip') return archiveParts(upload.path, hotline);
  if (named) return [csvPart(name, upload.table ?? named.stem, fileBytes(upload.path, named))];
  throw rejection('no-such-table', NAME_EXPECTED);
}

const fileBytes = (path: string, { kind }: NamedFile): ByteSource =>
  kind === 'csv.gz' ? gunzipped(path) : () => createReadStream(path, { highWaterMark: 1024 * 1024 });

const csvPart = (name: string, stem: string | null, bytes: ByteSource): Part => ({
  name,
  stem,
  content: { is: 'csv', bytes },
});

/** @param stem the stem of the file; it names the table if the only sheet has a name that a program chose */
async function workbookParts(path: string, stem: string, hotline: Hotline): Promise<Part[]> {
  const sheets = await workbookSheets(path);
  const isByFile = sheets.length === 1 && fileOf(hotline, stem) !== null;
  return sheets.map((sheet) => ({
    name: sheet.name,
    stem: isByFile && fileOf(hotline, sheet.name) === null && isGenericSheetName(sheet.name) ? stem : sheet.name,
    isHidden: sheet.isHidden,
    content: { is: 'sheet', sheet },
  }));
}

async function archiveParts(path: string, hotline: Hotline): Promise<Part[]> {
  const files = await packedFiles(path);
  const parts = files.map(({ path: packed, bytes }) => {
    const named = namedFile(basename(packed));
    return csvPart(shownName(packed), named?.kind === 'csv' ? named.stem : null, bytes);
  });
  const found = new Set(parts.map(({ stem }) => (stem === null ? null : fileOf(hotline, stem))));
  return parts.map((part) => (part.stem === null ? misfitPart(part, hotline, found) : part));
}

/**
 * Handles a packed file that is not a CSV. If the table of its name is not packed beside it, that table is rejected.
 */
function misfitPart(part: Part, hotline: Hotline, found: ReadonlySet<ExportFile | null>): Part {
  const other = misfit(part.name);
  if (!other) return part;
  const advice = detailOf(other.advice, { name: part.name });
  const file = fileOf(hotline, other.stem);
  if (!file || found.has(file)) return other.isContainer ? { ...part, advice } : part;
  return { ...part, stem: other.stem, content: { is: 'misfit', advice } };
}

/** Returns a packed file's name for messages, without control and invisible characters. */
const shownName = (name: string): string => removeInvisible(name).replace(/\p{Cc}/gu, '');

/** A file's text (UTF-8, `\n` line ends), and properties that the text alone does not show. */
export interface DecodedText {
  readonly path: string;
  readonly isWorkbook: boolean;
  readonly separators: readonly string[];
  /** Null for a file whose cells are all texts. */
  readonly unreadableCells: UnreadableCells | null;
  /** The number of records that a filter of the workbook hides. */
  readonly hiddenRecords: number;
  /** The placement of its quotes; null if they were not scanned during decoding. */
  readonly quotes: QuoteScanner | null;
}

/** The encodings, separators and words of a hotline's CSV files. */
export interface TextOptions {
  readonly encodings: readonly Encoding[];
  readonly separators: readonly string[];
  /** Words that its files may contain, folded. */
  readonly known: ReadonlySet<string>;
}

/**
 * Writes a part's text to `path`.
 *
 * @throws Rejection if the part cannot be decoded or unpacked
 */
export async function decodePart({ content }: Part, path: string, options: TextOptions): Promise<DecodedText> {
  switch (content.is) {
    case 'csv': {
      const { encodings, separators, known } = options;
      const quotes = await decodeToUtf8(content.bytes, path, encodings, { known });
      return { path, isWorkbook: false, separators, unreadableCells: null, hiddenRecords: 0, quotes };
    }
    case 'sheet': {
      const written = await content.sheet.write(path);
      return { path, isWorkbook: true, separators: [','], ...written, quotes: null };
    }
    case 'misfit':
      throw rejection('not-an-archive', content.advice);
  }
}
