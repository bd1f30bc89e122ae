import { randomUUID } from 'node:crypto';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { dropRelations } from '../../src/domain/engine.ts';
import { quotingOf } from '../../src/exports/container/regular-quotes.ts';
import type { LoadedRecords, RecordFile } from '../../src/exports/engine/load-records.ts';
import { loadExactly, loadRecords, loadRegular } from '../../src/exports/engine/load-records.ts';
import { tries } from '../at-length.ts';
import { readerFixture } from './reader-fixture.ts';

const { engine } = readerFixture();

const layout = { separator: ',', width: 3, needed: 3, skipped: 0, headingRow: 1, columns: new Map<string, number>() };
const columns = [
  { at: 0, name: 's0', isId: true },
  { at: 2, name: 's1', isId: false },
];

const others = [
  { at: 1, name: 's0', isId: false },
  { at: 0, name: 's1', isId: true },
];

/** The bytes of a text whose rows are stored in a file. */
const LARGE = 2 ** 30;

type Loader = (...from: Parameters<typeof loadExactly>) => Promise<LoadedRecords | null>;
const regular: Loader = async (engine, file) => {
  const loaded = await loadRegular(engine, file, 'with-breaks');
  if (!loaded) throw new Error('the text is not regular');
  return loaded;
};

async function load(
  loader: Loader,
  text: string,
  needed = columns,
  bytes = 0,
): Promise<{ loaded: LoadedRecords | null; rows: unknown }> {
  const relation = `r${randomUUID().replaceAll('-', '')}`;
  const path = join(engine().folder, `${relation}.txt`);
  await writeFile(path, text);
  const file: RecordFile = { path, layout, columns: needed, relation, bytes, quoting: await quotingOf(path, ',') };
  const loaded = await loader(engine(), file);
  const rows = loaded ? await engine().rows(`SELECT * FROM ${relation} ORDER BY record`) : null;
  await dropRelations(engine(), relation);
  return { loaded, rows };
}

const piece = fc.constantFrom(
  'a',
  'é',
  '"',
  '""',
  ',',
  '\n',
  ' ',
  '"b"',
  ',"c\nd",',
  'x,y,z\n',
  '"q,r",s,t\n',
  '\n\n',
  ',,\n',
  ' "',
  "'",
  '\t',
);
const text = fc.array(piece, { maxLength: 25 }).map((pieces) => `one,two,three\n${pieces.join('')}`);

