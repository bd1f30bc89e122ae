import type { Hotline } from '../../definitions/hotline.ts';
import { messageKeys } from '../../distribution/message/message-wording.ts';
import { readPageDefinition } from '../../document/page/page-definition.ts';
import { wordingKeysOf } from '../../document/page/wording-keys.ts';
import { Failure } from '../../domain/failure.ts';
import type { Day } from '../../domain/month.ts';
import type { StarterTexts } from '../../words/starter/starter-texts.ts';
import { STARTER_LANGUAGES, starterWords } from '../../words/starter/starter-words.ts';
import { readableJson } from '../suggest-hotline/hotline-json.ts';
import { MASTHEAD, mapChart } from './starter-charts.ts';
import { type FigureJson, suggestFigures } from './suggest-figures.ts';

/** A new sheet: its hotline, its first day, and its map, if it has one. */
export interface NewSheet {
  readonly id: string;
  readonly hotline: Hotline;
  readonly languages: readonly string[];
  readonly from: Day;
  readonly threshold: number;
  /** The name of the boundaries and the countries of their places; null for no map. */
  readonly map: { readonly boundaries: string; readonly countries: readonly string[] } | null;
}

/**
 * Suggests a sheet for a hotline: the files of its folder by path, with the figures that the hotline's columns allow and
 * only the words that its pages need.
 *
 * @param typeBar the chart of types, which is the same in every sheet
 * @throws Failure WrongUsage for a language without first texts
 */
export function suggestSheet(sheet: NewSheet, typeBar: string): Map<string, string> {
  const { id, languages, map } = sheet;
  const choice = map && { countries: map.countries, classes: classesFrom(sheet.threshold) };
  const figures = suggestFigures(sheet.hotline, choice);
  const page = pageOf(figures);
  const chart = messageChart(figures);
  const files = new Map<string, string>([
    ['sheet.json', `${readableJson(sheetJson(sheet, figures))}\n`],
    ['page.json', `${readableJson(page)}\n`],
    ['charts/masthead.vl.json', `${readableJson(MASTHEAD)}\n`],
  ]);
  const has = (figure: string): boolean => figures.some((own) => own.id === figure);
  if (has('victims-by-type')) files.set('charts/type-bar.vl.json', typeBar);
  if (map && has('cases-by-state')) files.set('charts/map.vl.json', `${readableJson(mapChart(map.boundaries))}\n`);
  const message = chart && { headline: totalsOf(figures), chart };
  if (message) files.set('message/message.json', `${readableJson(message)}\n`);
  const place = `templates/${id}/page.json`;
  const keys = wordingKeysOf(
    readPageDefinition(
      page,
      place,
      figures.map((figure) => figure.id),
    ),
  );
  for (const language of languages) {
    const words = starterWords(language);
    if (!words)
      throw new Failure(
        'WrongUsage',
        `there are no first texts in "${language}"; use ${STARTER_LANGUAGES.join(', ')}, then translate wording/ and message/`,
      );
    files.set(`wording/${language}.md`, wordingOf(words, nameIn(sheet, language), keys));
    if (message) files.set(`message/${language}.md`, messageOf(words, nameIn(sheet, language), messageKeys(message)));
  }
  return files;
}

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
  figures.find(({ by, classes }) => by !== undefined && !classes)?.id;

const TONES = { victims: 'teal', traffickers: 'slate' } as const;

function pageOf(figures: readonly FigureJson[]): object {
  const has = (figure: string): boolean => figures.some((own) => own.id === figure);
  const people = (['victims', 'traffickers'] as const).flatMap((table) => {
    const own = figures.filter(({ counts, by }) => counts === table && by !== undefined && by !== 'type');
    if (own.length === 0) return [];
    return { part: 'demographics', people: table, tone: TONES[table], figures: own.map((figure) => figure.id) };
  });
  const parts = [
    { part: 'masthead', chart: 'masthead' },
    { part: 'intro-and-period' },
    { part: 'tiles', figures: totalsOf(figures) },
    ...(has('cases-by-state') ? [{ part: 'map-and-legend', figure: 'cases-by-state', chart: 'map' }] : []),
    ...(has('victims-by-type')
      ? [{ part: 'wide-chart', head: 'beside', figure: 'victims-by-type', chart: 'type-bar' }]
      : []),
    ...people,
    { part: 'notes', notes: ['how-we-count', 'mark', 'data'] },
    { part: 'footer' },
  ];
  return {
    $schema: '../page.schema.json',
    pages: [{ parts }],
    continued: { parts: [{ part: 'running-head' }, { part: 'footer' }] },
  };
}

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
  return `${note}\n\n${text.replaceAll('{hotline}', hotline)}`;
}

const listOf = (keys: readonly string[], texts: Readonly<Record<string, string>>): string =>
  keys.map((key) => `- ${key}: ${textOf(key, texts)}`).join('\n');

function textOf(key: string, texts: Readonly<Record<string, string>>): string {
  const text = texts[key];
  if (text === undefined) throw new Error(`a new sheet has no first text for "${key}"`);
  return text;
}
