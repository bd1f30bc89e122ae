import { json, text } from '../../definitions/load-definitions.ts';
import type { Wording } from '../../definitions/wording.ts';
import { FACE_FILES, FACES, type Face, type FontBytes } from '../../document/page/fonts.ts';
import type { PageDefinition } from '../../document/page/page-definition.ts';
import type { CodeLists } from '../../domain/codes.ts';
import { DIMENSION_SPECS } from '../../domain/dimensions.ts';
import type { DefinitionFiles, FontFiles } from '../../domain/effects.ts';
import { type CellLabels, DIMENSIONS, type Dimension } from '../../domain/figure.ts';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import { madeAhead } from '../../domain/made-ahead.ts';
import { PAGES_AHEAD } from '../../domain/pages-ahead.ts';
import type { FigureDefinition, Sheet } from '../../domain/sheet.ts';

/** One chart of a sheet: where its spec lies, the spec, and the figure it draws (none for a decoration). */
export interface ChartMaterial {
  readonly name: string;
  readonly file: string;
  readonly spec: unknown;
  readonly figure: string | null;
}

/** All that a sheet's pages are made from besides its figures, checked. */
export interface SheetMaterial {
  readonly page: PageDefinition;
  readonly wording: ReadonlyMap<Language, Wording>;
  readonly charts: readonly ChartMaterial[];
  /** Topologies by name. */
  readonly boundaries: Readonly<Record<string, unknown>>;
}

/**
 * Reads a sheet's `page.json`, `wording/<language>.md` and `charts/*.vl.json`, and the boundaries its maps may name.
 * @throws Failure DefinitionInvalid or FigureUnknown naming file, place and what is allowed
 */
export async function loadMaterial(files: DefinitionFiles, sheet: Sheet): Promise<SheetMaterial> {
  const { page, wording, charts } = await madeAhead(PAGES_AHEAD, 'material', [sheet.id, sheet.version], () =>
    readFolder(files, sheet),
  );
  return { page, wording: new Map(wording), charts, boundaries: await loadBoundaries(files) };
}

/** What a sheet's own folder holds, and so follows from the sheet's version. */
interface FolderMaterial extends Pick<SheetMaterial, 'page' | 'charts'> {
  readonly wording: readonly (readonly [Language, Wording])[];
}

async function readFolder(files: DefinitionFiles, sheet: Sheet): Promise<FolderMaterial> {
  const { chartsOf, readPageDefinition } = await import('../../document/page/page-definition.ts');
  const { wordingKeysOf } = await import('../../document/page/wording-keys.ts');
  const { readWording } = await import('../../definitions/read-wording.ts');
  const folder = `templates/${sheet.id}`;
  const place = `${folder}/page.json`;
  const page = readPageDefinition(
    await json(files, place),
    place,
    sheet.figures.map(({ id }) => id),
  );
  const keys = wordingKeysOf(page, { rounded: sheet.protection.method === 'round' });
  const wording: (readonly [Language, Wording])[] = [];
  for (const language of LANGUAGES.filter((one) => sheet.languages.includes(one))) {
    const file = `${folder}/wording/${language}.md`;
    wording.push([language, readWording(await text(files, file), file, keys)]);
  }
  const charts = await Promise.all(
    chartsOf(page).map(async ({ chart, figure }): Promise<ChartMaterial> => {
      const file = `${folder}/charts/${chart}.vl.json`;
      return { name: chart, file, spec: await json(files, file), figure };
    }),
  );
  return { page, wording, charts };
}

async function loadBoundaries(files: DefinitionFiles): Promise<Record<string, unknown>> {
  const names = (await files.list('boundaries')).flatMap(
    (path) => /^boundaries\/([^/]+)\.topo\.json$/u.exec(path)?.[1] ?? [],
  );
  const topologies = names.map(async (name) => [name, await topology(files, `boundaries/${name}.topo.json`)] as const);
  return Object.fromEntries(await Promise.all(topologies));
}

/** Topologies read in this process, by path, with the text each was read from. */
const READ = new Map<string, { readonly text: string; readonly value: unknown }>();

/** A topology, parsed anew only when its file has changed: what is drawn of it is kept with it. */
async function topology(files: DefinitionFiles, path: string): Promise<unknown> {
  const now = await text(files, path);
  const known = READ.get(path);
  if (known?.text === now) return known.value;
  const value = await json(files, path);
  READ.set(path, { text: now, value });
  return value;
}

/** The bytes of every face of the page. */
export async function loadFonts(fonts: FontFiles): Promise<FontBytes> {
  const read = async (face: Face) => [face, await fonts.bytes(FACE_FILES[face])] as const;
  return Object.fromEntries(await Promise.all(FACES.map(read))) as Record<Face, Uint8Array>;
}

/** The labels of cells by dimension and key; a sheet's merged codes stand beside the list's own. */
export function labelsOf(
  codes: CodeLists,
  figures: readonly FigureDefinition[],
): Partial<Record<Dimension, CellLabels>> {
  const entries = DIMENSIONS.flatMap((dimension) => {
    const list = DIMENSION_SPECS[dimension].codes;
    if (!list) return [];
    const merged = figures.filter(({ by }) => by === dimension).flatMap(({ merge }) => merge);
    const labels = [...codes[list].codes, ...merged].map(({ key, label }) => [key, label] as const);
    return [[dimension, Object.fromEntries(labels)] as const];
  });
  return Object.fromEntries(entries);
}

/** The country of each state. */
export const stateCountries = (codes: CodeLists): Record<string, string> =>
  Object.fromEntries(codes.state.codes.map(({ key, group }) => [key, group ?? '']));
