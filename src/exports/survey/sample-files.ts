import { createReadStream } from 'node:fs';
import { basename, join } from 'node:path';
import type { Encoding } from '../../definitions/hotline.ts';
import { decodeToUtf8 } from '../container/decode.ts';
import { namedFile } from '../container/export-kind.ts';
import { gunzipped, packedFiles } from '../container/unpack-archive.ts';
import { isGenericSheetName, workbookSheets } from '../container/workbook/workbook.ts';
import { Rejection } from '../problems/problem.ts';
import { type SampleTable, surveyText } from './survey-text.ts';

/** A table of a sample, and what its container shows. */
export interface SampleFile extends SampleTable {
  /** The name of the file or sheet, without ending. */
  readonly stem: string;
  /** In the order in which they are tried; empty for a workbook. */
  readonly encodings: readonly Encoding[];
  readonly isWorkbook: boolean;
}

/**
 * Surveys the tables of a sample of a hotline that has no definition yet: a CSV, the sheets of a workbook, or the CSV
 * files of an archive. Sheets and files that are empty are left out.
 *
 * @param folder receives copies of the tables, which are as confidential as the sample
 * @returns null if the name is not one of an export
 * @throws Rejection if it cannot be decoded or unpacked
 */
export async function surveySample(path: string, folder: string): Promise<SampleFile[] | null> {
  const named = namedFile(basename(path));
  if (!named) return null;
  if (named.kind === 'xlsx') return surveyWorkbook(path, named.stem, folder);
  const sources =
    named.kind === 'zip'
      ? (await packedFiles(path)).flatMap((packed) => {
          const own = namedFile(basename(packed.path));
          return own?.kind === 'csv' ? [{ stem: own.stem, bytes: packed.bytes }] : [];
        })
      : [{ stem: named.stem, bytes: named.kind === 'csv.gz' ? gunzipped(path) : () => createReadStream(path) }];
  const surveyed: SampleFile[] = [];
  for (const { stem, bytes } of sources) {
    const text = join(folder, 'sample.txt');
    const encodings = await decodedAs(bytes, text);
    const table = await surveyText(text);
    if (table) surveyed.push({ stem, encodings, isWorkbook: false, ...table });
  }
  return surveyed;
}

type Bytes = Parameters<typeof decodeToUtf8>[0];

/** Decodes a text, and returns the encodings that its hotline should list. */
async function decodedAs(bytes: Bytes, target: string): Promise<readonly Encoding[]> {
  try {
    await decodeToUtf8(bytes, target, ['utf-8']);
    return ['utf-8'];
  } catch (error) {
    if (!(error instanceof Rejection)) throw error;
    await decodeToUtf8(bytes, target, ['utf-8', 'windows-1252']);
    return ['utf-8', 'windows-1252'];
  }
}

/** A sheet with a name that a program chose is named by its workbook. */
async function surveyWorkbook(path: string, stem: string, folder: string): Promise<SampleFile[]> {
  const sheets = (await workbookSheets(path)).filter(({ isHidden }) => !isHidden);
  const surveyed: SampleFile[] = [];
  for (const sheet of sheets) {
    const text = join(folder, 'sample.txt');
    await sheet.write(text);
    const table = await surveyText(text);
    const isNamedByFile = sheets.length === 1 && isGenericSheetName(sheet.name);
    if (table) surveyed.push({ stem: isNamedByFile ? stem : sheet.name, encodings: [], isWorkbook: true, ...table });
  }
  return surveyed;
}
