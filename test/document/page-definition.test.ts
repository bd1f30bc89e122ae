import { readdirSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { z } from 'zod';
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

  it('refuses an unknown part, an unknown key and a part off the page, naming file and place', () => {
    const read = (part: object) => () => readPageDefinition(definition([part]), 'sheet/page.json', ['cases']);

    expect(read({ part: 'pie', y: 0 })).toThrow('sheet/page.json');
    expect(read({ part: 'footer', y: 758, colour: 'red' })).toThrow('colour');
    expect(read({ part: 'footer', y: 800 })).toThrow('pages[0].parts[0].y');
  });

  it('refuses a figure the sheet does not have and names those it has', () => {
    const read = () =>
      readPageDefinition(definition([{ part: 'tiles', y: 0, figures: ['cases', 'calls'] }]), 'sheet/page.json', [
        'cases',
      ]);

    expect(read).toThrow('no figure "calls"; the sheet has cases');
  });
});
