import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { beforeAll, describe, expect, it } from 'vitest';
import { type ReadFile, readAll } from './naive-reading.ts';
import { recount } from './naive-recount.ts';

type Row = Record<string, string>;
let files: ReadFile[];

beforeAll(async () => {
  files = await readAll(join(fileURLToPath(new URL('../../samples/', import.meta.url)), 'exports'));
});

/** Returns the totals of the samples after every row was changed or omitted. */
function totalsWith(change: (row: Row, file: ReadFile) => Row | null): (number | undefined)[] {
  const changed = files
    .toSorted((a, b) => a.month.localeCompare(b.month))
    .map((file) => ({ ...file, rows: file.rows.map((row) => change(row, file)).filter((row) => row !== null) }));
  const { figures } = recount(changed);
  return ['signals', 'cases', 'victims', 'traffickers'].map((id) => figures[id]?.total);
}

const idOf = (row: Row, file: ReadFile): string => {
  const heading = file.headings.find((text) => / id$|^folio de(l|la|) (reporte|victima|tratante)/.test(text));
  return row[heading ?? file.headings.find((text) => /^(case number|folio del caso)$/.test(text))!]!;
};

describe('a count that breaks a rule comes out at other totals', () => {
  const right = [1189, 727, 1257, 982];

  it('and the rules themselves at the published ones', () => {
    expect(totalsWith((row) => row)).toEqual(right);
  });

  it('when links between hotlines are not followed', () => {
    const totals = totalsWith((row) => ({
      ...row,
      'partner case number': '',
      'folio del caso en la linea asociada': '',
    }));
    expect(totals[0]).toBe(1189);
    expect(totals[1]).toBeGreaterThan(727);
    expect(totals[2]).toBeGreaterThan(1257);
  });

  it('when links are followed from one side only', () => {
    expect(totalsWith((row) => ({ ...row, 'partner case number': '' }))[1]).toBeGreaterThan(727);
    expect(totalsWith((row) => ({ ...row, 'folio del caso en la linea asociada': '' }))[1]).toBeGreaterThan(727);
  });

  it('when the first version of a record counts instead of the last', () => {
    const seen = new Map<string, string>();
    const totals = totalsWith((row, file) => {
      const key = `${file.hotline} ${file.stem} ${idOf(row, file)}`;
      if ((seen.get(key) ?? file.month) !== file.month) return null;
      seen.set(key, file.month);
      return row;
    });
    for (const [at, total] of totals.entries()) expect(total).not.toBe(right[at]);
  });

  it('when ids lose their leading zeros', () => {
    const totals = totalsWith((row, file) =>
      file.stem === 'victims' ? { ...row, 'victim id': row['victim id']!.replace(/^0+/, '') } : row,
    );
    expect(totals[2]).toBeLessThan(1257);
  });

  it('when cases exploited elsewhere count too', () => {
    const totals = totalsWith((row) => ({ ...row, 'country of exploitation': '', 'pais de explotacion': 'MX' }));
    expect(totals[1]).not.toBe(727);
  });
});
