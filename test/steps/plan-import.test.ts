import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { writeStakeholderList } from '../../src/distribution/list/write-list.ts';
import type { Stakeholder } from '../../src/domain/stakeholder.ts';
import { addPerson, changePerson, writtenEntry } from '../../src/steps/stakeholders/change-person.ts';
import { availableSheets, importStakeholders } from '../../src/steps/stakeholders/change-stakeholders.ts';
import { countStates, type ListQuery, listStakeholders } from '../../src/steps/stakeholders/list-stakeholders.ts';
import { confirmImport, planImport } from '../../src/steps/stakeholders/plan-import.ts';
import { listErrorText } from '../../src/words/list-error-text.ts';
import { openStateFixture, type StateFixture } from './state-fixture.ts';

const HEAD = 'name,email,organisation,language,sheets,delivery\n';
const ANA = 'Ana,ana@example.org,,es,us-mexico-border,link\n';
const BO = 'Bo,bo@example.org,Casa Norte,en,us-mexico-border,\n';

let fixture: StateFixture;
let known: Awaited<ReturnType<typeof availableSheets>>;
beforeEach(async () => {
  fixture = await openStateFixture();
  known = await availableSheets(openDefinitions(), fixture.definitions);
});
afterEach(() => fixture.close());

const file = (lines: string) => new TextEncoder().encode(HEAD + lines);
const all = () => fixture.effects.stakeholders.all();
const plan = (lines: string) => planImport(fixture.effects, file(lines), known);
const confirm = (lines: string, fingerprint: string) => confirmImport(fixture.effects, file(lines), known, fingerprint);
const load = (lines: string) => importStakeholders(fixture.effects, HEAD + lines, known);
const person = async (name: string): Promise<Stakeholder> => {
  const found = (await all()).find((one) => one.status !== 'left' && one.name === name);
  if (found?.status === undefined || found.status === 'left') throw new Error(`${name} is not on the list`);
  return found;
};
const change = async (name: string, asked: Parameters<typeof changePerson>[1]['change'], generation?: number) => {
  const { id, generation: current } = await person(name);
  return changePerson(fixture.effects, { id, generation: generation ?? current, change: asked }, known);
};

describe('the preview of an import', () => {
  it('stores nothing, and names what would be added, changed, left alone and refused, with lines', async () => {
    await load(ANA + BO);
    await change('Bo', { act: 'remove' });
    const before = await all();
    const shown = await plan(
      `${ANA.replace('link', 'attachment')}Caro,caro@example.org,,es,us-mexico-border,\n${BO}Di,di,,fr,us-mexico-border,\n`,
    );
    expect(shown.people.map(({ line, outcome, changed }) => [line, outcome, changed])).toEqual([
      [2, 'changed', ['delivery']],
      [3, 'added', []],
      [4, 'left', []],
    ]);
    expect(shown.errors.map((error) => listErrorText(error, 'es'))).toEqual([
      'línea 5: el correo no es una dirección válida; escriba nombre@example.org',
      'línea 5: el idioma debe ser en o es (o English, Español)',
    ]);
    expect(await all()).toEqual(before);
  });

  it('is imported exactly as shown', async () => {
    const shown = await plan(ANA + BO);
    expect(await all()).toEqual([]);
    expect(await confirm(ANA + BO, shown.fingerprint)).toMatchObject({ status: 'imported', conflicts: [] });
    expect((await all()).map(({ status }) => status)).toEqual(['active', 'active']);
    const again = await plan(ANA + BO);
    expect(again.people.map(({ outcome }) => outcome)).toEqual(['unchanged', 'unchanged']);
  });

  it('is not imported when the file is another one, or the list has changed since', async () => {
    await load(ANA);
    const lines = ANA.replace('link', 'attachment');
    const shown = await plan(lines);
    const before = await all();
    expect(await confirm(lines + BO, shown.fingerprint)).toMatchObject({ status: 'stale' });
    expect(await all()).toEqual(before);
    await change('Ana', { act: 'pause' });
    expect(await confirm(lines, shown.fingerprint)).toMatchObject({ status: 'stale' });
    expect(await all()).toMatchObject([{ status: 'paused', delivery: 'link' }]);
  });

  it('is never imported with a refused line, whatever is confirmed', async () => {
    const lines = `${ANA}Bo,bo,,en,us-mexico-border,\n`;
    const { fingerprint } = await plan(lines);
    expect(await confirm(lines, fingerprint)).toMatchObject({ status: 'refused' });
    expect(await all()).toEqual([]);
  });

  it('does not write over a person that someone else changes between the check and the write', async () => {
    await load(ANA);
    const lines = ANA.replace('link', 'attachment') + BO;
    const { fingerprint } = await plan(lines);
    const { stakeholders } = fixture.effects;
    const effects = {
      ...fixture.effects,
      stakeholders: {
        ...stakeholders,
        put: async (write: Parameters<typeof stakeholders.put>[0]) => {
          if (write.status !== 'left' && write.name === 'Ana') await change('Ana', { act: 'pause' });
          return stakeholders.put(write);
        },
      },
    };
    const result = await confirmImport(effects, file(lines), known, fingerprint);
    expect(result).toMatchObject({ status: 'imported', conflicts: [2] });
    expect(await person('Ana')).toMatchObject({ status: 'paused', delivery: 'link' });
    expect(await person('Bo')).toMatchObject({ status: 'active' });
  });
});

