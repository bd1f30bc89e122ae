import { readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { main } from '../../local/cli/main.ts';
import { startTable } from '../../local/state/dynalite-table.ts';
import { deleteItemIf } from '../../src/adapters/aws/dynamo-table.ts';
import { parseHashKey } from '../../src/adapters/hash-key.ts';
import { KEY_OF_TABLE } from '../../src/domain/table-keys.ts';
import { buildCases, KEY_FILE, ROOT, run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];

/** Runs a command line with no key in the environment. */
async function runWithoutKey(...argv: readonly string[]) {
  const err: string[] = [];
  const terminal = { out: () => undefined, err: (line: string) => err.push(line), watched: false };
  return { code: await main(argv, terminal, {}), err: err.join('\n') };
}

beforeAll(async () => {
  folder = await scratch();
  state = ['--state', folder.path('state')];
  await buildCases(folder.path, 30);
  await writeFile(folder.path('other-key'), '0123456789abcdef'.repeat(4));
  await run('stakeholders', 'import', `${ROOT}samples/stakeholders.csv`, ...state);
});
afterAll(() => folder.remove());

describe('a state made with a key that was named', () => {
  it('adds no one twice when the key is not given, and makes no other key', async () => {
    const { code, err } = await runWithoutKey('stakeholders', 'import', `${ROOT}samples/stakeholders.csv`, ...state);
    expect(err.split('\n')[0]).toMatch(
      /^factsheets: KeyMismatch: .*\/state was created with the key [0-9a-f]{16}, which is not in it: use that key with --key FILE$/u,
    );
    expect(code).toBe(1);
    expect(await readdir(folder.path('state'))).not.toContain('key');
    expect((await run('stakeholders', 'list', ...state)).out).toMatch(/^3 on the list, 0 left$/mu);
  });

  it('refuses another key', async () => {
    const other = ['--key', folder.path('other-key')];
    for (const command of [
      ['stakeholders', 'list'],
      ['distribute', SHEET],
      ['editions'],
      ['build', '--sheet', SHEET, '--exports', folder.path('exports'), '--out', folder.path('out')],
    ])
      expect(await run(...command, ...state, ...other)).toMatchObject({
        code: 1,
        err: expect.stringMatching(
          /KeyMismatch: .* was created with the key [0-9a-f]{16}, and this key is [0-9a-f]{16}/u,
        ),
      });
  });

  it('keeps which key it was, but not the key', async () => {
    const kept = (await readFile(folder.path('state', 'key-id'), 'utf8')).trim();
    expect(kept).toMatch(/^[0-9a-f]{16}$/u);
    expect(await readFile(KEY_FILE, 'utf8')).not.toContain(kept);
  });

  it('opens after a process was killed while it stored the key', async () => {
    const kept = await readFile(folder.path('state', 'key-id'), 'utf8');
    await writeFile(folder.path('state', 'key-id'), '');
    expect((await run('stakeholders', 'list', ...state)).code).toBe(0);
    expect(await readFile(folder.path('state', 'key-id'), 'utf8')).toBe(kept);
  });
});

describe('a place that cannot be used', () => {
  it('is named before the exports are read', async () => {
    const places = ['--exports', folder.path('exports'), '--out', folder.path('other-key')];
    expect(await run('build', '--sheet', SHEET, ...places)).toMatchObject({
      code: 1,
      err: expect.stringMatching(
        /^factsheets: WrongUsage: --out: \S+ has a file in its path, where a folder is needed; [^\n]+$/u,
      ),
    });
  });

  it('is named without a stack trace, whichever option it came from', async () => {
    const file = folder.path('other-key');
    const exports = ['--exports', folder.path('exports')];
    for (const [option, ...command] of [
      ['--definitions', 'sheets', '--definitions', folder.path('nowhere')],
      ['--state', 'build', '--sheet', SHEET, ...exports, '--out', folder.path('out'), '--state', file],
    ])
      expect(await run(...command)).toMatchObject({
        code: 1,
        err: expect.stringMatching(
          new RegExp(
            `^factsheets: WrongUsage: ${option}: \\S+ (?:is|has|does) [^\\n]+; name another place[^\\n]+$`,
            'u',
          ),
        ),
      });
  });

  it('leaves no message uncertain', async () => {
    await run('approve', SHEET, '2015-10', '--revision', '1', '--by', 'Ana', '--reason', 'a test', ...state);
    const refused = await run('distribute', SHEET, ...state, '--mail', folder.path('other-key'));
    expect(refused).toMatchObject({ code: 1, err: expect.stringContaining('other-key is a file') });
    expect((await run('distribute', SHEET, ...state)).out).toContain('revision 1: 3 written');
  });

  it('is not quoted when it is no configuration: it may be a key', async () => {
    const { err } = await run('distribute', SHEET, ...state, '--config', folder.path('other-key'));
    expect(err).toMatch(/^factsheets: ScheduleInvalid: \S+ is not valid JSON: /u);
    expect(err).not.toContain('0123');
  });
});

describe('a state whose key id was taken out', () => {
  const other = () => ['--key', folder.path('other-key')];
  const commands = () => [
    ['stakeholders', 'list'],
    ['editions'],
    ['verify'],
    ['replay', '--all', '--exports', folder.path('exports'), '--out', folder.path('out')],
  ];

  it.each([
    ['key-id', async () => rm(folder.path('state', 'key-id'), { force: true })],
    ['key-id and the record in the table', async () => withoutKeyIds()],
  ])('is refused with another key by every command: %s', async (_, act) => {
    for (const command of commands()) {
      await act();
      expect(await run(...command, ...state, ...other()), command.join(' ')).toMatchObject({
        code: 1,
        err: expect.stringMatching(/KeyMismatch: .* was created with the key [0-9a-f]{16}, and this key is/u),
      });
    }
    expect((await run('stakeholders', 'list', ...state, '--key', KEY_FILE)).code).toBe(0);
    expect(await readFile(folder.path('state', 'key-id'), 'utf8')).toMatch(/^[0-9a-f]{16}\n$/u);
  });

  it('is refused too when another id was put in its place', async () => {
    const kept = await readFile(folder.path('state', 'key-id'), 'utf8');
    const id = parseHashKey(await readFile(folder.path('other-key'), 'utf8'))?.id ?? '';
    await writeFile(folder.path('state', 'key-id'), `${id}\n`);
    expect((await run('editions', ...state, ...other())).err).toContain(`was created with the key ${kept.trim()}`);
    await writeFile(folder.path('state', 'key-id'), kept);
  });
});

/** Removes the key ids, so that only the accepted exports identify the key of the state. */
async function withoutKeyIds(): Promise<void> {
  await rm(folder.path('state', 'key-id'), { force: true });
  const table = await startTable(folder.path('state', 'table'));
  await deleteItemIf(table, KEY_OF_TABLE, { ConditionExpression: 'attribute_exists(PK)' });
  await table.stop();
}
