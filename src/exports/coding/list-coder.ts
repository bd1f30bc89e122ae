import type { ColumnMapping, Source } from '../../definitions/hotline.ts';
import type { UnknownCode } from '../../domain/codes.ts';
import { unknownCode } from '../../domain/facts-columns.ts';
import { type CodedList, codeList } from './code-values.ts';
import { type FlagsOrigin, flagCells, flagsHeading } from './flag-cells.ts';

/** Codes the cells of a multi-valued column's sources; a cell is null if the file lacks the column. */
export interface ListCoder {
  readonly sources: readonly Source[];
  code(cells: readonly (string | null)[]): CodedList;
}

/**
 * Returns the coder of one `codes` column. The column may consist of cells that are split and matched, of flag columns
 * that each represent a code, or of a constant. If empty cells mean `unknown` in the column, its list is never
 * empty.
 */
export function listCoder(mapping: ColumnMapping): ListCoder {
  const coder = originCoder(mapping);
  if (!mapping.column.emptyIsUnknown) return coder;
  return {
    sources: coder.sources,
    code(cells) {
      const coded = coder.code(cells);
      return coded.codes.length > 0 ? coded : { ...coded, codes: ['unknown'] };
    },
  };
}

function originCoder({ column, origin }: ColumnMapping): ListCoder {
  if (origin.from === 'flags') return flagsCoder(origin, unknownCode(column));
  if (origin.from === 'cells' && origin.vocabulary && column.list) {
    const { source, vocabulary } = origin;
    const unknown = unknownCode(column);
    return { sources: [source], code: ([cell]) => codeList(cell ?? '', vocabulary, unknown, source.heading) };
  }
  const codes = origin.from === 'constant' ? [origin.value].flat().map(String).sort() : [];
  return { sources: [], code: () => ({ codes, form: codes.join('\n'), problems: [] }) };
}

function flagsCoder(origin: FlagsOrigin, unknown: UnknownCode | null): ListCoder {
  return {
    sources: origin.flags.map(({ source }) => source),
    code(cells) {
      const { cell, problems } = flagCells(origin, cells);
      const coded = codeList(cell, origin.vocabulary, unknown, flagsHeading(origin));
      return { ...coded, problems: [...problems, ...coded.problems] };
    },
  };
}
