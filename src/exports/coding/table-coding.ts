import type { ColumnMapping, Hotline, TableMapping } from '../../definitions/hotline.ts';
import type { UnknownCode } from '../../domain/codes.ts';
import { type FactColumn, unknownCode } from '../../domain/facts-columns.ts';
import { type CellCoding, type Coded, type CodingContext, error } from './cell-coding.ts';
import { birthCoder, codeAge } from './code-age.ts';
import { countCoding } from './code-count.ts';
import { type CodedPlaces, codePlaces } from './code-places.ts';
import { codeCell, codeFlag } from './code-values.ts';
import { dateCoding } from './date-coding.ts';
import { type FlagsOrigin, flagCells, flagsHeading } from './flag-cells.ts';
import { type ListCoder, listCoder } from './list-coder.ts';

/** Returns the codings of a table's columns, except those of ids. States and countries share one coding. */
export function tableCodings(mapping: TableMapping, hotline: Hotline, context: CodingContext): CellCoding[] {
  const states = mapping.columns.find(({ column }) => column.name === 'states');
  const countries = mapping.columns.find(({ column }) => column.name === 'countries');
  const alone = mapping.columns.filter((entry) => !(states && countries) || (entry !== states && entry !== countries));
  const codings = alone.flatMap((entry) => columnCoding(entry, hotline, context) ?? []);
  const places = states && countries ? [placeCoding(states, listCoder(countries), countries)] : [];
  const all = [...codings, ...places, ...(mapping.count ? [countCoding(mapping.count, hotline.notKnown)] : [])];
  return all.map((coding) => holdsOne(coding, mapping));
}

/** Wraps a coding so that several values are an error if the hotline's file declares that a column contains one. */
function holdsOne(coding: CellCoding, { columns }: TableMapping): CellCoding {
  const singles = coding.columns.map((column) => {
    const origin = columns.find((entry) => entry.column === column)?.origin;
    return origin?.from === 'cells' && origin.oneValue ? origin.source.heading : null;
  });
  if (singles.every((heading) => heading === null)) return coding;
  return {
    ...coding,
    code(cells) {
      const coded = coding.code(cells);
      const problems = singles.flatMap((heading, at) => {
        const values = coded.values[at];
        const count = Array.isArray(values) ? values.length : 0;
        const own = coding.sources.findIndex((source) => source.heading === heading);
        return heading !== null && count > 1
          ? [error('several-values', heading, `${count} values in a column of one`, cells[own] ?? '')]
          : [];
      });
      return { ...coded, problems: [...coded.problems, ...problems] };
    },
  };
}

function columnCoding(mapping: ColumnMapping, hotline: Hotline, context: CodingContext): CellCoding | null {
  switch (mapping.column.holds) {
    case 'date':
      return dateCoding(mapping, hotline, context);
    case 'flag':
      return flagCoding(mapping);
    case 'codes':
      return listCoding(mapping, listCoder(mapping));
    case 'code':
    case 'age':
    case 'line':
      return codeCoding(mapping, hotline);
    case 'own-id':
    case 'link':
    case 'reference':
    case 'count':
      return null; // ids are hashed, not coded; the count of a row is coded once per table
  }
}

/** Returns the coding of a column with the same value in every row. */
function constantCoding({ column, origin }: ColumnMapping, otherwise: string | null): CellCoding {
  const value = origin.from === 'constant' ? origin.value : otherwise;
  return { columns: [column], sources: [], code: () => ({ values: [value], form: '', problems: [] }) };
}

function flagCoding(mapping: ColumnMapping): CellCoding {
  const { column, origin } = mapping;
  if (origin.from !== 'cells') return constantCoding(mapping, null);
  const { source, words } = origin;
  return {
    columns: [column],
    sources: [source],
    code([cell]) {
      const { value, problems } = codeFlag(cell ?? '', words, source.heading);
      return { values: [value], form: String(value), problems };
    },
  };
}

