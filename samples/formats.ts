import type { Month } from '../src/domain/month.ts';
import type { Table } from '../src/domain/tables.ts';
import { MONTHS } from './calendar.ts';
import { itemAt } from './random.ts';
import type { Hotline } from './records.ts';
import type { DateStyle } from './spelling.ts';

/** How one file is written: everything about it except its records. */
export interface FileFormat {
  readonly encoding: 'utf-8' | 'utf-8-bom' | 'windows-1252';
  readonly delimiter: ',' | ';';
  readonly listSeparator: ';' | '|';
  readonly newline: '\n' | '\r\n';
  readonly dates: readonly DateStyle[];
  readonly flags: readonly [yes: string, no: string];
  readonly headings: HeadingStyle;
  readonly quoteAll: boolean;
  /** Columns that no mapping names: names, telephone numbers, narratives. */
  readonly personalColumns: boolean;
  /** The columns are in another order than in the contract. */
  readonly reordered: boolean;
  readonly footer: FooterStyle;
  readonly packing: 'plain' | 'gzip' | 'zip' | 'workbook';
}

export type HeadingStyle = 'plain' | 'upper' | 'lower' | 'spaced' | 'unaccented';

/** The lines after the records of a Salesforce report: none, bare, quoted, or quoted after a record count. */
export type FooterStyle = 'none' | 'bare' | 'quoted' | 'grand-totals';

/** Returns the format of one table of one hotline's month. */
export function formatOf(hotline: Hotline, month: Month, table: Table): FileFormat {
  const at = MONTHS.indexOf(month);
  return hotline === 'nhth' ? ofNhth(at, month) : ofLineaNacional(at, month, table);
}

function ofNhth(at: number, month: Month): FileFormat {
  return {
    encoding: at % 5 === 1 ? 'utf-8-bom' : 'utf-8',
    delimiter: ',',
    listSeparator: ';',
    newline: at % 2 === 0 ? '\r\n' : '\n',
    dates: month === WORKBOOK ? ['iso'] : itemAt(NHTH_DATES, at % 5),
    flags: itemAt<readonly [string, string]>(
      [
        ['Yes', 'No'],
        ['Yes', 'No'],
        ['TRUE', 'FALSE'],
        ['1', '0'],
      ],
      at % 4,
    ),
    headings: itemAt<HeadingStyle>(['plain', 'plain', 'plain', 'upper', 'plain', 'spaced', 'lower'], at % 7),
    quoteAll: at % 6 >= 4,
    personalColumns: at % 4 === 1,
    reordered: at % 6 === 3,
    footer: itemAt<FooterStyle>(['grand-totals', 'none', 'bare', 'none', 'quoted', 'grand-totals'], at % 6),
    packing: packingOf(month, { gzip: '2016-06', zip: '2016-09', workbook: WORKBOOK }),
  };
}

function ofLineaNacional(at: number, month: Month, table: Table): FileFormat {
  const semicolons = at % 4 < 2;
  return {
    encoding: itemAt<FileFormat['encoding']>(['utf-8', 'windows-1252', 'windows-1252', 'utf-8-bom'], at % 4),
    delimiter: semicolons ? ';' : ',',
    listSeparator: semicolons && at % 8 < 2 ? '|' : ';',
    newline: at % 3 === 0 ? '\n' : '\r\n',
    dates: at % 6 === 5 ? ['latin-time'] : ['latin'],
    flags: at % 5 === 4 ? ['SI', 'NO'] : ['Sí', 'No'],
    headings: itemAt<HeadingStyle>(['plain', 'plain', 'unaccented', 'plain', 'upper', 'spaced', 'plain'], at % 7),
    quoteAll: at % 7 === 6,
    personalColumns: at % 5 === 2,
    reordered: at % 7 === 4,
    footer: 'none',
    packing: table === 'cases' ? packingOf(month, { gzip: '2017-02' }) : 'plain',
  };
}

/** The month that nhth delivers as one workbook; its dates are not text. */
const WORKBOOK = '2017-01';

const NHTH_DATES: readonly (readonly DateStyle[])[] = [
  ['iso'],
  ['us'],
  ['iso', 'us'],
  ['us-time'],
  ['iso', 'iso-time'],
];

/** Returns the packing of this month, if it is packed. */
function packingOf(month: Month, packed: Readonly<Record<string, string>>): FileFormat['packing'] {
  const packings: FileFormat['packing'][] = ['gzip', 'zip', 'workbook'];
  return packings.find((packing) => packed[packing] === month) ?? 'plain';
}
