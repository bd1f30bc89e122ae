import type { ColumnOrigin, ExportFile, Source, TableMapping } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';

/** Returns every column of the file that a table needs; some may occur twice. */
export const tableSources = (mapping: TableMapping): Source[] => [
  ...mapping.where.map(({ source }) => source),
  ...(mapping.count ? [mapping.count] : []),
  ...mapping.present,
  ...mapping.columns.flatMap(({ origin }) => {
    if (origin.from === 'cells') return origin.at ? [origin.source, origin.at.source] : [origin.source];
    if (origin.from === 'joined') return origin.sources;
    return origin.from === 'flags' ? origin.flags.map(({ source }) => source) : [];
  }),
];

/** Returns the key that two mentions of the same column share, even if their aliases differ. */
export const sourceKey = (source: Source): string => fold(source.heading);

/**
 * Returns every column that some table of a file needs, once each. A column is optional only if every mention says so.
 */
export function sourcesOf(file: ExportFile): Source[] {
  const merged = new Map<string, Source>();
  for (const source of file.tables.flatMap(tableSources)) {
    const other = merged.get(sourceKey(source));
    merged.set(sourceKey(source), {
      heading: other?.heading ?? source.heading,
      spellings: new Set([...(other?.spellings ?? []), ...source.spellings]),
      optional: source.optional && (other?.optional ?? true),
    });
  }
  return [...merged.values()];
}

/** Returns the columns of which an id consists; empty for the row itself, or without an id. */
export function idSources(origin: ColumnOrigin): readonly Source[] {
  if (origin.from === 'cells') return [origin.source];
  return origin.from === 'joined' ? origin.sources : [];
}
