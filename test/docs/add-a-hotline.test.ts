import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { fragmentsOf, readDocument, stepsOf } from './document-blocks.ts';
import { newReader, notPrinted, type Ran, type Reader } from './reader.ts';
import { parsed, reading, type WorkedHotline, withFragment, workedHotline } from './worked-hotline.ts';

const DOCUMENT = readDocument('docs/add-a-hotline.md');

let reader: Reader;
let ran: Ran[];
let worked: WorkedHotline;

beforeAll(async () => {
  reader = await newReader();
  ran = await reader.follow(stepsOf(DOCUMENT));
  worked = await workedHotline(`${reader.folder}/trial`);
});
afterAll(() => reader?.leave());

describe('following docs/add-a-hotline.md', () => {
  it('prints what the document shows, command by command', () => {
    expect(ran.length).toBeGreaterThanOrEqual(6);
    for (const one of ran) expect({ ...one, missing: notPrinted(one) }).toEqual({ ...one, missing: [] });
  });

  it('never prints a cell of the export', () => {
    expect(ran.flatMap((one) => one.printed).join('\n')).not.toMatch(/persona inventada|Sin dato|Redes sociales/u);
  });

  it('accepts every fragment of the vocabulary in the place the document names', () => {
    const fragments = fragmentsOf(DOCUMENT, 'json').map((text) => JSON.parse(`{${text}}`));
    expect(fragments.length).toBeGreaterThanOrEqual(14);
    for (const fragment of fragments) expect(parsed(withFragment(worked, fragment)).id).toBe('linea-ceiba');
  });

  it('reads every cell as the document says', () => {
    const lines = fragmentsOf(DOCUMENT, 'text').flatMap((text) => text.trimEnd().split('\n'));
    const rows = lines.map((line) => /^(\w+) +(.*?) +-> +(.*)$/u.exec(line) ?? []);
    expect(rows.length).toBeGreaterThanOrEqual(15);
    const hotline = parsed(worked);
    for (const [line, column = '', cell = '', becomes] of rows)
      expect({ line, becomes: reading(hotline, column, cell === '(empty)' ? '' : cell) }).toEqual({ line, becomes });
  });
});
