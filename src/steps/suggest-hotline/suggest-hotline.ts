import { parseHotline } from '../../definitions/hotline-definition.ts';
import { type CodeLists, fold } from '../../domain/codes.ts';
import { Failure } from '../../domain/failure.ts';
import { LANGUAGES, USER_LANGUAGES } from '../../domain/languages.ts';
import { TABLES } from '../../domain/tables.ts';
import type { SampleFile } from '../../exports/survey/sample-files.ts';
import { signsIn } from './guess-words.ts';
import { languageOf } from './heading-words.ts';
import { type AskedLists, slug, withLists } from './own-lists.ts';
import { sameFiles } from './same-files.ts';
import { type Answers, type FileSuggestion, suggestFile } from './suggest-file.ts';

/** A definition of a new hotline, which is valid, and how its files were read. */
export interface HotlineSuggestion {
  /** The content of `hotlines/<id>.json`. */
  readonly definition: object;
  /** New code lists: the content of `codes/<name>.json`, by name. */
  readonly lists: ReadonlyMap<string, object>;
  readonly files: readonly FileSuggestion[];
  /** What is not certain, in sentences. */
  readonly notes: readonly string[];
}

/** The name of a new hotline, and what a person said about its samples. */
export interface NewHotline {
  readonly id: string;
  readonly name: string;
  readonly answers: Answers;
  readonly asked?: AskedLists;
}

/**
 * Suggests the definition of a hotline from samples of its files. What is not certain is valid, and noted.
 *
 * @throws Failure WrongUsage with the headings of the files, if no table is recognised in any of them
 */
export function suggestHotline(
  { id, name, answers, asked = { headings: new Map(), ages: null } }: NewHotline,
  samples: readonly SampleFile[],
  codes: CodeLists,
): HotlineSuggestion {
  const suggested = samples.map((sample) => suggestFile(sample, codes, answers));
  const recognised = suggested.filter(({ file }) => Object.keys(file.tables).length > 0);
  if (recognised.length === 0) throw nothingRecognised(samples);
  const left = suggested.filter((one) => !recognised.includes(one));
  const { files, lists, codes: all, notes: ofLists } = withLists(sameFiles(recognised), asked, codes);
  const definition = definitionOf({ id, name }, files);
  parseHotline(definition, `hotlines/${id}.json`, all);
  const notes = [
    ...files.flatMap((file) => file.notes.map((note) => `${file.name}: ${note}`)),
    ...files.flatMap(({ dates }) => (dates?.hasOffsets ? ['times have an offset from UTC: add "timeZone"'] : [])),
    ...ofLists,
    ...files.flatMap(listNotes),
    ...left.map(
      ({ sample }) => `${sample.stem} is left out: no column with dates, or with ids of cases, was recognised in it`,
    ),
  ];
  return { definition, lists, files, notes };
}

/** Fewer and more texts than a column of codes has. */
const [LEAST_TEXTS, MOST_TEXTS] = [2, 15];

/** Columns that fit no list, but have few texts, each in several rows: a list of one's own may be made of them. */
const listNotes = ({ name, sample, unused }: FileSuggestion): string[] =>
  sample.columns.flatMap(({ heading, cells }) => {
    const texts = [...cells].filter(([text]) => signsIn([text]).length === 0);
    const isRepeated = texts.reduce((sum, [, count]) => sum + count, 0) >= 2 * texts.length;
    const areWords = texts.every(([text]) => text.length <= 40 && /\p{L}{2}/u.test(text));
    const isLikely = texts.length >= LEAST_TEXTS && texts.length <= MOST_TEXTS && isRepeated && areWords;
    return isLikely && unused.includes(heading)
      ? [
          `${name}: "${heading}" has ${texts.length} texts and fits no list of codes; to count by it, add --list "${slug(heading)}=${heading}", which writes a list to complete`,
        ]
      : [];
  });

/** Yes and no in the language of a hotline's files; other usual words are known besides. */
const FLAGS = {
  en: { yes: ['Yes'], no: ['No'] },
  es: { yes: ['Sí'], no: ['No'] },
  fr: { yes: ['Oui'], no: ['Non'] },
  pt: { yes: ['Sim'], no: ['Não'] },
} as const;

function definitionOf({ id, name }: Pick<NewHotline, 'id' | 'name'>, files: readonly FileSuggestion[]): object {
  const samples = files.map(({ sample }) => sample);
  const headings = samples.flatMap(({ columns }) => columns.map(({ heading }) => heading));
  const language = languageOf(headings);
  const worded = USER_LANGUAGES.slice(1).find((own) => own === language); // the first is what a definition without has
  const once = (texts: readonly string[]): string[] => [...new Set(texts)];
  const encodings = once(samples.flatMap(({ encodings: own }) => own)).sort();
  const separators = once(samples.flatMap((sample) => (sample.isWorkbook ? [] : [sample.separator])));
  const formats = once(files.flatMap(({ dates }) => dates?.formats ?? []));
  const signs = once(files.flatMap((file) => file.signs));
  const words = Object.fromEntries(LANGUAGES.map((language) => [language, name]));
  return {
    $schema: './hotline.schema.json',
    ...{ id, name: words, label: words },
    ...(worded !== undefined && { language: worded }),
    lines: [{ key: id, label: words }],
    encodings: encodings.length > 0 ? encodings : ['utf-8'],
    separators: separators.length > 0 ? separators : [','],
    valueSeparators: [';'],
    dateFormats: formats.length > 0 ? formats : ['YYYY-MM-DD'],
    flags: FLAGS[language],
    ...(signs.length > 0 && { notKnown: signs }),
    combine: { type: [{ of: ['sex', 'labor'], is: 'sex-and-labor' }] },
    ...footerOf(samples),
    files: Object.fromEntries(files.map(({ name: own, file }) => [own, file])),
  };
}

/** Only the beginnings of lines that end with a value: a line of a report may contain a name. */
function footerOf(samples: readonly SampleFile[]): object {
  const [end] = samples.map((sample) => sample.end).filter((lines) => lines.length > 0);
  const patterns = (end ?? []).map((line) => /^["\s]*([^:\d]*\p{L}[^:\d]*)[:\d]/u.exec(line)?.[1]?.trim() ?? null);
  const last = patterns.at(-1);
  if (last === undefined || last === null || patterns.includes(null)) return {};
  const before = patterns.slice(0, -1).map((pattern) => `${pattern}*`);
  return { footer: { lines: [`${last}*`], ...(before.length > 0 && { before }) } };
}

function nothingRecognised(samples: readonly SampleFile[]): Failure {
  if (samples.length === 0)
    return new Failure(
      'WrongUsage',
      'no row reads like headings: every column needs its own heading, in one row, or in two rows of which the upper one has headings of groups (Victims over Male, Female). Write other headings in one row, for example Region, Male, Female',
    );
  const headings = samples.map(({ stem, columns }) => {
    const names = columns.map(({ heading }) => `"${heading}"`).join(', ');
    return `${stem}: ${names === '' ? 'no headings' : names}`;
  });
  return new Failure(
    'WrongUsage',
    `no column with the date of a case was recognised; name it: --column "cases.opened_on=HEADING". The headings are\n${headings.join('\n')}`,
  );
}

/** Parses what a person said about a column: `cases.opened_on=Fecha de ingreso`. @returns null if it is not that */
export function parseAnswer(text: string): readonly [place: string, heading: string] | null {
  const [place, ...rest] = text.split('=');
  const isTable = TABLES.some((table) => place?.startsWith(`${table}.`));
  const heading = rest.join('=').trim();
  return place && isTable && fold(heading) !== '' ? [place, heading] : null;
}
