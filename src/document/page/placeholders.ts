import type { Wording } from '../../definitions/wording.ts';
import { crossKey } from '../../domain/cross.ts';
import type { PublishedEdition } from '../../domain/edition.ts';
import { Failure } from '../../domain/failure.ts';
import { isVariantKey } from '../../domain/family.ts';
import {
  type CellLabels,
  type Dimension,
  type PrintedFigure,
  type PrintedNumber,
  printedTotal,
  roundingBase,
} from '../../domain/figure.ts';
import { formatCount, SUPPRESSION_MARK } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
import { monthOf, monthsThrough } from '../../domain/month.ts';
import { type Line, mapLine, mapProse } from '../../domain/prose.ts';
import type { Merge } from '../../domain/sheet.ts';
import { formatCellShare, formatDay, formatShare, numberInWords } from '../../words/dates-and-counts.ts';
import { glueSigns } from '../../words/glue.ts';
import { joinNames } from '../../words/joined.ts';
import type { MemberWords } from '../../words/member-words.ts';
import { READER_WORDS } from '../../words/reader-words.ts';
import { writtenKey } from './written-key.ts';

/** The source of the values that fill a wording's placeholders. */
export interface PlaceholderSource {
  readonly edition: PublishedEdition;
  readonly language: Language;
  readonly labels: Readonly<Partial<Record<Dimension, CellLabels>>>;
  /** The sheet's figures, for the codes that they merge. */
  readonly figures: readonly { readonly id: string; readonly merge: readonly Merge[] }[];
  /** The names of the sheet's hotlines in this language, in the sheet's order. */
  readonly hotlineNames: readonly string[];
  /** The names of the member that the edition is of, by placeholder; undefined for the main sheet. */
  readonly member?: MemberWords | undefined;
  /** Returns the names that the user of a key's text fills in later; by default, those that parts of a page fill in. */
  readonly later?: (key: string) => readonly string[];
}

/**
 * Fills every placeholder of a wording: `{figure}` with its total, `{figure.known}` with its known count,
 * `{figure.cell}` with a count, `{figure.cell.share}` with a share, and the edition's own placeholders (`{from}`,
 * `{through}`, `{revision}`, ...). The mark replaces a hidden number, and a cell that this edition's page does not
 * print (0 if the total is zero), and a member's name (`{member}`, `{member.in}`). Spaces that the language does not break become no-break spaces. Placeholders in the words
 * of charts are not filled.
 * @throws Failure FigureUnknown with the file, the place and the allowed names
 */
export function fillWording(wording: Wording, source: PlaceholderSource): Wording {
  const filling = { ...source, locale: wording.locale };
  const fixed = { ...editionValues(filling), ...source.member };
  const { later = filledByParts } = source;
  const fill = (key: string) => {
    const values = { ...fixed, ...Object.fromEntries(later(key).map((name) => [name, `{${name}}`])) };
    return (text: string) => {
      const whole = text.replace(/\{([^{}]*)\}/gu, (_, name: string) =>
        fillPlaceholder(name.trim(), values, filling, `${wording.file}, "${writtenKey(wording, key)}"`),
      );
      return glueSigns(whole, source.language);
    };
  };
  // the texts of other pages of the family, which name its members
  const own = <Text>(texts: Readonly<Record<string, Text>>): [string, Text][] =>
    Object.entries(texts).filter(([key]) => !isVariantKey(key, texts));
  const words = own(wording.words).map(([key, line]): [string, Line] => [key, mapLine(line, fill(key))]);
  const prose = own(wording.prose).map(([key, text]) => [key, mapProse(text, fill(key))] as const);
  return { ...wording, words: Object.fromEntries(words), prose: Object.fromEntries(prose) };
}

/** Fills the placeholders of one text from given values; other placeholders are unchanged. */
export const fillText = (text: string, values: Readonly<Record<string, string>>): string =>
  text.replace(/\{([^{}]*)\}/gu, (match, name: string) => values[name.trim()] ?? match);

/** The source of placeholder values, and the locale in which numbers are formatted. */
type Filling = PlaceholderSource & Pick<Wording, 'locale'>;

