import { describe, expect, it } from 'vitest';
import { sheetCodes } from '../../src/definitions/code-scope.ts';
import { type Definitions, loadDefinitions } from '../../src/definitions/load-definitions.ts';
import type { Code } from '../../src/domain/codes.ts';
import type { Day } from '../../src/domain/month.ts';
import { countFigures } from '../../src/figures/count-figures.ts';
import { gatherPopulation } from '../../src/figures/population.ts';
import { withFacts } from '../facts/facts-in-engine.ts';
import { parse, sheetJson } from '../figures/sheets.ts';
import { type Changes, changedFiles } from './changed-files.ts';

const FIFTH = { key: 'fifth', label: { en: 'Fifth', es: 'Quinto' }, aliases: ['fifth', 'Quinto'] };

const withCode =
  (list: string, ...codes: object[]): Changes[string] =>
  (json) => ({ ...json, name: list, codes: [...json.codes, ...codes] });

const load = (changes: Changes): Promise<Definitions> => loadDefinitions(changedFiles(changes));

/** Returns the cells of victims by gender in a sheet of one hotline. */
async function genders(definitions: Definitions, hotline: string, ...written: string[]): Promise<unknown[]> {
  const own = definitions.hotlines.get(hotline);
  const sheet = parse(
    sheetJson({ hotlines: [hotline], figures: [{ id: 'g', counts: 'victims', by: 'gender' }], population: {} }),
  );
  const victims = written.map((gender, at) => ({ hotline, victim_id: `${at}`, case_id: 'a', gender }));
  return withFacts({ cases: [{ hotline, case_id: 'a' }], victims }, async (engine) => {
    const through = '2016-12-31' as Day;
    await gatherPopulation(engine, sheet, through);
    const codes = sheetCodes(definitions.codes, own ? [own] : []);
    const [figure] = await countFigures(engine, { sheet, through, codes });
    return figure?.cells.map(({ key, count }) => `${key} ${count}`) ?? [];
  });
}

const STANDARD = ['male 0', 'female 1', 'gender-minority 0', 'unknown 0'];

describe('a code that is added to a shared list', () => {
  it('does not change the figures of a hotline that does not name it, unless it writes the code', async () => {
    const definitions = await load({
      'codes/gender.json': withCode('gender', FIFTH),
      'hotlines/nhth.json': (json) => ({ ...json, codes: { ...json.codes, gender: { fifth: ['Both'] } } }),
    });
    expect(await genders(definitions, 'linea-145', 'female')).toEqual(STANDARD);
    expect(await genders(definitions, 'linea-145', 'female', 'fifth')).toEqual([...STANDARD, 'fifth 1']);
    expect(await genders(definitions, 'nhth', 'female')).toEqual([...STANDARD, 'fifth 0']);
  });

  it('exists only for the hotlines that it lists', async () => {
    const before = await load({});
    const now = await load({ 'codes/gender.json': withCode('gender', { ...FIFTH, hotlines: ['nhth'] }) });
    expect(now.hotlines.get('linea-145')?.version).toBe(before.hotlines.get('linea-145')?.version);
    expect(now.hotlines.get('nhth')?.version).not.toBe(before.hotlines.get('nhth')?.version);
    expect(await genders(now, 'nhth', 'female')).toEqual([...STANDARD, 'fifth 0']);
    const named = load({
      'codes/gender.json': withCode('gender', { ...FIFTH, hotlines: ['nhth'] }),
      'hotlines/linea-145.json': (json) => ({ ...json, codes: { ...json.codes, gender: { fifth: ['Ambos'] } } }),
    });
    await expect(named).rejects.toThrow('hotlines/linea-145.json: codes.gender: "fifth" is not a code of gender');
  });

  it('must list installed hotlines', async () => {
    const wrong = load({ 'codes/gender.json': withCode('gender', { ...FIFTH, hotlines: ['nht'] }) });
    await expect(wrong).rejects.toThrow(
      'codes/gender.json: codes[4] (fifth): hotlines: there is no hotline "nht"; the hotlines are',
    );
  });
});

describe('a spelling', () => {
  it('has one code in a list, whatever the groups and hotlines', async () => {
    const venue = (code: Partial<Code>): Promise<unknown> =>
      load({
        'codes/venue.json': withCode(
          'venue',
          { key: 'corner', label: { en: 'Corner', es: 'Esquina' }, aliases: [], hotlines: ['nhth'] },
          { key: 'x', label: { en: 'X', es: 'X' }, ...code },
        ),
      });
    await expect(venue({ aliases: ['Street-based'], group: 'place' })).rejects.toThrow(
      'codes/venue.json: codes[19] (x): "street-based" already means "street"',
    );
    await expect(venue({ aliases: ['Corner'], hotlines: ['nhth', 'linea-145'] })).rejects.toThrow('means "corner"');
    await expect(venue({ aliases: ['Corner'], hotlines: ['linea-145'] })).resolves.toBeDefined();
  });
});