describe('an exported list', () => {
  it('has no cell that is a formula, and is the same list when it is imported', async () => {
    await load(
      `"=HYPERLINK(""x"")",+plus@example.org,"-1; =2",es,us-mexico-border,link\n"@at",at@example.org,,en,us-mexico-border,\n`,
    );
    const people = (await all()).flatMap((one) => (one.status === 'left' ? [] : [one]));
    const csv = writeStakeholderList(people, known, 'en');
    for (const cell of csv.split(/[",;\n]/u)) expect(cell.trimStart()).not.toMatch(/^[=+\-@]/u);
    const { people: planned } = await planImport(fixture.effects, new TextEncoder().encode(csv), known);
    expect(planned.map(({ outcome, changed }) => [outcome, changed])).toEqual([
      ['unchanged', []],
      ['unchanged', []],
    ]);
  });
});

describe('a change to one person', () => {
  it('is made only to the person as they were seen', async () => {
    await load(ANA);
    expect(await change('Ana', { act: 'pause' })).toMatchObject({ status: 'changed', person: { status: 'paused' } });
    expect(await change('Ana', { act: 'remove' }, 1)).toMatchObject({ status: 'stale' });
    expect(await change('Ana', { act: 'edit', fields: { name: 'Ana R' } }, 1)).toMatchObject({ status: 'stale' });
    expect(await all()).toMatchObject([{ name: 'Ana', status: 'paused', generation: 2 }]);
  });

  it('checks new values as an import does, and cannot change the address', async () => {
    await load(ANA);
    expect(await change('Ana', { act: 'edit', fields: { language: 'fr', sheets: '' } })).toMatchObject({
      status: 'invalid',
      errors: [{ kind: 'language' }, { kind: 'no-sheets' }],
    });
    expect(await change('Ana', { act: 'edit', fields: { language: 'en', delivery: 'attachment' } })).toMatchObject({
      status: 'changed',
      person: { language: 'en', delivery: 'attachment', address: 'ana@example.org', status: 'active' },
    });
    expect(await change('Ana', { act: 'edit', fields: { language: 'en' } })).toMatchObject({ status: 'unchanged' });
  });

  it('needs a reason to suspend, and keeps nothing but a hash of who is removed', async () => {
    await load(ANA);
    const { id } = await person('Ana');
    expect(await change('Ana', { act: 'suspend', reason: ' ' })).toMatchObject({ status: 'invalid' });
    expect(await change('Ana', { act: 'suspend', reason: 'bounced' })).toMatchObject({
      person: { status: 'suspended', suspendedFor: 'bounce' },
    });
    expect(await change('Ana', { act: 'remove' })).toMatchObject({ status: 'changed' });
    expect(await all()).toEqual([{ id, generation: 3, status: 'left', changedAt: expect.any(String) }]);
  });

  it('adds no one twice, and no one who left unless they asked', async () => {
    await load(ANA);
    const ana = await person('Ana');
    const written = { ...writtenEntry(ana), name: 'Another', email: 'ANA@example.org' };
    const add = (again: boolean) => addPerson(fixture.effects, written, known, again);
    expect(await add(true)).toEqual({ status: 'present', id: ana.id });
    expect(await person('Ana')).toEqual(ana);
    await change('Ana', { act: 'remove' });
    expect(await add(false)).toMatchObject({ status: 'left' });
    expect(await add(true)).toMatchObject({ status: 'added', person: { id: ana.id, name: 'Another', generation: 3 } });
  });
});

describe('the list', () => {
  const query: ListQuery = { sheet: null, state: null, text: '', after: null, limit: 50 };
  const list = (asked: Partial<ListQuery>) => listStakeholders(fixture.effects, { ...query, ...asked });

  it('counts everyone in exactly one state', async () => {
    await load(`${ANA}${BO}Caro,caro@example.org,,es,linea-145,\nDi,di@example.org,,en,us-mexico-border,\n`);
    await change('Ana', { act: 'suspend', reason: 'bounced' });
    await change('Bo', { act: 'suspend', reason: 'asked by phone' });
    await change('Di', { act: 'remove' });
    expect(countStates(await all(), null)).toEqual({ active: 1, paused: 0, bounced: 1, suspended: 1, left: 1 });
    expect(countStates(await all(), 'us-mexico-border')).toEqual({
      active: 0,
      paused: 0,
      bounced: 1,
      suspended: 1,
      left: 0,
    });
  });

  it('finds by name, organisation or address, whatever the accents, and pages by name', async () => {
    await load(`${BO}Álvaro,zz@example.org,,es,us-mexico-border,\nCaro,caro@example.org,,es,us-mexico-border,\n`);
    const names = async (asked: Partial<ListQuery>) =>
      (await list(asked)).page?.people.map((one) => (one.status === 'left' ? null : one.name));
    expect(await names({ text: 'ALVARO' })).toEqual(['Álvaro']);
    expect(await names({ text: 'casa' })).toEqual(['Bo']);
    expect(await names({ text: 'caro@' })).toEqual(['Caro']);
    const first = await list({ limit: 2 });
    expect(first.page?.total).toBe(3);
    expect(await names({ limit: 2 })).toEqual(['Álvaro', 'Bo']);
    expect(await names({ limit: 2, after: first.page?.next ?? null })).toEqual(['Caro']);
    expect((await list({ limit: 2, after: first.page?.next ?? null })).page?.next).toBeNull();
    expect((await list({ after: 'f'.repeat(32) })).page).toBeNull();
  });
});
