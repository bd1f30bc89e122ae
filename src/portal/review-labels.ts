import { cellLabels } from '../definitions/labels.ts';
import { sheetWords } from '../definitions/sheet-title.ts';
import { cellWords } from '../domain/cross.ts';
import { mainOfRemainder } from '../domain/family.ts';
import { textFor, type UserLanguage, type Words } from '../domain/languages.ts';
import { parseMonth } from '../domain/month.ts';
import type { Sheet } from '../domain/sheet.ts';
import { periodOfKey } from '../domain/time-series.ts';
import { memberNames } from '../steps/compile-sheet/sheet-page.ts';
import { capitalize } from '../words/joined.ts';
import { formatPeriod } from '../words/period-labels.ts';
import { activityNames } from './activity-names.ts';
import { monthText } from './formatted-dates.ts';
import type { PortalContext } from './portal-options.ts';
import { type PortalWords, wordsIn } from './words/portal-words.ts';

/** The names of a sheet's figures and cells, as its page prints them. */
export interface ReviewLabels {
  readonly title: string;
  figure(id: string): string;
  /** `cell` is null for a figure's total, and `known` for the records with a known place. */
  cell(figure: string, cell: string | null): string;
  hotline(id: string): string;
  /** The title of a related sheet, or what is left of a family without its members. */
  sheet(id: string): string;
}

export async function reviewLabels(context: PortalContext, sheet: Sheet, words: PortalWords): Promise<ReviewLabels> {
  const { language } = words;
  const wording = await sheetWords(context.files, sheet.id, language);
  const labels = cellLabels(context.definitions.codes, sheet.figures);
  const noun = (table: string): string => capitalize(wording.get(`${table}.noun`) ?? table);
  const byId = new Map(sheet.figures.map((figure) => [figure.id, figure]));
  const names = await activityNames(context, language);
  return {
    hotline: (id) => names.hotlines.get(id) ?? id,
    sheet(id) {
      const main = mainOfRemainder(id);
      const named = names.sheets.get(main ?? id) ?? main ?? id;
      return main === null ? named : words.review.withoutMembers(named);
    },
    title: titleOf(context, sheet, wording.get('title') ?? sheet.id, language),
    figure(id) {
      const found = byId.get(id);
      if (!found) return id;
      const head = wording.get(`${id}.head`);
      return found.by && head ? `${noun(found.counts)}${words.colon}${head}` : noun(found.counts);
    },
    cell(figure, cell) {
      if (cell === null) return words.review.total;
      if (cell === 'known') return words.review.known;
      return labelIn(cellWords(byId.get(figure) ?? {}, cell, labels), cell, language);
    },
  };
}

/** The title of a member has its name before that of the main sheet. */
function titleOf({ definitions }: PortalContext, sheet: Sheet, title: string, language: UserLanguage): string {
  const name = memberNames(definitions, sheet, language)[sheet.member ?? '']?.member;
  return name === undefined ? title : `${name}${wordsIn(language).colon}${title}`;
}

function labelIn(label: Words | undefined, cell: string, language: UserLanguage): string {
  const month = parseMonth(cell);
  if (!month && periodOfKey(cell)) return formatPeriod({ key: cell }, language);
  return month ? monthText(month, language) : textFor(label ?? {}, language) || cell;
}
