import { chmod, cp, mkdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { type LocalTable, startTable } from '../../local/state/dynalite-table.ts';
import { openFormat } from '../../local/state/state-format.ts';
import { scanItems } from '../../src/adapters/aws/dynamo-table.ts';
import { MIGRATIONS, type Migration } from '../../src/adapters/aws/migrations.ts';
import { checkTableFormat, FORMAT, writeTableFormat } from '../../src/adapters/aws/table-format.ts';
import { TEST_KEY } from '../steps/state-fixture.ts';
import { ROOT, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
const OLD = ['before-format-0', 'format-0'];
let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];
beforeEach(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
});
afterEach(() => folder.remove());

async function take(name: string): Promise<void> {
  await cp(`${ROOT}test/local/states/${name}`, folder.path('state'), { recursive: true });
  await chmod(folder.path('state'), 0o700);
}

/** Opens only the table of the state. */
async function withTable<Result>(work: (table: LocalTable) => Promise<Result>): Promise<Result> {
  await mkdir(folder.path('state', 'table'), { recursive: true });
  const table = await startTable(folder.path('state', 'table'));
  try {
    return await work(table);
  } finally {
    await table.stop();
  }
}

const open = (table: LocalTable, migrations?: readonly Migration[]) =>
  openFormat({ table, state: folder.path('state'), hashKey: TEST_KEY }, undefined, migrations);

async function itemsOf(table: LocalTable): Promise<unknown[]> {
  const items: unknown[] = [];
  for await (const item of scanItems(table)) if (item.PK !== 'FORMAT') items.push(item);
  return items;
}

describe('a state of an earlier format', () => {
  it.each(OLD)('%s keeps its approval, its list and what was sent', async (name) => {
    await take(name);
    const editions = await run('editions', ...state);
    expect(editions).toMatchObject({ code: 0, err: '' });
    expect(editions.out).toMatch(/revision 1.*approved by Ana/u);
    expect((await run('stakeholders', 'list', ...state)).out).toMatch(/^2 on the list, 0 left$/mu);
    const sent = await run('distribute', SHEET, '2015-10', ...state);
    expect(sent).toMatchObject({ code: 2, out: expect.stringContaining('2 already') });
    const review = await run('review', SHEET, '2015-10', ...state);
    expect(review.out).toContain('approved by Ana');
    expect(JSON.parse(await readFile(folder.path('state', 'format.json'), 'utf8'))).toMatchObject({ format: FORMAT });
  });

  it.each(OLD)('%s comes out the same when its migration is killed at any write', async (name) => {
    await take(name);
    const expected = await withTable(async (table) => {
      await open(table);
      return itemsOf(table);
    });
    let killed = 0;
    for (let writes = 0; ; writes++) {
      await rm(folder.path('state'), { recursive: true });
      await take(name);
      const died = await withTable((table) => open(dyingAfter(table, writes)).then(() => false, isKill));
      await withTable(open);
      expect(await withTable(itemsOf)).toEqual(expected);
      if (!died) break;
      killed++;
    }
    expect(killed).toBeGreaterThanOrEqual(MIGRATIONS.length);
  });

  it('is migrated one number after the other, and each migration once', async () => {
    await take('format-0');
    const done: string[] = [];
    const migration = (name: string, fails = false): Migration => ({
      name,
      run: async () => {
        done.push(name);
        if (fails) throw new Kill();
      },
    });
    await withTable((table) => open(table, [migration('a'), migration('b', true)]).catch(isKill));
    await withTable((table) => open(table, [migration('a'), migration('b'), migration('c')]));
    expect(done).toEqual(['a', 'b', 'b', 'c']);
  });
});

class Kill extends Error {}
function isKill(error: unknown): boolean {
  if (error instanceof Kill) return true;
  throw error;
}

/** Returns a table whose process is killed after this many writes. */
function dyingAfter(table: LocalTable, writes: number): LocalTable {
  let left = writes;
  const client = new Proxy(table.client, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name);
      if (name !== 'send' || typeof member !== 'function') return member;
      return (command: { constructor: { name: string } }) => {
        if (command.constructor.name === 'PutCommand' && left-- === 0) throw new Kill();
        return Reflect.apply(member, target, [command]);
      };
    },
  });
  return { ...table, client };
}

describe('a state of a newer format', () => {
  it.each(['its table', 'its file'])('is refused by the number in %s, and nothing is changed', async (where) => {
    await take('format-0');
    await run('editions', ...state);
    const newer = { format: FORMAT + 1, state: 'a' };
    if (where === 'its table') await withTable((table) => writeTableFormat(table, newer));
    else await writeFile(folder.path('state', 'format.json'), JSON.stringify(newer));
    const before = await withTable(itemsOf);
    for (const command of [['editions'], ['distribute', SHEET], ['stakeholders', 'list']])
      expect(await run(...command, ...state)).toMatchObject({
        code: 1,
        out: '',
        err: expect.stringMatching(
          new RegExp(
            `FormatMismatch: .* has format ${FORMAT + 1}, and this program reads formats up to ${FORMAT}: use`,
          ),
        ),
      });
    expect(await withTable(itemsOf)).toEqual(before);
  });

  it.each(['', '{', '{"format":"1","state":"a"}', '[]'])('is refused when the record is %j', async (text) => {
    await take('format-0');
    await writeFile(folder.path('state', 'format.json'), text);
    expect((await run('editions', ...state)).err).toContain(
      'format.json is not a format record; restore it from a backup',
    );
  });
});

describe('a new state', () => {
  it('has the newest format, and an id that stays', async () => {
    const first = await withTable(open);
    const second = await withTable(open);
    expect(first).toEqual({ format: FORMAT, state: expect.stringMatching(/^[0-9a-f-]{36}$/u) });
    expect(second).toEqual(first);
  });

  it('is refused where a state was that lost its table', async () => {
    await take('format-0');
    await run('editions', ...state);
    await rm(folder.path('state', 'table'), { recursive: true });
    await mkdir(folder.path('state', 'table'));
    expect((await run('editions', ...state)).err).toContain('lost its table');
  });
});

describe('the table of a stage in AWS', () => {
  it('is read without a number, and refused when it is newer, or older than what can be read', async () => {
    await withTable(async (table) => {
      await checkTableFormat(table);
      await expect(checkTableFormat(table, 1)).rejects.toThrow(
        'has format 0, and this program reads formats from 1: run factsheets migrate --table factsheets',
      );
      await writeTableFormat(table, { format: FORMAT + 1, state: null });
      await expect(checkTableFormat(table)).rejects.toMatchObject({ name: 'FormatMismatch' });
    });
  });
});