/**
 * Returns the coding of a column with one code per cell. If a hotline has only one line, it is the line of every record
 * that names none.
 */
function codeCoding(mapping: ColumnMapping, hotline: Hotline): CellCoding {
  const { column, origin } = mapping;
  const { lines } = hotline;
  const onlyLine = column.holds === 'line' && lines.length === 1 ? (lines[0]?.key ?? null) : null;
  const unknown = unknownCode(column) ?? 'unknown';
  if (origin.from === 'flags') return codeFlagsCoding(column, origin, unknown, onlyLine);
  if (origin.from !== 'cells' || !origin.vocabulary) return constantCoding(mapping, onlyLine ?? unknown);
  const { source, vocabulary, at } = origin;
  const codeBirth = birthCoder(origin, hotline, unknown);
  if (at && codeBirth)
    return {
      columns: [column],
      sources: [source, at.source],
      code([birth, date]): Coded {
        const { code, form, problems } = codeBirth(birth ?? '', date ?? '');
        return { values: [code], form, problems };
      },
    };
  const coder = column.holds === 'age' ? codeAge : codeCell;
  return {
    columns: [column],
    sources: [source],
    code([cell]): Coded {
      const coded = coder(cell ?? '', vocabulary, unknown, source.heading);
      const isEmpty = (cell ?? '') === '';
      return {
        values: [isEmpty && onlyLine !== null ? onlyLine : coded.code],
        form: coded.form,
        problems: coded.problems,
      };
    },
  };
}

/** Several flags that are true combine as several values of one cell do; without a combination they are unknown. */
function codeFlagsCoding(
  column: FactColumn,
  origin: FlagsOrigin,
  unknown: UnknownCode,
  onlyLine: string | null,
): CellCoding {
  return {
    columns: [column],
    sources: origin.flags.map(({ source }) => source),
    code(cells): Coded {
      const { cell, problems } = flagCells(origin, cells);
      const coded = codeCell(cell, origin.vocabulary, unknown, flagsHeading(origin));
      const value = cell === '' && onlyLine !== null ? onlyLine : coded.code;
      return { values: [value], form: coded.form, problems: [...problems, ...coded.problems] };
    },
  };
}

function listCoding({ column }: ColumnMapping, coder: ListCoder): CellCoding {
  return {
    columns: [column],
    sources: coder.sources,
    code(cells) {
      const { codes, form, problems } = coder.code(cells);
      return { values: [codes], form, problems };
    },
  };
}

function placeCoding(states: ColumnMapping, coder: ListCoder, countries: ColumnMapping): CellCoding {
  const { column, origin } = states;
  const columns = [column, countries.column];
  if (origin.from === 'flags') {
    const flagged = origin.flags.map(({ source }) => source);
    return {
      columns,
      sources: [...flagged, ...coder.sources],
      code(cells) {
        const { cell, problems } = flagCells(origin, cells.slice(0, flagged.length));
        const others = coder.code(cells.slice(flagged.length));
        const places = codePlaces(cell, origin.vocabulary, flagsHeading(origin), others);
        return codedPlaces({ ...places, problems: [...problems, ...places.problems] });
      },
    };
  }
  if (origin.from !== 'cells' || !origin.vocabulary) {
    const given = origin.from === 'constant' ? [origin.value].flat().map(String).sort() : [];
    return {
      columns,
      sources: coder.sources,
      code(cells) {
        const { codes, form, problems } = coder.code(cells);
        return { values: [given, codes], form, problems };
      },
    };
  }
  const { source, vocabulary } = origin;
  return {
    columns,
    sources: [source, ...coder.sources],
    code: ([cell, ...rest]) => codedPlaces(codePlaces(cell ?? '', vocabulary, source.heading, coder.code(rest))),
  };
}

const codedPlaces = ({ states, countries, form, problems }: CodedPlaces): Coded => ({
  values: [states, countries],
  form,
  problems,
});