function editionValues({ edition, language, locale, hotlineNames }: Filling): Readonly<Record<string, string>> {
  const { corrects } = edition;
  const base = roundingBase(edition.figures);
  return {
    from: formatDay(edition.from, language),
    through: formatDay(edition.through, language),
    revision: String(edition.revision),
    threshold: formatCount(edition.threshold, locale),
    ...(base !== undefined && { base: formatCount(base, locale) }),
    months: String(monthsThrough(monthOf(edition.from), edition.month).length),
    hotlines: joinNames(hotlineNames, READER_WORDS[language].page.and),
    'corrected-revision': corrects ? String(corrects.revision) : '',
    'corrected-on': corrects ? formatDay(corrects.approvedOn, language) : '',
  };
}

/**
 * Names that a part fills in once it knows their values, by the key of the word that has them: in any other word they
 * would be printed unfilled.
 */
const LATER: ReadonlyMap<string, readonly string[]> = new Map([
  ['page', ['page', 'pages']],
  ['strip.draft.say', ['missing']],
  ['strip.more', ['count']],
  ['legend.many', ['count']],
]);

const filledByParts = (key: string): readonly string[] => LATER.get(key) ?? [];

function fillPlaceholder(
  name: string,
  values: Readonly<Record<string, string>>,
  source: Filling,
  where: string,
): string {
  const own = values[name];
  if (own !== undefined) return own;
  const [id, cell, share] = name.split('.');
  const { figures } = source.edition;
  const figure = figures.find((candidate) => candidate.id === id);
  if (!figure) throw unknown(where, name, [...Object.keys(values), ...figures.map((candidate) => candidate.id)]);
  if (cell === undefined) return numberInWords(printedTotal(figure), source.language, source.locale);
  if (cell === 'known' && figure.known !== undefined)
    return numberInWords(knownTotal(figure, figure.known), source.language, source.locale);
  return cellValue(figure, { key: cell, share }, source, () => unknown(where, name, allowedCells(figure, source)));
}

function cellValue(
  figure: PrintedFigure,
  { key, share }: { readonly key: string; readonly share: string | undefined },
  source: Filling,
  failure: () => Failure,
): string {
  if (share !== undefined && share !== 'share') throw failure();
  if (!allowedCells(figure, source).includes(key)) throw failure();
  const cell = figure.cells.find((candidate) => candidate.key === key);
  // If the total is zero, every cell is zero, listed or not.
  if (!cell && figure.total === 0) return share ? formatShare(0, 0, 0, source.language) : formatCount(0);
  // A figure whose cells add up omits only codes that no record has.
  if (!cell && !figure.multi && !figure.withheld)
    return share ? formatShare(0, 0, figure.total, source.language) : formatCount(0);
  if (cell?.count === undefined) return SUPPRESSION_MARK;
  if (share) return formatCellShare({ share: null, ...cell }, figure.total, source.language) ?? SUPPRESSION_MARK;
  return numberInWords({ ...cell, count: cell.count }, source.language, source.locale);
}

/** Returns the number of records with a known place; a withheld figure prints the mark for it. */
const knownTotal = (figure: PrintedFigure, known: number | null): PrintedNumber =>
  figure.withheld ? { count: known } : printedTotal(figure, known);

const allowedCells = (figure: PrintedFigure, source: PlaceholderSource): readonly string[] => [
  ...new Set([
    ...figure.cells.map((cell) => cell.key),
    ...labelledKeys(figure, source),
    ...(figure.known === undefined ? [] : ['known']),
  ]),
];

/** Returns the keys of all cells that a figure may have: of a cross, all pairs and the totals of rows and columns. */
function labelledKeys(figure: PrintedFigure, source: PlaceholderSource): string[] {
  const { by, cross } = figure;
  if (by === undefined) return [];
  const rows = Object.keys(source.labels[by] ?? {});
  if (cross === undefined) return withoutMerges(figure, rows, source);
  const columns = Object.keys(source.labels[cross] ?? {});
  return ['', ...rows].flatMap((row) => ['', ...columns].map((column) => crossKey({ row, column })));
}

/** A code that a figure merges has no cell, and neither has the key of another figure's merge. */
function withoutMerges({ id, by }: PrintedFigure, keys: readonly string[], source: PlaceholderSource): string[] {
  const alike = source.edition.figures.filter((figure) => figure.by === by).map((figure) => figure.id);
  const absent = source.figures
    .filter((figure) => alike.includes(figure.id))
    .flatMap(({ id: other, merge }) => merge.flatMap(({ key, codes }) => (other === id ? codes : [key])));
  return keys.filter((key) => !absent.includes(key));
}

const unknown = (where: string, name: string, allowed: readonly string[]): Failure =>
  new Failure('FigureUnknown', `${where}: there is no figure or value {${name}}; allowed are: ${allowed.join(', ')}.`);
