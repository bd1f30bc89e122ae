import { readFile, writeFile } from 'node:fs/promises';
import { setTimeout } from 'node:timers/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { onlyAtLength } from '../../at-length.ts';
import { casesCsv } from '../../steps/state-fixture.ts';
import { newMachine, type RunningMachine } from './machine.ts';

let machine: RunningMachine;
beforeEach(async () => {
  machine = await newMachine();
});
afterEach(() => machine.leave());

const failures = () => machine.lines.flatMap((line) => ('failure' in line ? [line.failure] : []));
const untilFailures = async (count: number): Promise<void> => {
  while (failures().length < count) await setTimeout(20);
};
async function edit(path: string, change: (text: string) => string): Promise<void> {
  const file = machine.path('definitions', path);
  await writeFile(file, change(await readFile(file, 'utf8')));
}
const cases = casesCsv(...Array.from({ length: 12 }, (_, at) => [`A${at}`, '2016-05-02'] as const));

describe('definitions that change while a machine runs', () => {
  it('are re-read: a sheet’s wording makes a new revision, a hotline’s mapping re-reads its uploads', async () => {
    await machine.put('nhth/2016-05/cases.csv', cases);
    await machine.after(() => machine.begin());
    await machine.after(() => edit('templates/us-mexico-border/wording/en.md', (text) => `${text}\n`));
    expect(machine.emitted('RevisionReady')).toHaveLength(2);
    expect(machine.emitted('ExportAccepted')).toHaveLength(1);
    await machine.after(() => edit('hotlines/nhth.json', (text) => text.replace('"en": "', '"en": "The ')));
    expect(machine.emitted('ExportAccepted')).toHaveLength(2);
    expect(failures()).toEqual([]);
  });

  it('stay as they were while a hotline is broken, which is reported once and stops no upload', async () => {
    await machine.after(() => machine.begin());
    await edit('hotlines/nhth.json', (text) => `{${text}`);
    await untilFailures(1);
    expect(failures()).toMatchObject([{ name: 'DefinitionInvalid', runbook: 'docs/runbook.md#definitioninvalid' }]);
    await machine.after(() => machine.put('nhth/2016-05/cases.csv', cases));
    expect(machine.emitted('RevisionReady')).toHaveLength(1);
    await machine.after(() => edit('hotlines/nhth.json', (text) => text.slice(1)));
    expect(failures()).toHaveLength(1);
  });

  onlyAtLength('stop one hotline alone where that is broken from the start: its uploads wait', async () => {
    await edit('hotlines/linea-145.json', (text) => `{${text}`);
    await machine.put('linea-145/2020-01/denuncias.csv', 'no headings\n1\n');
    await machine.put('nhth/2016-05/cases.csv', cases);
    await machine.after(() => machine.begin());
    expect(machine.emitted('RevisionReady')).toHaveLength(1);
    expect(machine.emitted('ExportRejected')).toEqual([]);
    expect(failures().map(({ about }) => about)).toContain('exports/linea-145/2020-01/denuncias.csv');
    await machine.after(() => edit('hotlines/linea-145.json', (text) => text.slice(1)));
    expect(machine.emitted('ExportRejected')).toHaveLength(1);
  });

  it('stop one sheet alone where that is broken, until it is fixed', async () => {
    await machine.after(() => machine.begin());
    await machine.after(() => edit('templates/linea-145/sheet.json', (text) => `{${text}`));
    expect(failures().map(({ name }) => name)).toEqual(['DefinitionInvalid']);
    expect(machine.lines.at(-1)).toEqual({ status: 'behind' });
    await machine.after(() => machine.put('nhth/2016-05/cases.csv', cases));
    expect(machine.lines.at(-1)).toEqual({ status: 'behind' });
    expect(machine.emitted('RevisionReady')).toHaveLength(1);
    const heading = /^- title: .*\n/mu;
    await machine.after(() => edit('templates/us-mexico-border/wording/en.md', (text) => text.replace(heading, '')));
    expect(failures().at(-1)).toMatchObject({ about: 'us-mexico-border 2016-05', name: 'DefinitionInvalid' });
    await machine.after(() => machine.put('nhth/2016-04/cases.csv', casesCsv(['B1', '2016-04-02'])));
    expect(machine.emitted('ExportAccepted')).toHaveLength(2);
  });

  it('are up to date only when what failed is corrected', async () => {
    await machine.after(() => machine.begin());
    expect(machine.lines.at(-1)).toEqual({ status: 'up-to-date' });
    await machine.after(() => edit('templates/linea-145/sheet.json', (text) => `{${text}`));
    expect(machine.lines.at(-1)).toEqual({ status: 'behind' });
    await machine.after(() => edit('templates/linea-145/sheet.json', (text) => text.slice(1)));
    expect(machine.lines.at(-1)).toEqual({ status: 'up-to-date' });
  });
});
