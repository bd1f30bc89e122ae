import { mkdir, writeFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ZipFile } from 'yazl';
import { main } from '../../local/cli/main.ts';
import { textReporter } from '../../local/pipeline/reporter.ts';
import { linesOf, safeTerminal } from '../../local/terminal/terminal.ts';
import { Failure } from '../../src/domain/failure.ts';
import { isPrintable, printable, printableIn } from '../../src/domain/text/printable.ts';
import { spread } from '../at-length.ts';
import { headings, packed, workbookParts } from '../exports/workbook/make-workbook.ts';
import { casesCsv } from '../steps/state-fixture.ts';
import { type Run, scratch } from './command-line.ts';

const SHEET = 'us-mexico-border';
/**
 * A text that clears the screen, rings the bell, begins new lines, changes the direction, and has invisible characters.
 */
const PLANTED =
  '\u001b[2J\u0007\r\nRevisionApproved by Ana Reyes\u2028\u2029\u202e\u2066\u009b31m\u200b\u{e0041}\u007f';
const FORBIDDEN = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}\p{Default_Ignorable_Code_Point}]/u;
let folder: Awaited<ReturnType<typeof scratch>>;
let state: string[];
let lines: string[];

/** Runs a command line and checks that every output is a single line without control characters. */
async function run(...argv: readonly string[]): Promise<Run> {
  const [out, err]: [string[], string[]] = [[], []];
  const terminal = { out: (line: string) => out.push(line), err: (line: string) => err.push(line), watched: false };
  const code = await main(argv, terminal, { FACTSHEETS_KEY_FILE: folder.path('key') });
  for (const line of [...out, ...err].flatMap((text) => (/^[[{]\n/u.test(text) ? text.split('\n') : [text]))) {
    expect(line).not.toMatch(FORBIDDEN);
    expect(line).not.toMatch(/^RevisionApproved/u);
    lines.push(line);
  }
  return { code, out: out.join('\n'), err: err.join('\n') };
}

async function zip(files: Readonly<Record<string, string>>): Promise<Buffer> {
  const archive = new ZipFile();
  for (const [name, content] of Object.entries(files)) archive.addBuffer(Buffer.from(content), name);
  archive.end();
  const chunks: Buffer[] = [];
  for await (const chunk of archive.outputStream) chunks.push(Buffer.from(chunk));
  return Buffer.concat(chunks);
}

const put = async (path: readonly string[], content: string | Buffer): Promise<string> => {
  await mkdir(folder.path(...path.slice(0, -1)), { recursive: true });
  await writeFile(folder.path(...path), content);
  return folder.path(...path);
};

beforeAll(async () => {
  folder = await scratch();
  lines = [];
  state = ['--state', folder.path('state')];
  await put(['key'], 'c4'.repeat(32));
  const cases = casesCsv(...Array.from({ length: 30 }, (_, at) => [`A${at}`, '2015-10-02'] as const));
  const month = ['exports', 'nhth', '2015-10'];
  await put([...month, 'cases.csv'], cases);
  await put([...month, `victims${PLANTED}.csv`], 'x\n');
  await put(['exports', 'nhth', PLANTED, 'cases.csv'], cases);
  await put(['exports', PLANTED, '2015-10', 'cases.csv'], cases);
  await put([...month, `months${PLANTED}.zip`], await zip({ [`signals${PLANTED}.csv`]: 'x\n', 'cases.csv': cases }));
  await put([...month, 'twice.zip'], await zip({ [`a${PLANTED}/signals.csv`]: 'x\n', 'b/signals.csv': 'x\n' }));
});
afterAll(() => folder.remove());

describe('characters that control a terminal', () => {
  it('reach no line of a command that reads exports, whatever they were planted in', async () => {
    const places = ['--exports', folder.path('exports'), '--out', folder.path('out'), ...state];
    await run('build', '--sheet', SHEET, ...places);
    await run('build', '--sheet', SHEET, ...places, '--json');
    for (const more of [[], ['--json'], ['--lang', 'es']])
      await run('status', '--exports', folder.path('exports'), ...state, ...more);
    await run('check', folder.path('exports', 'nhth', '2015-10'), '--values');
    await run('check', folder.path('exports', 'nhth', '2015-10'), '--json');
    await run('check', folder.path('exports', 'nhth', '2015-10', `months${PLANTED}.zip`));
    expect(lines.filter((line) => line.includes('\\u001b')).length).toBeGreaterThan(5);
  });

  it('reach no line by a name of a sheet in a workbook', async () => {
    const name = 'a&#155;[2J&#8238;&#10;RevisionApproved&#8233;';
    const file = await put(
      ['book.xlsx'],
      await packed(workbookParts({ [name]: headings('x,y'), cases: headings('x,y') })),
    );
    await run('check', file, '--hotline', 'nhth');
  });

  it('reach no line by what a person writes', async () => {
    await run(PLANTED);
    await run('build', `--${PLANTED}`);
    await run('editions', '--state', folder.path(PLANTED));
    await run('review', PLANTED, '2015-10', ...state);
    await run('publish', SHEET, PLANTED, ...state);
    await run('check', folder.path(`${PLANTED}.csv`), '--hotline', PLANTED);
    await run('hotlines', PLANTED);
    await run(
      'stakeholders',
      'add',
      '--name',
      PLANTED,
      '--email',
      `${PLANTED}@example.org`,
      '--language',
      PLANTED,
      '--sheets',
      PLANTED,
      ...state,
    );
    await run('stakeholders', 'remove', PLANTED, ...state);
    await run('distribute', SHEET, '--to', PLANTED, ...state);
    const list = await put(
      [`list${PLANTED}.csv`],
      `name,email,language,sheets,${PLANTED}\n"${PLANTED}",a@example.org,${PLANTED},${PLANTED},link\n`,
    );
    await run('stakeholders', 'import', list, ...state);
    await run('sheets', '--definitions', folder.path(PLANTED));
  });

  it('reach no line by a broken definition', async () => {
    await put(['definitions', 'codes', 'gender.json'], `{"${PLANTED}`);
    await put(['definitions', 'hotlines', `a${PLANTED}.json`], '{');
    await run('hotlines', '--definitions', folder.path('definitions'));
  });

  const decisions: [what: string, options: string[]][] = [
    ['name', ['--by', `Ana${PLANTED}`, '--reason', 'a test']],
    ['name of one invisible character', ['--by', 'Ana\u200bReyes', '--reason', 'a test']],
    ['reason', ['--by', 'Ana', '--reason', `a\u202etest`]],
    ['reason of two lines', ['--by', 'Ana', '--reason', 'a\nRevisionApproved']],
    ['endless name', ['--by', 'A'.repeat(201), '--reason', 'a test']],
    ['endless reason', ['--by', 'Ana', '--reason', 'a'.repeat(4001)]],
  ];
  it.each(spread(decisions, 2))('are refused in a decision: %s', async (_, options) => {
    const decided = await run('approve', SHEET, '2015-10', '--revision', '1', ...options, ...state);
    expect(decided).toMatchObject({
      code: 1,
      err: expect.stringMatching(/DecisionRefused: .* needs a (?:name|reason) of at most/u),
    });
    expect((await run('editions', ...state)).out).not.toContain('approved');
  });
});

describe('a line of a terminal', () => {
  it('shows what it was given, and stays the same JSON', () => {
    expect(printable('Rosa Méndez — 12 ‡ 日本 👩')).toBe('Rosa Méndez — 12 ‡ 日本 👩');
    expect(printable('a\u001bb\nc\u{e0041}')).toBe('a\\u001bb\\u000ac\\udb40\\udc41');
    const value = { name: PLANTED, list: [PLANTED, 1, null] };
    expect(JSON.parse(printable(JSON.stringify(value)))).toEqual(value);
    expect(JSON.stringify(printableIn(value))).not.toMatch(FORBIDDEN);
    expect(isPrintable('Ana Reyes')).toBe(true);
    expect(isPrintable('Ana\u00adReyes')).toBe(false);
  });

  it('cannot be forged: later lines of a message are indented', () => {
    expect(linesOf('wrong:\nRevisionApproved\r\n  line 3: no name')).toEqual([
      'wrong:',
      '  RevisionApproved',
      '  line 3: no name',
    ]);
  });

  it('keeps the lines of indented JSON, and of nothing that looks like it', () => {
    const out: string[] = [];
    const terminal = safeTerminal({ out: (line) => out.push(line), err: () => undefined, watched: false });
    terminal.out(JSON.stringify({ a: PLANTED }, null, 2));
    expect(JSON.parse(out[0] ?? '')).toEqual({ a: PLANTED });
    terminal.out('{\nRevisionApproved');
    expect(out[1]).toBe('{\\u000aRevisionApproved');
  });

  it('is escaped in what start prints', () => {
    const out: string[] = [];
    const reporter = textReporter({ out: (line) => out.push(line), err: () => undefined, watched: false });
    reporter.gone(`exports/nhth/2015-10/${PLANTED}`);
    reporter.problems('key', [PLANTED]);
    reporter.failure(PLANTED, new Failure('DefinitionInvalid', `${PLANTED} is wrong`));
    reporter.event(
      { name: 'RevisionApproved', detail: { sheet: SHEET, month: '2015-10', revision: 1, by: PLANTED } },
      true,
    );
    for (const line of out) expect(line).not.toMatch(FORBIDDEN);
    expect(out.filter((line) => line.startsWith('RevisionApproved'))).toHaveLength(1);
  });
});
