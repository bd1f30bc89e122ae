import type { ExportFile, Source, TableMapping } from '../../definitions/hotline.ts';
import { fold } from '../../domain/codes.ts';

const ofTable = (mapping: TableMapping): Source[] => [
  ...mapping.where.map(({ source }) => source),
  ...mapping.columns.flatMap(({ origin }) => {
    if (origin.from === 'cells') return [origin.source];
    return origin.from === 'flags' ? origin.flags.map(({ source }) => source) : [];
  }),
];

/** What two mentions of the same column share, though their aliases differ. */
export const sourceKey = (source: Source): string => fold(source.heading);

/** Every column of a file that some table of it needs, once each; it is optional only where every mention says so. */
export function sourcesOf(file: ExportFile): Source[] {
  const merged = new Map<string, Source>();
  for (const source of file.tables.flatMap(ofTable)) {
    const other = merged.get(sourceKey(source));
    merged.set(sourceKey(source), {
      heading: other?.heading ?? source.heading,
      spellings: new Set([...(other?.spellings ?? []), ...source.spellings]),
      optional: source.optional && (other?.optional ?? true),
    });
  }
  return [...merged.values()];
}
