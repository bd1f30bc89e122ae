import * as z from 'zod';
import type { PublishedEdition, ReportFile } from '../domain/edition.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { LANGUAGES, type Language } from '../domain/languages.ts';
import { reportKey } from '../domain/object-keys.ts';
import { parseJson } from '../domain/text/json.ts';
import {
  currentWordings,
  type EditionWording,
  type EditionWordings,
  type WordingSource,
  wordingIn,
} from './edition-wording.ts';
import { openReportFile, type ReportFileEffects } from './open-report-file.ts';
import { putReportFile } from './render-report/report-file.ts';

/** The words of one edition. */
export interface OpenedWordings {
  /** The languages of its sheet. */
  readonly languages: readonly Language[];
  /** Returns the words in a language, or in the first one if they do not have it. */
  readonly wordingIn: (language: Language) => EditionWording;
}

/** Where the words of editions are read: as they were stored, or as the definitions have them now. */
export interface StoredWordingSource extends WordingSource {
  readonly effects: ReportFileEffects;
}

const NAME = 'wording.json';

const fileName = ({ sheet, month }: Pick<PublishedEdition, 'sheet' | 'month'>): string => `${sheet}-${month}.${NAME}`;

/** Whether a file of a report has the words of its edition: pages are made from it, and readers do not need it. */
export const isStoredWording = (name: string): boolean => name.endsWith(`.${NAME}`);

const words = z.partialRecord(z.enum(LANGUAGES), z.string());
const line = z.array(
  z.strictObject({
    text: z.string(),
    bold: z.literal(true).exactOptional(),
    href: z.string().exactOptional(),
    whole: z.literal(true).exactOptional(),
  }),
);
const prose = z.strictObject({ title: line.nullable(), paragraphs: z.array(line), items: z.array(line) });
const party = z.strictObject({ title: z.string(), path: z.string().exactOptional() });
const merge = z.strictObject({ key: z.string(), codes: z.array(z.string()), label: words });
const text = z.strictObject({
  wording: z.strictObject({
    file: z.string(),
    locale: z.string(),
    words: z.record(z.string(), line),
    prose: z.record(z.string(), prose),
    charts: z.record(z.string(), z.string()),
  }),
  hotlines: z.array(z.string()),
});

/** The format changes when older programs could not read the file. */
const stored = z.strictObject({
  format: z.literal(1),
  sheet: z.strictObject({
    id: z.string(),
    languages: z.array(z.enum(LANGUAGES)),
    license: z
      .strictObject({ name: z.string(), title: z.string().exactOptional(), path: z.string().exactOptional() })
      .exactOptional(),
    publisher: party.exactOptional(),
    sources: z.array(party).exactOptional(),
    figures: z.array(z.strictObject({ id: z.string(), merge: z.array(merge) })),
  }),
  labels: z.record(z.string(), z.record(z.string(), words)),
  dimensions: z.record(z.string(), words),
  charts: z.record(z.string(), z.string()),
  texts: z.partialRecord(z.enum(LANGUAGES), text),
});

/** Writes the words of an edition as `wording.json` of its report. */
export function putWordings(
  reports: Pick<Effects['reports'], 'putBytes'>,
  edition: PublishedEdition,
  wordings: EditionWordings,
): Promise<ReportFile> {
  const key = reportKey(edition.sheet, edition.month, edition.revision, fileName(edition));
  const file: z.input<typeof stored> = { format: 1, ...JSON.parse(JSON.stringify(wordings)) };
  return putReportFile(reports, key, new TextEncoder().encode(`${JSON.stringify(file)}\n`));
}

/**
 * Returns the words that an edition is shown with outside its PDF: those that were stored with its report. A report of an
 * earlier version of the program has none; then they are composed from the definitions as they are now.
 * @throws Failure ReportChanged if the stored words are not those that were recorded
 */
export async function openWordings(source: StoredWordingSource, edition: PublishedEdition): Promise<OpenedWordings> {
  const { sheet, month, revision } = edition;
  const file = fileName(edition);
  // who has the figures may have their words
  const found = await openReportFile(source.effects, { sheet, month, revision, file }, true);
  if (!found) {
    return wordingsReader(await currentWordings(source, edition), false);
  }
  const read = stored.safeParse(parseJson(new TextDecoder().decode(found.content)));
  if (!read.success) throw new Failure('ReportChanged', `${found.key} does not have the words of an edition, format 1`);
  const { format, ...wordings } = read.data;
  return wordingsReader(wordings, true);
}

const wordingsReader = (wordings: EditionWordings, isStored: boolean): OpenedWordings => ({
  languages: wordings.sheet.languages,
  wordingIn: (language) => wordingIn(wordings, language, isStored),
});
