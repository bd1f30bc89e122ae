import { copyFile, readdir, readFile, rm, stat, writeFile } from 'node:fs/promises';
import { dirname } from 'node:path';
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest';
import { startTable } from '../../local/state/dynalite-table.ts';
import { Journal, type Written } from '../../local/state/journal.ts';
import { readTableFormat, writeTableFormat } from '../../src/adapters/aws/table-format.ts';
import { spread } from '../at-length.ts';
import { buildCases, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
beforeEach(async () => {
  folder = await scratch();
});
afterEach(async () => {
  vi.restoreAllMocks();
  await folder.remove();
});

const written = (item: number, generation: number): Written => ({
  key: `DISPATCH#sheet#2016-05#000001 STAKEHOLDER#${item}`,
  generation,
  hash: `${item}-${generation}`,
  status: 'sent',
});

/** Writes each of ten items this many times to a journal; the last write is not settled. */
async function fill(path: string, generations: number): Promise<Journal> {
  const journal = await Journal.open(path);
  for (let generation = 1; generation <= generations; generation++)
    for (let item = 0; item < 10; item++) await journal.settle(await journal.write(written(item, generation)), 'done');
  await journal.write(written(10, 1));
  return journal;
}

/** Returns the items that a journal remembers, the newest last. */
const remembered = ({ done, pending }: Journal) => [[...done.values()], [...pending.values()]];

async function reopened(path: string) {
  const journal = await Journal.open(path);
  const found = remembered(journal);
  await journal.close();
  return found;
}

describe('a long journal', () => {
  it('is compacted above a size to the last write of every item, and follows the file before', async () => {
    const path = folder.path('a.jsonl');
    const journal = await fill(path, 8);
    const before = remembered(journal);
    const lines = (await readFile(path, 'utf8')).trimEnd().split('\n');
    const { size } = await stat(path);
    expect(await journal.compact(size)).toBe(false);
    expect(await journal.compact(size - 1)).toBe(true);
    expect(remembered(journal)).toEqual(before);
    const [first = '{}', ...rest] = (await readFile(path, 'utf8')).trimEnd().split('\n');
    expect(JSON.parse(first)).toMatchObject({
      act: 'follows',
      head: JSON.parse(lines.at(-1) ?? '{}').chain,
      lines: lines.length,
    });
    expect(rest).toHaveLength(11);
    const [open = 0] = journal.pending.keys();
    await journal.settle(open, 'done');
    await journal.close();
    expect(await reopened(path)).toEqual([[...(before[0] ?? []), written(10, 1)], []]);
  });

  it('is not compacted while most of its lines are needed', async () => {
    const journal = await fill(folder.path('a.jsonl'), 1);
    await journal.compact(0);
    expect(await journal.compact(0)).toBe(false);
    await journal.close();
  });

  it('is the old file or the new one, wherever the process is killed', async () => {
    const path = folder.path('a.jsonl');
    const journal = await fill(path, 8);
    const expected = remembered(journal);
    const old = await readFile(path);
    await journal.compact(0);
    await journal.close();
    const compacted = await readFile(path);
    let points = 0;
    for (let length = 0; length <= compacted.length; length += Math.ceil(compacted.length / 20), points++) {
      await writeFile(path, old);
      await writeFile(`${path}.4711.part`, compacted.subarray(0, length));
      expect(await reopened(path)).toEqual(expected);
      expect(await readdir(dirname(path))).toEqual(['a.jsonl']);
    }
    await writeFile(path, compacted);
    expect(await reopened(path)).toEqual(expected);
    expect(points).toBeGreaterThanOrEqual(20);
  });

  it('shows that its first line was changed or taken out, as any other', async () => {
    const path = folder.path('a.jsonl');
    const journal = await fill(path, 8);
    await journal.compact(0);
    await journal.close();
    const text = await readFile(path, 'utf8');
    for (const changed of [text.replace('"lines":161', '"lines":162'), text.slice(text.indexOf('\n') + 1)]) {
      expect(changed).not.toBe(text);
      await writeFile(path, changed);
      await expect(Journal.open(path)).rejects.toMatchObject({ name: 'StateChanged' });
    }
  });
});

describe('the journal of a state', () => {
  const state = (): string[] => ['--state', folder.path('state')];
  const places = (): string[] => ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state()];
  const journal = async (): Promise<string> => {
    const { state: id } = JSON.parse(await readFile(folder.path('state', 'format.json'), 'utf8'));
    return `${process.env.XDG_CONFIG_HOME}/factsheets/journals/${id}.jsonl`;
  };
  beforeEach(() => buildCases(folder.path, 30));

  const commands = (): string[][] => [
    ['editions', ...state()],
    ['review', SHEET, '2015-10', ...state()],
    ['status', ...state()],
    ['stakeholders', 'list', ...state()],
    ['hold', SHEET, '--by', 'Ana', '--reason', 'a test', ...state()],
    ['approve', SHEET, '2015-10', '--revision', '1', '--by', 'Ana', '--reason', 'a test', ...state()],
    ['distribute', SHEET, ...state()],
    ['published', ...state()],
    ['publish', SHEET, '2015-10', ...places()],
    ['replay', '--all', ...places()],
    ['build', '--sheet', SHEET, ...places()],
  ];

  it.each(['gone', 'empty'])('that is %s is missed by every command, until the state is accepted', async (how) => {
    const path = await journal();
    await (how === 'gone' ? rm(path) : writeFile(path, ''));
    for (const command of spread(commands(), 3))
      expect(await run(...command), command.join(' ')).toMatchObject({
        code: 1,
        err: expect.stringMatching(/StateChanged: the journal \S+\.jsonl is missing or empty: .*factsheets accept/u),
      });
    const verified = await run('verify', ...state());
    expect(verified).toMatchObject({ code: 2, out: expect.stringMatching(/^the journal \S+ is missing or empty$/mu) });
    expect((await run('editions', ...state())).code).toBe(1);
    expect((await run('accept', '--by', 'Ana', ...state())).code).toBe(0);
    expect((await run('verify', ...state())).out).toContain('all as recorded');
    expect((await run('editions', ...state())).code).toBe(0);
  });

  it('that is put back is used as before', async () => {
    const path = await journal();
    await copyFile(path, folder.path('kept'));
    await rm(path);
    expect((await run('editions', ...state())).code).toBe(1);
    await copyFile(folder.path('kept'), path);
    expect((await run('verify', ...state())).out).toContain('all as recorded');
  });

  it.each(['format.json', 'the table'])('is missed also when %s says nothing of it', async (where) => {
    await rm(await journal());
    const table = await startTable(folder.path('state', 'table'));
    const format = await readTableFormat(table);
    if (where === 'the table') await writeTableFormat(table, { state: format?.state ?? null, format: 3 });
    await table.stop();
    if (where === 'format.json') await rm(folder.path('state', 'format.json'));
    expect((await run('editions', ...state())).err).toMatch(/StateChanged: the journal/u);
  });

  it('begins once in a state of before there were journals, with a line that says so', async () => {
    const path = await journal();
    await rm(path);
    const table = await startTable(folder.path('state', 'table'));
    const id = (await readTableFormat(table))?.state ?? null;
    await writeTableFormat(table, { format: 3, state: id });
    await table.stop();
    await writeFile(folder.path('state', 'format.json'), JSON.stringify({ format: 3, state: id }));
    const printed: string[] = [];
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => printed.push(String(text)) > 0);
    expect((await run('editions', ...state())).code).toBe(0);
    expect(printed.join('')).toMatch(
      /state was made before states had journals; .* records its writes from now on\n$/u,
    );
    expect((await run('editions', ...state())).code).toBe(0);
    expect(printed).toHaveLength(1);
    vi.restoreAllMocks();
    await rm(path);
    expect((await run('editions', ...state())).code).toBe(1);
  });
});