describe('rows of a CSV file', () => {
  it.each([
    ['with a middle column that nobody needs', columns],
    ['with a last column that nobody needs', others],
  ])('are the same whether DuckDB or the exact reader reads them: %s', async (_, needed) => {
    await fc.assert(
      fc.asyncProperty(text, async (content) => {
        const exact = await load(loadExactly, content, needed);
        for (const size of [0, LARGE]) expect(await load(loadRecords, content, needed, size)).toEqual(exact);
      }),
      // `npm run conformance -- files` compares ten thousand files with an independent reader
      { numRuns: tries(40, 120), seed: 7 },
    );
  });

  it('keep their numbers beside rows of empty cells and blank lines', async () => {
    const content = 'one,two,three\n\na,b,c\n,,\n \t, ,\u00a0\n\nd,e,f\n';
    for (const loader of [loadRecords, loadExactly]) {
      const { rows } = await load(loader, content);
      expect(rows).toMatchObject([
        { record: 2, s0: 'a', s1: 'c' },
        { record: 6, s0: 'd', s1: 'f' },
      ]);
    }
  });

  it('may have blank lines at the end, and are read by the engine all the same', async () => {
    const path = join(engine().folder, 'blank-end.txt');
    await writeFile(path, 'one,two,three\na,b,c\n\n\n');
    expect(await quotingOf(path, ',')).toBe('regular');
    const { rows } = await load(loadRecords, 'one,two,three\na,b,c\n\n\n');
    expect(rows).toMatchObject([{ record: 1, s0: 'a', s1: 'c' }]);
  });

  it.each([
    ['"C-0" ,"x" ,"y"', { s0: 'C-0', s1: 'y', lineError: '' }],
    ['"C-0"\t,x,"y"\u00a0', { s0: 'C-0', s1: 'y', lineError: '' }],
    ['"C" 0,x,y', { s0: '', s1: '', lineError: 'a quote ends inside a cell' }],
    ['"Maria "La Guera" Perez",x,y', { s0: '', s1: '', lineError: 'a quote ends inside a cell' }],
    [',,"y"z', { s0: '', s1: '', lineError: 'a quote ends inside a cell' }],
  ])('are never lost, whichever cell breaks: %s', async (row, expected) => {
    const { rows, loaded } = await load(loadRecords, `one,two,three\n${row}\nd,e,f\n`);
    expect(rows).toMatchObject([
      { record: 1, ...expected },
      { record: 2, s0: 'd', s1: 'f' },
    ]);
    expect(loaded?.problems).toEqual([]);
  });

  it('are rows where only an unused cell is filled', async () => {
    const content = 'one,two,three\n,b,\n,,\nd,,\n';
    for (const loader of [regular, loadExactly]) {
      const { rows } = await load(loader, content);
      expect(rows).toMatchObject([
        { record: 1, s0: '', s1: '' },
        { record: 3, s0: 'd', s1: '' },
      ]);
    }
  });

  it.each(['a,b,c,d', 'a,b', 'a,b,"c",d', 'a'])(
    'are left to the exact reader when one is as wide as %j, whichever columns are needed',
    async (row) => {
      for (const needed of [columns, others]) {
        const { loaded } = await load(
          (into, file) => loadRegular(into, file, 'regular'),
          `one,two,three\n1,2,3\n${row}\n4,5,6\n`,
          needed,
        );
        expect(loaded).toBeNull();
      }
    },
  );

  it('are broken where a quotation mark is in the cell too many, however wide they are', async () => {
    for (let width = 3; width <= 24; width++) {
      const cells = Array.from({ length: width }, (_unused, at) => `x${at}`).join(',');
      const path = join(engine().folder, 'wide.txt');
      await writeFile(path, `${cells}\n${cells}\n${cells},"said ""help"" twice"\n`);
      const wide = { ...layout, width, needed: width };
      await loadRecords(engine(), {
        ...{ path, layout: wide, columns, relation: 'wide', bytes: 0 },
        quoting: await quotingOf(path, ','),
      });
      expect(await engine().rows('SELECT record, lineError FROM wide ORDER BY record')).toEqual([
        { record: 1, lineError: '' },
        { record: 2, lineError: `${width + 1} cells instead of ${width}` },
      ]);
    }
  });

  it('may have empty cells beyond the heading line', async () => {
    const { rows } = await load(loadRecords, 'one,two,three\na,b,c,,\nd,e,f\n');
    expect(rows).toMatchObject([
      { record: 1, lineError: '' },
      { record: 2, lineError: '' },
    ]);
  });

  it('may hold a cell of many megabytes, line breaks and quotes in it', async () => {
    const narrative = 'She said ""help"",\n'.repeat(200_000);
    const { rows } = await load(loadRecords, `one,two,three\na,"${narrative}",c\nd,e,f\n`);
    expect(rows).toMatchObject([
      { record: 1, s0: 'a', s1: 'c' },
      { record: 2, s0: 'd', s1: 'f' },
    ]);
  });

  it('are distinguished from an unclosed quote over many pieces of the file', async () => {
    const { loaded, rows } = await load(loadRecords, `one,two,three\na,b,c\nd,"e,f\n${'x,y,z\n'.repeat(500_000)}`);
    expect(loaded).toMatchObject({ problems: [{ code: 'unclosed-quote', record: 2 }] });
    expect(rows).toHaveLength(1);
  });
});
