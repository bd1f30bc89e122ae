import type { Boundaries } from '../../charts/boundary-features.ts';
import type { CompiledChart } from '../../charts/chart-spec.ts';
import { compileChart, compileReady } from '../../charts/compile-chart.ts';
import { writableCodes } from '../../definitions/code-scope.ts';
import { cellLabels, cellsOfClosedLists, stateCountries } from '../../definitions/labels.ts';
import { json, type PageDefinitions } from '../../definitions/load-definitions.ts';
import { chartWords } from '../../definitions/wording.ts';
import { chartsOf } from '../../document/page/page-definition.ts';
import type { PlacedChart } from '../../document/parts/part.ts';
import type { DefinitionFiles } from '../../domain/effects.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { Language } from '../../domain/languages.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { glueSigns } from '../../words/glue.ts';
import { compileTheme } from './compile-theme.ts';
import type { CompiledLanguage, CompiledSheet, CompiledTheme } from './compiled-sheet.ts';
import { assertReadyCharts } from './ready-charts.ts';
import { memberNames, readSheetPages, readSheetWording, type SheetPages } from './sheet-page.ts';

/** What every language of a sheet is compiled from. */
interface SheetSource {
  readonly definitions: PageDefinitions;
  readonly files: DefinitionFiles;
  readonly sheet: Sheet;
  readonly pages: SheetPages;
  readonly charts: readonly PlacedChart[];
  /** The charts' specs by name, parsed. */
  readonly specs: Readonly<Record<string, unknown>>;
  readonly boundaries: Boundaries;
  readonly theme: CompiledTheme;
}

/**
 * Compiles a sheet in its languages: reads and checks its `page.json`, `wording/<language>.md` and `charts/*.vl.json`,
 * and compiles the charts, with the boundaries that maps name.
 * @throws Failure DefinitionInvalid or FigureUnknown naming file, place and what is allowed
 */
export async function compileSheet(
  definitions: PageDefinitions,
  files: DefinitionFiles,
  sheet: Sheet,
): Promise<CompiledSheet> {
  const pages = await readSheetPages(files, sheet);
  const charts = chartsOf(pages.page);
  const specs = await byName(charts, ({ chart, spec, ready }) => [
    chart,
    spec || ready ? Promise.resolve(spec) : json(files, chartFile(sheet, chart)),
  ]);
  const theme = await compileTheme(files, sheet.id);
  const source = { definitions, files, sheet, pages, theme, charts, specs, boundaries: await loadBoundaries(files) };
  return {
    // what readers of other sheets know is part of reviews, not of pages
    sheet: { ...sheet, related: [] },
    page: pages.page,
    theme,
    charts,
    languages: await byName(sheet.languages, (language) => [language, compileLanguage(source, language)]),
    labels: cellLabels(definitions.codes, sheet.figures),
    stateCountries: stateCountries(writableCodes(definitions.codes, sheet.hotlines)),
  };
}

async function compileLanguage(source: SheetSource, language: Language): Promise<CompiledLanguage> {
  const { definitions, files, sheet, pages, theme, charts, specs, boundaries } = source;
  const wording = await readSheetWording(files, sheet, language, { ...pages, logo: theme.logo !== null });
  const hotlines = sheet.hotlines.map((id) => [id, definitions.hotlines.get(id)?.name[language] ?? id] as const);
  const words = Object.fromEntries(
    Object.entries(chartWords(wording)).map(([key, word]) => [key, glueSigns(word, language)]),
  );
  const ownFile = `templates/${folderOfSheet(sheet.id)}/page.json`;
  assertReadyCharts(charts, sheet.figures, { page: ownFile, wording: wording.file, words });
  const compiled = charts.map(({ chart, spec, ready }): [string, CompiledChart] => [
    chart,
    ready
      ? compileReady({ ...ready, palette: theme.palette }, ownFile)
      : compileChart({
          file: spec ? ownFile : chartFile(sheet, chart),
          spec: specs[chart],
          words,
          boundaries,
          outlinesMember: sheet.family?.by === 'state' && sheet.member !== undefined,
          palette: theme.palette,
          definitions: sheet.figures,
          cells: cellsOfClosedLists(writableCodes(definitions.codes, sheet.hotlines), sheet.figures),
          places: definitions.codes.state.codes.map(({ key }) => key),
        }),
  ]);
  return {
    wording,
    hotlines: Object.fromEntries(hotlines),
    charts: Object.fromEntries(compiled),
    members: memberNames(definitions, sheet, language),
  };
}

const chartFile = (sheet: Sheet, chart: string): string =>
  `templates/${folderOfSheet(sheet.id)}/charts/${chart}.vl.json`;

async function loadBoundaries(files: DefinitionFiles): Promise<Boundaries> {
  const names = (await files.list('boundaries')).flatMap(
    (path) => /^boundaries\/([^/]+)\.topo\.json$/u.exec(path)?.[1] ?? [],
  );
  return byName(names, (name) => [name, json(files, `boundaries/${name}.topo.json`)]);
}

/** An object of values by name, loaded side by side. */
async function byName<Item, Value>(
  items: readonly Item[],
  load: (item: Item) => readonly [name: string, Promise<Value>],
): Promise<Record<string, Value>> {
  const entries = items.map(async (item) => {
    const [name, value] = load(item);
    return [name, await value] as const;
  });
  return Object.fromEntries(await Promise.all(entries));
}
