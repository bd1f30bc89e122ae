import { cellLabels, dimensionLabels } from '../definitions/labels.ts';
import { type Definitions, loadSheet } from '../definitions/load-definitions.ts';
import { sheetWords } from '../definitions/sheet-title.ts';
import { hasLogo } from '../definitions/theme.ts';
import type { Wording } from '../definitions/wording.ts';
import { chartsOf } from '../document/page/page-definition.ts';
import { fillWording } from '../document/page/placeholders.ts';
import { variantWording } from '../document/page/variant-wording.ts';
import { printedKeys } from '../document/page/wording-keys.ts';
import type { PublishedEdition } from '../domain/edition.ts';
import type { DefinitionFiles } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { CellLabels, Dimension } from '../domain/figure.ts';
import type { Language, Words } from '../domain/languages.ts';
import { toLine } from '../domain/prose.ts';
import type { Sheet } from '../domain/sheet.ts';
import { memberNames, readSheetPages, readSheetWording } from './compile-sheet/sheet-page.ts';

/** What an edition is shown with outside its PDF, in one language. */
export interface EditionWording {
  readonly sheet: Sheet;
  readonly language: Language;
  /** The sheet's wording with the edition's figures filled in. */
  readonly wording: Wording;
  /** The labels of cells, by dimension. */
  readonly labels: Readonly<Partial<Record<Dimension, CellLabels>>>;
  /** What the dimensions of added code lists are called. */
  readonly dimensions: Readonly<Record<Dimension, Words>>;
  /** The name of the chart that draws a figure, by figure id. */
  readonly charts: ReadonlyMap<string, string>;
}

/** The definitions as they are now. */
export interface WordingSource {
  readonly definitions: Definitions;
  readonly files: DefinitionFiles;
}

/**
 * Returns the words for an edition, in the sheet's first language if it is not written in the one asked for. The sheet may have changed since the edition was made: a wording that names a
 * figure which the edition does not have is reduced to its words without placeholders.
 * @throws Failure DefinitionInvalid if the sheet or its page is invalid
 */
export async function editionWording(
  { definitions, files }: WordingSource,
  edition: PublishedEdition,
  asked: Language,
): Promise<EditionWording> {
  const sheet = await loadSheet(files, definitions, edition.sheet);
  const language = sheet.languages.find((code) => code === asked) ?? sheet.languages[0] ?? asked;
  const labels = cellLabels(definitions.codes, sheet.figures);
  const pages = await readSheetPages(files, sheet);
  const read = await readSheetWording(files, sheet, language, { ...pages, logo: await hasLogo(files, sheet.id) });
  const written = sheet.member === undefined ? read : variantWording(read, printedKeys(pages.page), ['member']);
  const member = memberNames(definitions, sheet, language)[sheet.member ?? ''];
  const hotlineNames = sheet.hotlines.map((id) => definitions.hotlines.get(id)?.name[language] ?? id);
  const charts = chartsOf(pages.page).flatMap(({ chart, figure, ready }) =>
    (ready?.figures ?? (figure === null ? [] : [figure])).map((id) => [id, chart] as const),
  );
  return {
    sheet,
    language,
    wording: await filledOrPlain(files, written, { edition, language, labels, hotlineNames, member }),
    labels,
    dimensions: dimensionLabels(definitions.codes),
    charts: new Map(charts),
  };
}

async function filledOrPlain(
  files: DefinitionFiles,
  written: Wording,
  source: Parameters<typeof fillWording>[1],
): Promise<Wording> {
  try {
    return fillWording(written, source);
  } catch (error) {
    if (!(error instanceof Failure) || error.name !== 'FigureUnknown') throw error;
    const words = [...(await sheetWords(files, source.edition.sheet, source.language))];
    const fixed = words.filter(([, word]) => !word.includes('{')).map(([key, word]) => [key, toLine(word)] as const);
    return { ...written, words: Object.fromEntries(fixed), prose: {} };
  }
}
