import { describe, expect, it } from 'vitest';
import { flagWords } from '../../src/definitions/flag-words.ts';
import { codeFlag } from '../../src/exports/coding/code-values.ts';
import { csv, hotline, lineaNacional, readerFixture, SIGNALS } from './reader-fixture.ts';

const { read } = readerFixture();
const YES = ['1', '1.0', 'TRUE', 'True', 'true', 'VERDADERO', 'Verdadero', 'VERDADEIRO'];
const NO = ['0', '0.0', 'FALSE', 'false', 'FALSO', 'Falso'];

describe('a yes-or-no cell', () => {
  it.each(['nhth', 'linea-nacional', 'linea-145'])(
    'of %s is read as spreadsheets write it, and in its own words',
    (id) => {
      const { flags } = hotline(id);
      for (const cell of YES) expect(codeFlag(cell, flags, 'x'), cell).toEqual({ value: true, problems: [] });
      for (const cell of NO) expect(codeFlag(cell, flags, 'x'), cell).toEqual({ value: false, problems: [] });
      expect(codeFlag('No', flags, 'x').value).toBe(false);
      for (const cell of ['', 'N/A', '2', '-1', 'x', 'T', 'V', 'maybe'])
        expect(codeFlag(cell, flags, 'x').problems, cell).toMatchObject([
          { code: 'flag-unreadable', severity: 'error' },
        ]);
    },
  );

  it('is read by the words of a hotline where they conflict', () => {
    const words = flagWords({ yes: ['0'], no: ['1', 'verdadero'] });
    expect(['0', '1', 'VERDADERO', 'TRUE', 'FALSE'].map((cell) => codeFlag(cell, words, 'x').value)).toEqual([
      true,
      false,
      false,
      true,
      false,
    ]);
  });

  it('is read in a complete file of either line', async () => {
    const cells = ['VERDADERO', 'FALSO', 'TRUE', 'FALSE', '1', '0'];
    const headings =
      'Folio del reporte;Fecha de recepción;Línea;Medio de contacto;Relacionado con trata;Relacionado con México;Folio del caso';
    const rows = cells.map((cell, at) => `R-${at};04/07/2017;LNCTP;Teléfono;${cell};${cell};`);
    const mexican = await read('reportes.csv', csv(headings, ...rows), { hotline: lineaNacional });
    const other = await read(
      'signals.csv',
      csv(SIGNALS, ...cells.map((cell, at) => `S-${at},2017-07-04,NHTH,Phone,${cell},${cell},`)),
    );
    for (const { found, facts } of [mexican, other]) {
      expect(found).toEqual([]);
      expect((await facts()).map(({ trafficking_related, nexus }) => [trafficking_related, String(nexus)])).toEqual(
        [1, 0, 1, 0, 1, 0].map((says) => [says === 1, says === 1 ? 'MX' : '']),
      );
    }
  });
});
