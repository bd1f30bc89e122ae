import { listSheets } from '../definitions/load-definitions.ts';
import { sheetTitle } from '../definitions/sheet-title.ts';
import type { UserLanguage } from '../domain/languages.ts';
import type { Month } from '../domain/month.ts';
import { editionsCounting } from '../steps/uploads/editions-counting.ts';
import { monthUploads, type UploadedFile } from '../steps/uploads/month-uploads.ts';
import { monthText } from './formatted-dates.ts';
import type { PortalContext, UploadPlace } from './portal-options.ts';
import { notFound } from './problem-document.ts';

/** An edition that counts a file. */
export interface CountedIn {
  readonly sheet: string;
  readonly month: Month;
  /** The month in words. */
  readonly monthText: string;
  /** The sheet's title in the language of the page. */
  readonly title: string;
  /** Whether an approved revision counts the file. */
  readonly isApproved: boolean;
}

/** An uploaded file, and the first edition of each sheet that counts it. */
export interface MonthFile extends UploadedFile {
  readonly countedIn: readonly CountedIn[];
}

/** Returns the uploaded files of a hotline's month. */
export async function monthFiles(
  context: PortalContext,
  { hotline, month }: Pick<UploadPlace, 'hotline' | 'month'>,
  language: UserLanguage,
): Promise<MonthFile[]> {
  const { effects } = context;
  const source = { ledger: effects.ledger, isThere: (key: string) => context.isThere(key) };
  const files = await monthUploads(source, hotline, month);
  const sheets = await listSheets(context.files);
  return Promise.all(
    files.map(async (file) => {
      // an edition counts all tables of a month, so one of them is enough to find it
      const table = file.tables.find(({ isCounted }) => isCounted)?.table ?? null;
      if (table === null) return { ...file, countedIn: [] };
      const editions = await editionsCounting(effects, sheets, { hotline, month, table, sha256: file.sha256 });
      const titled = editions.map(async (edition) => ({
        ...edition,
        monthText: monthText(edition.month, language),
        title: await sheetTitle(context.files, edition.sheet, language),
      }));
      return { ...file, countedIn: await Promise.all(titled) };
    }),
  );
}

/** Returns one uploaded file. Throws Refused if there is none of this name. */
export async function monthFile(
  context: PortalContext,
  place: UploadPlace,
  language: UserLanguage,
): Promise<MonthFile> {
  const files = await monthFiles(context, place, language);
  // a Mac may have written the accents of the same name as separate characters
  const found = files.find(({ name }) => name.normalize('NFC') === place.name);
  if (!found) throw notFound();
  return found;
}

/** The state of a file: `reading` while the program reads it, `mixed` if it accepted only some of its tables. */
export type FileState = 'accepted' | 'rejected' | 'mixed' | 'replaced' | 'reading';

export function fileState({ tables }: Pick<UploadedFile, 'tables'>): FileState {
  if (tables.length === 0) return 'reading';
  const accepted = tables.filter(({ status }) => status === 'accepted');
  if (accepted.length === 0) return 'rejected';
  if (accepted.length < tables.length) return 'mixed';
  return accepted.some(({ isCounted }) => isCounted) ? 'accepted' : 'replaced';
}
