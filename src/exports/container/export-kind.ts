import type { ExportFile, Hotline } from '../../definitions/hotline.ts';
import { type Month, parseMonth } from '../../domain/month.ts';
import type { ExportKeyParts, ExportPlace } from '../../domain/object-keys.ts';
import type { Problem } from '../../domain/problem.ts';
import { nameMatcher } from '../../domain/text/name-pattern.ts';
import { type Detail, detailOf } from '../problems/detail-phrases.ts';
import { problem } from '../problems/problem.ts';

/** The containers in which an export can arrive. */
export type ExportKind = 'csv' | 'csv.gz' | 'xlsx' | 'zip';

/** The kind of an object, from its name alone. `stem` is the name without the kind's ending. */
export interface NamedFile {
  readonly kind: ExportKind;
  readonly stem: string;
}

const ENDINGS: readonly ExportKind[] = ['csv.gz', 'csv', 'xlsx', 'zip'];

/** Returns the kind and stem of a file name, or null if exports do not have such a name. Ignores case. */
export function namedFile(name: string): NamedFile | null {
  const kind = ENDINGS.find((ending) => name.toLowerCase().endsWith(`.${ending}`));
  return kind ? { kind, stem: name.slice(0, -kind.length - 1) } : null;
}

/**
 * Returns the file of a hotline with this stem (or sheet name), or null. Ignores case, accents, hyphens, underscores,
 * and spaces at the ends. The same name goes before a pattern, and a longer pattern before a shorter one.
 */
export function fileOf({ files }: Hotline, stem: string): ExportFile | null {
  const matches = files.flatMap((file) =>
    [file.stem, ...file.names].flatMap((name) => {
      const tier = nameMatcher([name])(stem);
      return tier === null ? [] : [{ file, tier, length: name.length }];
    }),
  );
  const [best] = matches.toSorted((a, b) => a.tier - b.tier || b.length - a.length);
  return best?.file ?? null;
}

/** An uploaded object, identified by its key. `file` is null for a workbook or archive, which may contain several. */
export interface IdentifiedExport {
  readonly key: string;
  readonly parts: ExportKeyParts;
  readonly hotline: Hotline;
  readonly month: Month;
  readonly kind: ExportKind;
  readonly file: ExportFile | null;
}

/** The detail for a name that no export has. */
export const NAME_EXPECTED = 'expected a name that ends in .csv, .csv.gz, .xlsx or .zip';

/**
 * Identifies the hotline, month and contents of an object by its key, before any byte is read.
 *
 * @returns the export, or the problem for which it is refused: `no-such-hotline`, `no-such-month` or `no-such-table`
 */
export function identifyExport(
  { key, parts }: ExportPlace,
  hotlines: ReadonlyMap<string, Hotline>,
): IdentifiedExport | Problem {
  if (!parts) return misplaced(key, hotlines);
  const hotline = hotlines.get(parts.hotline);
  if (!hotline)
    return problem('rejection', 'no-such-hotline', detailOf('known-hotlines', { hotlines: hotlineNames(hotlines) }));
  const month = parseMonth(parts.month);
  if (!month) return problem('rejection', 'no-such-month', 'expected a month as YYYY-MM, like 2017-07');
  const place = { key, parts, hotline, month };
  const named = namedFile(parts.file);
  if (!named) return problem('rejection', 'no-such-table', NAME_EXPECTED);
  if (named.kind === 'xlsx' || named.kind === 'zip') return { ...place, kind: named.kind, file: null };
  const file = fileOf(hotline, named.stem);
  if (!file) return problem('rejection', 'no-such-table', tablesOf(hotline));
  return { ...place, kind: named.kind, file };
}

const hotlineNames = (hotlines: ReadonlyMap<string, Hotline>): string => [...hotlines.keys()].join(', ');

/** Returns the detail that lists the tables of a hotline. */
export const tablesOf = (hotline: Hotline): Detail =>
  detailOf('tables', { hotline: hotline.id, tables: stems(hotline) });

/**
 * Returns the problem of the first wrong folder in the key of an object that is too high or too deep in the folders.
 */
function misplaced(key: string, hotlines: ReadonlyMap<string, Hotline>): Problem {
  const [hotline = '', month = ''] = key.split('/').slice(1, -1);
  if (!hotlines.has(hotline))
    return problem(
      'rejection',
      'no-such-hotline',
      detailOf('known-hotlines-and-place', { hotlines: hotlineNames(hotlines) }),
    );
  return problem(
    'rejection',
    parseMonth(month) ? 'no-such-table' : 'no-such-month',
    'expected exports/<hotline>/<YYYY-MM>/<table>.csv, .csv.gz, .xlsx, .zip',
  );
}

/** Returns the stems of a hotline's files, as messages list them. */
export const stems = (hotline: Hotline): string => hotline.files.map(({ stem }) => stem).join(', ');
