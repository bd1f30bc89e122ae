import { type CodeLists, findOwnList } from '../../domain/codes.ts';
import type { StarterTexts } from '../../words/starter/starter-texts.ts';
import type { FigureJson } from './suggest-figures.ts';

/** Where the words of a sheet come from, besides its first texts. */
interface Source {
  readonly codes: CodeLists;
  readonly language: string;
}

/** Returns the first words of a sheet with those of its figures: what each is by, and what it counts. */
export function sheetWords(
  { words, heads, units, peopleNote }: StarterTexts,
  figures: readonly FigureJson[],
  source: Source,
): Readonly<Record<string, string>> {
  const ofFigures = figures.flatMap(({ id, counts, by }): (readonly [string, string])[] => {
    if (by === undefined) return [];
    return [
      [`${id}.head`, headOf(heads, by, source)],
      [`${id}.unit`, units[counts].replace('{total}', `{${id}}`)],
    ];
  });
  const people = (['victims', 'traffickers'] as const).map((table) => {
    const hasNations = figures.some(({ counts, by }) => counts === table && by === 'nationality');
    return [`${table}.note`, hasNations ? peopleNote.nationalities : peopleNote.others] as const;
  });
  return { ...Object.fromEntries([...ofFigures, ...people]), ...words };
}

function headOf(heads: StarterTexts['heads'], by: string, { codes, language }: Source): string {
  const list = findOwnList(codes, by);
  if (list) return Object.entries(list.label).find(([key]) => key === language)?.[1] ?? by;
  return Object.entries(heads).find(([name]) => name === by)?.[1] ?? by;
}
