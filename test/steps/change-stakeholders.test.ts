import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions } from '../../src/definitions/load-definitions.ts';
import { chosenSheets } from '../../src/distribution/list/chosen-sheets.ts';
import type { Stakeholder, WrittenEntry } from '../../src/domain/stakeholder.ts';
import {
  addStakeholder,
  availableSheets,
  changeStakeholder,
  importStakeholders,
} from '../../src/steps/stakeholders/change-stakeholders.ts';
import { withSheet } from '../definitions/with-sheet.ts';
import { openStateFixture, type StateFixture } from './state-fixture.ts';

const ANA: WrittenEntry = {
  name: 'Ana',
  email: 'ana@example.org',
  organisation: '',
  language: 'es',
  sheets: 'us-mexico-border',
  delivery: 'link',
};
const LIST = 'name,email,organisation,language,sheets,delivery\nAna,ana@example.org,,es,us-mexico-border,link\n';

let fixture: StateFixture;
let known: Awaited<ReturnType<typeof availableSheets>>;
beforeEach(async () => {
  fixture = await openStateFixture();
  known = await availableSheets(openDefinitions(), fixture.definitions);
});
afterEach(() => fixture.close());

const all = () => fixture.effects.stakeholders.all();
const load = (csv: string) => importStakeholders(fixture.effects, csv, known);

describe('keeping stakeholders', () => {
  it('takes the name of a country for no member, although exports may write so for a state', async () => {
    const files = withSheet('border-states', { related: ['us-mexico-border'], family: { by: 'state' } });
    const sheets = await availableSheets(files, await loadDefinitions(files));
    const read = (names: string) => chosenSheets(`border-states: ${names}`, sheets);
    expect(read('Estado de México; Edomex; MX-MEX').sheets).toEqual(['border-states--mx-mex']);
    expect(read('Georgia').sheets).toEqual(['border-states--us-ga']);
    const mexico = read('Mexico');
    expect(mexico.sheets).toEqual([]);
    expect(mexico.unknownMembers).toMatchObject([{ family: 'border-states' }]);
  });

  it('adds, changes and leaves alone; an import keeps what a person did to the status', async () => {
    expect(await load(LIST)).toMatchObject({ added: 1, changed: 0, unchanged: 0, left: [] });
    await changeStakeholder(fixture.effects, 'Ana@Example.org', 'pause');
    expect(await load(LIST)).toMatchObject({ added: 0, unchanged: 1 });
    expect(await load(LIST.replace('link', 'attachment'))).toMatchObject({ changed: 1 });
    expect(await all()).toMatchObject([{ status: 'paused', delivery: 'attachment', generation: 3 }]);
    await changeStakeholder(fixture.effects, 'ana@example.org', 'resume');
    expect(await all()).toMatchObject([{ status: 'active' }]);
  });

  it('writes nothing of a list with one wrong line', async () => {
    await expect(load(`${LIST}Bo,bo,,en,us-mexico-border,link\n`)).rejects.toMatchObject({
      name: 'StakeholdersInvalid',
      message: expect.stringMatching(/line 3: email is not a valid address/),
    });
    expect(await all()).toEqual([]);
  });

  it('keeps nothing of who left but a hash, and lets no import bring them back', async () => {
    await load(LIST);
    const [before] = (await all()) as Stakeholder[];
    await changeStakeholder(fixture.effects, 'ana@example.org', 'remove');
    expect(await all()).toEqual([{ id: before?.id, generation: 2, status: 'left', changedAt: expect.any(String) }]);
    expect(await load(LIST)).toMatchObject({ added: 0, left: [2] });
    await expect(addStakeholder(fixture.effects, ANA, known, false)).rejects.toThrow(/left; if they ask for it again/);
    expect(await addStakeholder(fixture.effects, ANA, known, true)).toBe('added');
    expect(await all()).toMatchObject([{ status: 'active', address: 'ana@example.org' }]);
  });

  it('loses no write of two at once', async () => {
    await load(LIST);
    await Promise.all([
      load(LIST.replace('link', 'attachment')),
      changeStakeholder(fixture.effects, 'ana@example.org', 'pause'),
    ]);
    expect(await all()).toMatchObject([{ status: 'paused', delivery: 'attachment', generation: 3 }]);
  });

  it('says when no one has an address, without repeating it', async () => {
    const failure = await changeStakeholder(fixture.effects, 'bo@example.org', 'remove').catch((error) => error);
    expect(failure).toMatchObject({
      name: 'StakeholdersInvalid',
      message: 'this address is not on the list; nothing was changed',
    });
    await expect(changeStakeholder(fixture.effects, 'bo', 'pause')).rejects.toThrow(/^that is not a valid address/);
    expect(failure.message).not.toContain('bo@');
  });
});
