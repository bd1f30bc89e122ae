import { cellLabels, dimensionLabels } from '../definitions/labels.ts';
import { type Definitions, loadSheet } from '../definitions/load-definitions.ts';
import { hasLogo } from '../definitions/theme.ts';
import type { Wording } from '../definitions/wording.ts';
import { chartsOf } from '../document/page/page-definition.ts';
import { fillWording } from '../document/page/placeholders.ts';
import { variantWording } from '../document/page/variant-wording.ts';
import { printedKeys } from '../document/page/wording-keys.ts';
import type { CodeLists } from '../domain/codes.ts';
import type { PublishedEdition } from '../domain/edition.ts';
import type { DefinitionFiles } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import type { CellLabels, Dimension } from '../domain/figure.ts';
import type { Language, Words } from '../domain/languages.ts';
import { plain } from '../domain/prose.ts';
import type { Merge, Sheet } from '../domain/sheet.ts';
import type { CompiledLanguage, CompiledSheet } from './compile-sheet/compiled-sheet.ts';
import { memberNames, readSheetPages, readSheetWording } from './compile-sheet/sheet-page.ts';

/** What pages outside the PDF print of a sheet's definition. */
export interface PrintedSheet extends Pick<Sheet, 'id' | 'languages' | 'license' | 'publisher' | 'sources'> {
  readonly figures: readonly { readonly id: string; readonly merge: readonly Merge[] }[];
}

/** What the words of an edition are in every language. */
interface EditionNames {
  readonly sheet: PrintedSheet;
  /** The labels of cells, by dimension. */
  readonly labels: Readonly<Partial<Record<Dimension, CellLabels>>>;
  /** What the dimensions of added code lists are called. */
  readonly dimensions: Readonly<Record<Dimension, Words>>;
  /** The name of the chart that draws a figure, by figure id. */
  readonly charts: Readonly<Record<string, string>>;
}

/** What an edition is shown with in one language of its sheet. */
interface LanguageWording {
  /** The sheet's wording with the edition's figures filled in. */
  readonly wording: Wording;
  /** The names of the sheet's hotlines, in the sheet's order. */
  readonly hotlines: readonly string[];
}

/** What an edition is shown with outside its PDF, in all languages of its sheet. It is plain JSON. */
export interface EditionWordings extends EditionNames {
  readonly texts: Readonly<Partial<Record<Language, LanguageWording>>>;
}

/** What an edition is shown with outside its PDF, in one language. */
export interface EditionWording extends EditionNames, LanguageWording {
  readonly language: Language;
  /** Whether it was stored with the report; if not, it is composed from the definitions as they are now. */
  readonly isStored: boolean;
}

/** The definitions as they are now. */
export interface WordingSource {
  readonly definitions: Definitions;
  readonly files: DefinitionFiles;
}

/** A sheet's texts and what they belong to, as a compiled sheet has them. */
export type SheetTexts = Pick<CompiledSheet, 'sheet' | 'page'> & {
  readonly languages: Readonly<Partial<Record<Language, Pick<CompiledLanguage, 'wording' | 'hotlines' | 'members'>>>>;
};

/**
 * Composes the words of an edition. A wording that names a figure which the edition does not have is reduced to its
 * words without placeholders.
 */
export function composeWordings(texts: SheetTexts, codes: CodeLists, edition: PublishedEdition): EditionWordings {
  const { sheet, page } = texts;
  const { id, languages, license, publisher, sources, figures } = sheet;
  const charts = chartsOf(page).flatMap(({ chart, figure, ready }) =>
    (ready?.figures ?? (figure === null ? [] : [figure])).map((drawn) => [drawn, chart] as const),
  );
  const labels = cellLabels(codes, figures);
  const used = new Set([...figures, ...edition.figures].flatMap(({ by, cross }) => [by, cross]));
  return {
    sheet: {
      ...{ id, languages, ...(license && { license }), ...(publisher && { publisher }), ...(sources && { sources }) },
      figures: figures.map((figure) => ({ id: figure.id, merge: figure.merge })),
    },
    labels: Object.fromEntries(Object.entries(labels).filter(([dimension]) => used.has(dimension))),
    dimensions: dimensionLabels(codes),
    charts: Object.fromEntries(charts),
    texts: Object.fromEntries(
      languages.map((language) => [language, textsIn(texts, language, { edition, labels })] as const),
    ),
  };
}

function textsIn(
  { sheet, page, languages }: SheetTexts,
  language: Language,
  source: Pick<Parameters<typeof fillWording>[1], 'edition' | 'labels'>,
): LanguageWording {
  const own = languages[language];
  if (!own) throw new Error(`the sheet ${sheet.id} was compiled without ${language}`);
  const hotlines = Object.values(own.hotlines);
  const written = sheet.member === undefined ? own.wording : variantWording(own.wording, printedKeys(page), ['member']);
  const member = own.members[sheet.member ?? ''];
  const { figures } = sheet;
  const filled = filledOrPlain(written, { ...source, figures, language, hotlineNames: hotlines, member });
  // only failures need the keys of the file
  const { writtenAs: _, ...wording } = filled;
  return { wording, hotlines };
}

function filledOrPlain(written: Wording, source: Parameters<typeof fillWording>[1]): Wording {
  try {
    return fillWording(written, source);
  } catch (error) {
    if (!(error instanceof Failure) || error.name !== 'FigureUnknown') throw error;
    const fixed = Object.entries(written.words).filter(([, line]) => !plain(line).includes('{'));
    return { ...written, words: Object.fromEntries(fixed), prose: {} };
  }
}

/**
 * Composes the words of an edition from the definitions as they are now. The sheet may have changed since the edition was
 * made.
 * @throws Failure DefinitionInvalid if the sheet or its page is invalid
 */
export async function currentWordings(source: WordingSource, edition: PublishedEdition): Promise<EditionWordings> {
  const { definitions, files } = source;
  const sheet = await loadSheet(files, definitions, edition.sheet);
  return composeWordings(await readSheetTexts(source, sheet), definitions.codes, edition);
}

/**
 * Reads a sheet's texts in all its languages.
 * @throws Failure DefinitionInvalid naming the file and the place
 */
export async function readSheetTexts({ definitions, files }: WordingSource, sheet: Sheet): Promise<SheetTexts> {
  const pages = await readSheetPages(files, sheet);
  const logo = await hasLogo(files, sheet.id);
  const languages: Partial<Record<Language, Pick<CompiledLanguage, 'wording' | 'hotlines' | 'members'>>> = {};
  for (const language of sheet.languages)
    languages[language] = {
      wording: await readSheetWording(files, sheet, language, { ...pages, logo }),
      hotlines: Object.fromEntries(
        sheet.hotlines.map((id) => [id, definitions.hotlines.get(id)?.name[language] ?? id] as const),
      ),
      members: memberNames(definitions, sheet, language),
    };
  return { sheet, page: pages.page, languages };
}

/** Returns the words in one language: in the sheet's first language if it is not written in the one asked for. */
export function wordingIn({ texts, ...names }: EditionWordings, asked: Language, isStored: boolean): EditionWording {
  const { id, languages } = names.sheet;
  const language = languages.find((code) => code === asked) ?? languages[0] ?? asked;
  const own = texts[language];
  if (!own) throw new Error(`the words of ${id} have no ${language}`);
  return { ...names, ...own, language, isStored };
}
