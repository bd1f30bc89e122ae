import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { readAnnex } from '../local/preview/annex.ts';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadSheet } from '../src/definitions/load-definitions.ts';
import type { Wording } from '../src/definitions/wording.ts';
import { fillWording } from '../src/document/page/placeholders.ts';
import type { PublishedEdition } from '../src/domain/edition.ts';
import type { PrintedFigure } from '../src/domain/figure.ts';
import { formatCount } from '../src/domain/format.ts';
import { type Language, USER_LANGUAGES } from '../src/domain/languages.ts';
import { allLines, plain } from '../src/domain/prose.ts';
import { compileSheet } from '../src/steps/compile-sheet/compile-sheet.ts';
import type { CompiledSheet } from '../src/steps/compile-sheet/compiled-sheet.ts';
import { formatShare } from '../src/words/dates-and-counts.ts';

type Labels = CompiledSheet['labels'];

/** Typst knows the faces as one family with several weights and widths. */
const WEIGHTS: Readonly<Record<string, string>> = { Medium: '500', SemiBold: '600', Bold: '700' };
const WIDTHS: Readonly<Record<string, string>> = { 'Semi Condensed': 'semi-condensed', Condensed: 'condensed' };

/**
 * Writes the inputs of bench/page.typ, the same words, figures and charts per language, into a folder that already
 * contains the program's charts (`<chart>.<language>.svg`).
 */
export async function writeTypstPage(root: string, annex: string, folder: string): Promise<void> {
  const files = definitionFiles(root);
  const definitions = await loadDefinitions(files);
  const edition = await readAnnex(annex);
  const sheet = await loadSheet(files, definitions, edition.sheet);
  const { languages, charts, labels } = await compileSheet(definitions, files, sheet);
  for (const language of USER_LANGUAGES) {
    const own = languages[language];
    if (!own) continue;
    const hotlineNames = Object.values(own.hotlines);
    const filled = fillWording(own.wording, { edition, language, labels, figures: sheet.figures, hotlineNames });
    const page = JSON.stringify(pageData(filled, edition, labels, language));
    await writeFile(join(folder, `typst.${language}.json`), page);
    for (const { chart: name } of charts) {
      const svg = await readFile(join(folder, `${name}.${language}.svg`), 'utf8');
      await writeFile(join(folder, `${name}.typst.${language}.svg`), asOneFamily(svg));
    }
  }
}

const FACE = /font-family="Barlow(?: (Semi Condensed|Condensed))?(?: (Medium|SemiBold|Bold))?"/gu;

const asOneFamily = (svg: string): string =>
  svg.replace(FACE, (_, width: string | undefined, weight: string | undefined) => {
    const stretch = width ? ` font-stretch="${WIDTHS[width]}"` : '';
    return `font-family="Barlow"${stretch}${weight ? ` font-weight="${WEIGHTS[weight]}"` : ''}`;
  });

function pageData({ words, prose }: Wording, edition: PublishedEdition, labels: Labels, language: Language) {
  const map = edition.figures.find(({ by }) => by === 'state');
  return {
    words: Object.fromEntries(Object.entries(words).map(([key, line]) => [key, plain(line)])),
    prose: Object.fromEntries(Object.entries(prose).map(([key, text]) => [key, allLines(text).map(plain)])),
    alt: {},
    totals: Object.fromEntries(edition.figures.map(({ id, total }) => [id, formatCount(total)])),
    classes: map ? classesOf(map, labels, language) : [],
    figures: edition.figures.map((figure) => tableOf(figure, labels, language)),
  };
}

/** Returns the legend of a map: each class with the names of its places. */
function classesOf({ cells }: PrintedFigure, labels: Labels, language: Language) {
  const classes = new Map<string, string[]>();
  for (const { key, class: bounds } of cells) {
    const name = bounds ? `${bounds.from}–${bounds.to ?? ''}` : '';
    classes.set(name, [...(classes.get(name) ?? []), labels.state?.[key]?.[language] ?? key]);
  }
  return [...classes].map(([name, places]) => ({ name, places: places.join(', ') }));
}

function tableOf({ id, counts, by, total, cells }: PrintedFigure, labels: Labels, language: Language) {
  const people = by === 'gender' || by === 'nationality' || by === 'age';
  return {
    id,
    counts,
    kind: people ? 'distribution' : 'other',
    cells: cells.map(({ key, count = null, share = null }) => ({
      label: (by && labels[by]?.[key]?.[language]) ?? key,
      count: formatCount(count),
      share: formatShare(share, count, total, language),
      bar: (share ?? 0) / 100,
    })),
  };
}
