import { messageKeys } from '../../distribution/message/message-wording.ts';
import { readPageDefinition } from '../../document/page/page-definition.ts';
import { wordingKeysOf } from '../../document/page/wording-keys.ts';
import { Failure } from '../../domain/failure.ts';
import type { Day } from '../../domain/month.ts';
import type { StarterTexts } from '../../words/starter/starter-texts.ts';
import { STARTER_LANGUAGES, starterWords } from '../../words/starter/starter-words.ts';
import { readableJson } from '../suggest-hotline/hotline-json.ts';
import { sheetWords } from './sheet-words.ts';
import { mapChart } from './starter-charts.ts';
import { type FigureJson, type HotlineOfSheet, suggestFigures } from './suggest-figures.ts';
import { type Paper, suggestPage } from './suggest-page.ts';

/** A new sheet: its hotline, its first day, its paper, and its map, if it has one. */
export interface NewSheet extends HotlineOfSheet {
  readonly id: string;
  readonly languages: readonly string[];
  readonly from: Day;
  readonly threshold: number;
  readonly paper: Paper;
  /** The name of the boundaries and the countries of their places; null for no map. */
  readonly map: { readonly boundaries: string; readonly countries: readonly string[] } | null;
}

/**
 * Suggests a sheet for a hotline: the files of its folder by path, with the figures that the hotline's columns allow and
 * only the words that its pages need.
 *
 * @throws Failure WrongUsage for a language without first texts
 */
export function suggestSheet(sheet: NewSheet): Map<string, string> {
  const { id, languages, map, paper } = sheet;
  const choice = map && { countries: map.countries, classes: classesFrom(sheet.threshold) };
  const figures = suggestFigures(sheet, choice);
  const page = suggestPage(figures, sheet, { land: map?.boundaries ?? null, paper });
  const chart = messageChart(figures);
  const files = new Map<string, string>([
    ['sheet.json', `${readableJson(sheetJson(sheet, figures))}\n`],
    ['page.json', `${readableJson(page)}\n`],
  ]);
  const mapped = figures.find(({ classes }) => classes)?.id;
  if (map && mapped !== undefined)
    files.set('charts/map.vl.json', `${readableJson(mapChart(map.boundaries, mapped))}\n`);
  const message = chart && { headline: totalsOf(figures), chart };
  if (message) files.set('message/message.json', `${readableJson(message)}\n`);
  const keys = wordingKeysOf(readPageDefinition(page, `templates/${id}/page.json`, idsOf(figures)));
  for (const language of languages) {
    const words = starterWords(language);
    if (!words)
      throw new Failure(
        'WrongUsage',
        `there are no first texts in "${language}"; use ${STARTER_LANGUAGES.join(', ')}, then translate wording/ and message/`,
      );
    const texts = { ...words, words: sheetWords(words, figures, { codes: sheet.codes, language }) };
    files.set(`wording/${language}.md`, wordingOf(texts, nameIn(sheet, language), keys));
    if (message) files.set(`message/${language}.md`, messageOf(words, nameIn(sheet, language), messageKeys(message)));
  }
  return files;
}

const idsOf = (figures: readonly FigureJson[]): string[] => figures.map((figure) => figure.id);

/** The first bound is the threshold; the others are in proportion to it. */
const classesFrom = (threshold: number): number[] => [threshold, threshold * 5, threshold * 10];

const nameIn = ({ hotline }: NewSheet, language: string): string =>
  Object.entries(hotline.name).find(([key]) => key === language)?.[1] ?? hotline.id;

function sheetJson({ id, hotline, languages, from, threshold }: NewSheet, figures: readonly FigureJson[]): object {
  return {
    $schema: '../sheet.schema.json',
    id,
    languages,
    hotlines: [hotline.id],
    period: { from },
    threshold,
    population: {},
    signals: { traffickingRelated: true },
    figures,
  };
}

const totalsOf = (figures: readonly FigureJson[]): string[] =>
  figures.flatMap((figure) => (figure.by === undefined ? figure.id : []));

/** The figure that a message draws as bars: the first that prints counts. */
const messageChart = (figures: readonly FigureJson[]): string | undefined =>
  figures.find(({ by, classes }) => by !== undefined && by !== 'month' && !classes)?.id;

type Keys = { readonly words: readonly string[]; readonly prose: readonly string[] };

function wordingOf(starter: StarterTexts, hotline: string, { words, prose }: Keys): string {
  const texts: Readonly<Record<string, string>> = {
    ...starter.words,
    author: hotline,
    partners: hotline,
    title: starter.title,
    'footer.help': starter.footer,
  };
  return markdown(starter.note, hotline, [
    ['words', listOf(['locale', ...words], { ...texts, locale: starter.locale })],
    ...prose.map((key) => [key, textOf(key, starter.sections)] as const),
    ['chart words', listOf(Object.keys(starter.chartWords), starter.chartWords)],
  ]);
}

function messageOf(starter: StarterTexts, hotline: string, { words, prose }: Keys): string {
  const texts = { ...starter.messageWords, title: starter.title, locale: starter.locale };
  return markdown(starter.messageNote, hotline, [
    ['words', listOf(['locale', ...words], texts)],
    ...prose.map((key) => [key, textOf(key, starter.messageSections)] as const),
  ]);
}

/** A text of many words is refused if it contains a number, so a number in the hotline's name is listed. */
function markdown(note: string, hotline: string, sections: readonly (readonly [string, string])[]): string {
  const numbers = [...new Set(hotline.match(/\d[\d.,]*\d/gu) ?? [])];
  const allowed =
    numbers.length === 0
      ? []
      : [['allowed numbers', numbers.map((number) => `- ${number}: ${hotline}`).join('\n')] as const];
  const text = [...sections, ...allowed].map(([key, content]) => `## ${key}\n\n${content}\n`).join('\n');
  return `${note}\n\n${text.replaceAll('{hotline}', () => hotline)}`;
}

const listOf = (keys: readonly string[], texts: Readonly<Record<string, string>>): string =>
  keys.map((key) => `- ${key}: ${textOf(key, texts)}`).join('\n');

function textOf(key: string, texts: Readonly<Record<string, string>>): string {
  const text = texts[key];
  if (text === undefined) throw new Error(`a new sheet has no first text for "${key}"`);
  return text;
}
