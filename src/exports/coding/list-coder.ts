import type { ColumnMapping, FlagWords, Source } from '../../definitions/hotline.ts';
import { UNKNOWN_CODE } from '../../domain/codes.ts';
import { type CodedList, codeFlag, codeList } from './code-values.ts';

/** Codes the cells of a multi-valued column's sources; a cell is null if the file lacks the column. */
export interface ListCoder {
  readonly sources: readonly Source[];
  code(cells: readonly (string | null)[]): CodedList;
}

/**
 * Returns the coder of one `codes` column. The column may consist of cells that are split and matched, of flag columns
 * that each represent a country, or of a constant. If empty cells mean `unknown` in the column, its list is never
 * empty.
 */
export function listCoder(mapping: ColumnMapping, words: FlagWords): ListCoder {
  const coder = originCoder(mapping, words);
  if (!mapping.column.emptyIsUnknown) return coder;
  return {
    sources: coder.sources,
    code(cells) {
      const coded = coder.code(cells);
      return coded.codes.length > 0 ? coded : { ...coded, codes: ['unknown'] };
    },
  };
}

function originCoder({ column, origin }: ColumnMapping, words: FlagWords): ListCoder {
  if (origin.from === 'flags') {
    const sources = origin.flags.map(({ source }) => source);
    return {
      sources,
      code: (cells) =>
        flaggedCountries(
          origin.flags.map(({ country }) => country),
          sources,
          cells,
          words,
        ),
    };
  }
  if (origin.from === 'cells' && origin.vocabulary && column.list) {
    const { source, vocabulary } = origin;
    const unknown = UNKNOWN_CODE[column.list];
    return { sources: [source], code: ([cell]) => codeList(cell ?? '', vocabulary, unknown, source.heading) };
  }
  const codes = origin.from === 'constant' ? [origin.value].flat().map(String).sort() : [];
  return { sources: [], code: () => ({ codes, form: codes.join('\n'), faults: [] }) };
}

function flaggedCountries(
  countries: readonly string[],
  sources: readonly Source[],
  cells: readonly (string | null)[],
  words: FlagWords,
): CodedList {
  const flags = sources.map(({ heading }, at) => {
    const cell = cells[at] ?? null;
    return cell === null ? { value: false, faults: [] } : codeFlag(cell, words, heading);
  });
  const codes = countries.filter((_country, at) => flags[at]?.value === true).sort();
  return {
    codes,
    form: flags.map(({ value }) => String(value)).join('\n'),
    faults: flags.flatMap(({ faults }) => faults),
  };
}
