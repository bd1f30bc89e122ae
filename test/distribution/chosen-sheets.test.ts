import { beforeAll, describe, expect, it } from 'vitest';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import { chosenSheets, type KnownSheets, writeSheets } from '../../src/distribution/list/chosen-sheets.ts';
import { readStakeholderList } from '../../src/distribution/list/stakeholder-list.ts';
import { availableSheets } from '../../src/steps/stakeholders/change-stakeholders.ts';
import { listErrorText } from '../../src/words/list-error-text.ts';
import { changedFiles } from '../definitions/changed-files.ts';

const WHOLE = 'us-mexico-border';
const FILES = changedFiles({
  [`templates/${WHOLE}/sheet.json`]: (json) => ({ ...json, family: { by: 'state' } }),
});
const of = (...codes: readonly string[]): string[] => codes.map((code) => `${WHOLE}--${code}`);

let known: KnownSheets;
beforeAll(async () => {
  known = await availableSheets(FILES, await loadDefinitions(FILES));
});

describe('the sheets in a cell', () => {
  it.each([
    ['us-mexico-border: Texas; Jalisco', of('us-tx', 'mx-jal')],
    ['us-mexico-border : texas,  JALISCO', of('us-tx', 'mx-jal')],
    ['us-mexico-border: Estado de México; State of Mexico; Edomex', of('mx-mex')],
    ['us-mexico-border: Nuevo Leon; New York, baja california sur', of('mx-nle', 'us-ny', 'mx-bcs')],
    ['us-mexico-border: MX-JAL; us-tx; us-mexico-border--us-ca', of('mx-jal', 'us-tx', 'us-ca')],
    ['us-mexico-border--us-tx us-mexico-border--mx-jal', of('us-tx', 'mx-jal')],
    ['linea-145; us-mexico-border; us-mexico-border: Texas', ['linea-145', WHOLE, ...of('us-tx')]],
    ['us-mexico-border: Texas; linea-145', [...of('us-tx'), 'linea-145']],
    ['us-mexico-border: all', of('*')],
    ['us-mexico-border: Texas; Todos', of('*')],
    ['us-mexico-border us-mexico-border--*', [WHOLE, ...of('*')]],
  ])('%j are %j', (cell, sheets) =>
    expect(chosenSheets(cell, known)).toEqual({ sheets, unknown: 0, unknownMembers: [] }),
  );

  it.each([
    ['us-mexico-border: Jalisko', { unknown: 0, unknownMembers: [{ family: WHOLE, nearest: ['Jalisco'] }] }],
    ['us-mexico-border: Ontario', { unknown: 0, unknownMembers: [{ family: WHOLE, nearest: [] }] }],
    ['linea-145: Texas', { unknown: 2, unknownMembers: [] }],
    ['us-mexico-border--us-pr-x, Texas', { unknown: 2, unknownMembers: [] }],
  ])('%j names what is unknown', (cell, wrong) => expect(chosenSheets(cell, known)).toMatchObject(wrong));

  it.each([
    [of('us-tx', 'mx-jal')],
    [[WHOLE, ...of('mx-mex', 'us-ny'), 'linea-145']],
    [[...of('*'), 'linea-145']],
    [[WHOLE]],
  ])('are read as they were written: %j', (sheets) => {
    for (const language of ['en', 'es'] as const) {
      const read = chosenSheets(writeSheets(sheets, known, language), known);
      expect(read.sheets.toSorted()).toEqual(sheets.toSorted());
    }
  });

  it('are written by name, in the language of the list', () => {
    expect(writeSheets([WHOLE, ...of('mx-mex', 'us-ny')], known, 'es')).toBe(
      'us-mexico-border; us-mexico-border: Estado de México; Nueva York',
    );
  });

  it('are refused with the line, the nearest name and what is allowed, and never what was written', () => {
    const csv = `name,email,language,sheets\nAna,ana@example.org,es,us-mexico-border: Jalisko Secreto; Tejas\n`;
    const { errors } = readStakeholderList(csv.replace('Jalisko Secreto', 'Jaliscoo'), known);
    const [first] = errors.map((error) => listErrorText(error, 'en'));
    expect(first).toMatch(
      /^line 2: did you mean Jalisco\? a name after us-mexico-border: is not that of one of its members; write all, or names such as Alabama, .+ …$/u,
    );
    expect(errors.map((error) => listErrorText(error, 'es')).join()).not.toMatch(/Jaliscoo|Tejas/u);
  });
});
