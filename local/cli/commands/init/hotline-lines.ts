import { countNoun } from '../../../../src/domain/format.ts';
import { type CodedGuess, hasFewSpellings } from '../../../../src/steps/suggest-hotline/guess-columns.ts';
import type { ColumnJson, TableJson } from '../../../../src/steps/suggest-hotline/hotline-json.ts';
import type { FileSuggestion } from '../../../../src/steps/suggest-hotline/suggest-file.ts';
import type { HotlineSuggestion } from '../../../../src/steps/suggest-hotline/suggest-hotline.ts';

/** How many texts of a column are shown. */
const MOST = 30;

/**
 * Describes a suggested definition to a person: how each file is read, what is not certain, and the texts of columns of
 * codes that mean nothing yet. Those texts are shown on a screen only: a file or log would keep them.
 */
export function hotlineLines({ files, notes }: HotlineSuggestion, isScreen: boolean): string[] {
  const unknown = files.flatMap((file) => unknownLines(file, isScreen));
  return [
    ...files.flatMap(fileLines),
    ...(notes.length > 0 ? ['to check:', ...notes.map((note) => `  ${note}`)] : []),
    ...(unknown.length > 0
      ? [
          'texts that mean nothing yet; list each under its code ("codes": { "gender": { "female": ["Mujer"] } }):',
          ...unknown,
        ]
      : []),
  ];
}

function fileLines({ name, sample, file, dates, unused }: FileSuggestion): string[] {
  const encoding = sample.isWorkbook ? 'workbook' : (sample.encodings.at(-1) ?? 'utf-8');
  const separator = sample.separator === '\t' ? 'a tab' : `"${sample.separator}"`;
  const between = sample.isWorkbook ? '' : `, ${separator} between cells`;
  const dated = dates ? `, ${dates.first} to ${dates.last}, dates ${dates.formats.join(' or ')}` : '';
  return [
    `${name}: ${encoding}${between}, headings in ${headingPlace(sample)}, ${countNoun(sample.rows, 'row')}${dated}`,
    ...Object.entries(file.tables).map(([table, read]) => `  ${table}: ${tableText(read)}`),
    ...(unused.length > 0 ? [`  not read: ${unused.map((heading) => `"${heading}"`).join(', ')}`] : []),
  ];
}

const headingPlace = ({ headingRow, headingLines }: FileSuggestion['sample']): string =>
  headingLines === 1 ? `row ${headingRow}` : `rows ${headingRow - 1} and ${headingRow}`;

/** How the columns of a table are read; of several records in a row, also how each differs. */
const tableText = ({ columns, count, each = [] }: TableJson): string =>
  [
    ...Object.entries(columns).map(([column, origin]) => `${column} = ${originText(origin)}`),
    ...(count ? [`count = "${count.heading}"`] : []),
    ...each.map((part) => `each (${tableText(part)})`),
  ].join(', ');

function originText({ heading, headings, flags, constant }: ColumnJson): string {
  if (heading !== undefined) return `"${heading}"`;
  if (headings) return headings.map((part) => `"${part}"`).join(' and ');
  if (flags) return flags.map((flag) => `"${flag.heading}" (${flag.code})`).join(' and ');
  return constant === undefined ? 'the row' : `always ${String(constant)}`;
}

function unknownLines({ name, sample, coded, signs }: FileSuggestion, isScreen: boolean): string[] {
  return [...coded].flatMap(([heading, all]) => {
    const guess = { ...all, unknown: new Map([...all.unknown].filter(([text]) => !signs.includes(text))) };
    if (guess.unknown.size === 0) return [];
    const column = sample.columns.find((own) => own.heading === heading);
    const title = `  ${name}, "${heading}" (${guess.list}): ${countNoun(guess.unknown.size, 'text')}`;
    if (!isScreen) return [`${title}; run this on a terminal to see them`];
    return column && hasFewSpellings(column) ? [title, ...textLines(guess)] : [`${title}, too many to be codes`];
  });
}

const nearText = (code: string | undefined): string => (code === undefined ? '' : `  (perhaps ${code})`);

function textLines({ unknown, near }: CodedGuess): string[] {
  const lines = [...unknown].slice(0, MOST).map(([text, count]) => `    ${count} x ${text}${nearText(near.get(text))}`);
  return unknown.size > MOST ? [...lines, `    and ${unknown.size - MOST} more`] : lines;
}
