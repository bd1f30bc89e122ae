import { memberSheets } from '../../../src/definitions/family-members.ts';
import type { Hotline } from '../../../src/definitions/hotline.ts';
import { parseHotline } from '../../../src/definitions/hotline-definition.ts';
import type { CodeLists } from '../../../src/domain/codes.ts';
import { extraColumnsOf } from '../../../src/domain/dimensions.ts';
import type { Engine } from '../../../src/domain/engine.ts';
import type { CountedFigure } from '../../../src/domain/figure.ts';
import type { Day } from '../../../src/domain/month.ts';
import { TABLES, type Table } from '../../../src/domain/tables.ts';
import { openFacts } from '../../../src/facts/open-facts.ts';
import { countFigures, countMembers } from '../../../src/figures/count-figures.ts';
import { gatherPopulation } from '../../../src/figures/population.ts';
import { CODES } from '../../current-codes.ts';
import { parse, sheetJson } from '../../figures/sheets.ts';
import { codes, type Reading } from '../reader-fixture.ts';

type Json = Readonly<Record<string, unknown>>;

/** Returns an invented hotline with these files; `changes` replaces other keys of its definition. */
export const mapped = (files: Json, changes: Json = {}, lists: CodeLists = codes): Hotline =>
  parseHotline(
    {
      id: 'nhth',
      name: { en: 'Invented hotline', es: 'Línea inventada' },
      label: { en: 'Invented', es: 'Inventada' },
      lines: [{ key: 'line', label: { en: 'Line', es: 'Línea' } }],
      encodings: ['utf-8', 'windows-1252'],
      separators: [','],
      valueSeparators: [';'],
      dateFormats: ['YYYY-MM-DD'],
      flags: { yes: ['Yes'], no: ['No'] },
      combine: { type: [{ of: ['sex', 'labor'], is: 'sex-and-labor' }] },
      files,
      ...changes,
    },
    'hotlines/nhth.json',
    lists,
  );

/** A table of cases with only the columns that it must have. */
export const CASES_OF_MEXICO: Json = {
  opened_on: { heading: 'Date' },
  countries: { constant: ['MX'] },
  nexus: { constant: ['MX'] },
};

/** Counts the figures of a sheet over the facts of these readings, through a day. */
export async function figuresOf(
  engine: Engine,
  readings: readonly Reading[],
  figures: readonly Json[],
  options: SheetOptions = {},
): Promise<CountedFigure[]> {
  const counting = await gathered(engine, readings, figures, options);
  return countFigures(engine, counting);
}

/** Counts the figures of each member of a sheet's family over the facts of these readings, by the member's code. */
export async function figuresOfMembers(
  engine: Engine,
  readings: readonly Reading[],
  figures: readonly Json[],
  options: SheetOptions = {},
): Promise<Map<string, CountedFigure[]>> {
  const counting = await gathered(engine, readings, figures, options);
  const members = memberSheets(counting.sheet);
  const counted = await countMembers(engine, counting, members);
  return new Map(members.map(({ id, member = '' }) => [member, counted.get(id) ?? []]));
}

interface SheetOptions {
  readonly through?: string;
  readonly from?: string;
  readonly lists?: CodeLists;
  /** Other keys of the sheet. */
  readonly more?: Json;
}

async function gathered(
  engine: Engine,
  readings: readonly Reading[],
  figures: readonly Json[],
  { through = '2018-12-31', from = '2018-01-01', lists = CODES, more = {} }: SheetOptions,
) {
  const facts = readings.flatMap(({ files }) => files.flatMap((file) => file.facts));
  const paths = (table: Table): string[] => facts.filter((file) => file.table === table).map(({ path }) => path);
  const sheet = parse(sheetJson({ figures, period: { from }, ...more }), lists);
  const files = Object.fromEntries(TABLES.map((table) => [table, paths(table)])) as Record<Table, string[]>;
  await openFacts(engine, files, extraColumnsOf(sheet));
  await gatherPopulation(engine, sheet, through as Day);
  return { sheet, through: through as Day, codes: lists };
}

/** Returns a figure as `key count` per cell, with the total first. */
export const counted = (figure: CountedFigure | undefined): string[] => [
  `total ${figure?.total}`,
  ...(figure?.cells ?? []).filter(({ count }) => count > 0).map(({ key, count }) => `${key} ${count}`),
];
