import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import * as z from 'zod';
import { chartsOf, figuresOf, PAGE_SCHEMA, readPageDefinition } from '../../src/document/page/page-definition.ts';
import { pageOfSheet, templateText } from './page-input.ts';

const definition = (parts: readonly object[]): unknown => ({ pages: [{ parts }] });

describe('a page definition', () => {
  it('has a JSON Schema that says what the program checks', () => {
    expect(JSON.parse(templateText('page.schema.json'))).toEqual(z.toJSONSchema(PAGE_SCHEMA));
  });

  it('lists the figures and charts of a page once, in order', () => {
    const page = pageOfSheet('us-mexico-border');

    expect(figuresOf(page).slice(0, 5)).toEqual(['signals', 'cases', 'victims', 'traffickers', 'cases-by-state']);
    expect(chartsOf(page)).toContainEqual({ chart: 'top-sex-types', figure: 'top-sex-types' });
    expect(chartsOf(page)[0]).toEqual({ chart: 'masthead', figure: null });
  });

  it('is all that a sheet is to the program: no file of the stage knows a sheet by name', () => {
    const stage = new URL('../../src/document/', import.meta.url);
    const files = readdirSync(stage, { recursive: true, encoding: 'utf8' }).filter((name) => name.endsWith('.ts'));
    const sheets = readdirSync(new URL('../../templates/', import.meta.url)).filter((name) => !name.includes('.'));

    for (const name of files) {
      const text = readFileSync(new URL(name, stage), 'utf8');
      for (const sheet of sheets) expect(text, name).not.toContain(sheet);
    }
  });

  it('refuses an unknown part, an unknown key and an impossible space, naming file and place', () => {
    const read = (part: object) => () => readPageDefinition(definition([part]), 'sheet/page.json', ['cases']);

    expect(read({ part: 'pie' })).toThrow('sheet/page.json');
    expect(read({ part: 'footer', colour: 'red' })).toThrow('colour');
    expect(read({ part: 'running-head', space: -1 })).toThrow('pages[0].parts[0].space');
  });

  it('says what replaces the coordinates of earlier versions', () => {
    const read = () => readPageDefinition(definition([{ part: 'footer', y: 758 }]), 'sheet/page.json', []);

    expect(read).toThrow('sheet/page.json: parts follow one another without "y"; delete it, or give the space above');
  });

  it('refuses a foot that is not the last part, and a second foot', () => {
    const read =
      (...parts: object[]) =>
      () =>
        readPageDefinition(definition(parts), 'sheet/page.json', []);
    const [head, foot] = [{ part: 'running-head' }, { part: 'footer' }];

    expect(read(head, foot)).not.toThrow();
    expect(read(foot, head)).toThrow('a page has one foot ("help" or "footer"), and it is the last part');
    expect(read(head, { part: 'help' }, foot)).toThrow('a page has one foot');
  });

  it('refuses a figure the sheet does not have and names those it has', () => {
    const read = () =>
      readPageDefinition(definition([{ part: 'tiles', figures: ['cases', 'calls'] }]), 'sheet/page.json', ['cases']);

    expect(read).toThrow('no figure "calls"; the sheet has cases');
  });
});
