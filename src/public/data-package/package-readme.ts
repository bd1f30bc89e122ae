import { roundingBase } from '../../domain/figure.ts';
import { SUPPRESSION_MARK } from '../../domain/format.ts';
import type { Language } from '../../domain/languages.ts';
import type { Licence, Party } from '../../domain/sheet.ts';
import { formatMonth } from '../../words/dates-and-counts.ts';
import { figureHeading, type ShownEdition, wordOf } from '../figure-tables.ts';
import { tableWords } from '../table-words.ts';
import { type PackageSource, publisherOf, sourcesOf, tablePath } from './package-source.ts';
import type { PackageTable } from './package-tables.ts';
import { packageWords } from './package-words.ts';

/** Returns README.md: the same in every language of the sheet, one after the other. */
export const readmeText = (source: PackageSource, tables: readonly PackageTable[]): string =>
  [...source.editions].map(([language, shown]) => sectionIn(language, shown, tables)).join('\n---\n\n');

function sectionIn(language: Language, shown: ShownEdition, tables: readonly PackageTable[]): string {
  const { readme: t, totals } = packageWords(language);
  const { edition, words } = shown;
  const base = roundingBase(edition.figures);
  const files = tables.map(
    (table) => `- \`${tablePath(table)}\`: ${plainText(table.figure ? figureHeading(table.figure, shown) : totals)}`,
  );
  return [
    `# ${plainText(wordOf(shown, 'title') ?? edition.sheet)}`,
    [
      t.intro(formatMonth(edition.month, language), edition.revision),
      ...(edition.corrects ? [t.corrects(edition.corrects.revision)] : []),
      ...(edition.complete ? [] : [t.incomplete]),
      ...(words.isStored ? [] : [tableWords(language).wordingNotStored]),
    ].join(' '),
    `## ${t.files}`,
    files.join('\n'),
    t.checksums,
    `## ${t.hiddenTitle}`,
    base === undefined ? t.hidden(SUPPRESSION_MARK, edition.threshold) : t.rounded(base),
    t.texts,
    `## ${t.publisher}`,
    partyText(publisherOf(shown)),
    `## ${t.sources}`,
    sourcesOf(shown)
      .map((party) => `- ${partyText(party)}`)
      .join('\n'),
    `## ${t.license}`,
    words.sheet.license ? licenceText(words.sheet.license) : t.noLicense,
    '',
  ].join('\n\n');
}

const partyText = ({ title, path }: Party): string =>
  path === undefined ? plainText(title) : `${plainText(title)}, <${path}>`;

const licenceText = ({ name, title = name, path }: Licence): string => partyText({ title, path });

/** A text that Markdown does not interpret. */
const plainText = (text: string): string => text.replaceAll(/[\\`*_[\]<>#|]/gu, '\\$&').replaceAll(/\s+/gu, ' ');
