import { afterAll, beforeAll, expect, it } from 'vitest';
import { parseCommand } from '../../local/cli/main.ts';
import { buildCases, run, scratch } from '../local/command-line.ts';
import { readDocument, stepsOf } from './document-blocks.ts';

const SHEET = 'us-mexico-border';
const COMMANDS = stepsOf(readDocument('docs/wrong-figure.md')).flatMap((step) =>
  'command' in step ? [argvOf(step.command.command)] : [],
);
let folder: Awaited<ReturnType<typeof scratch>>;
const before = process.cwd();

/**
 * Returns the arguments of a shown command, with a quoted text as one argument, and with the edition of the test's
 * state.
 */
function argvOf(command: string): string[] {
  const words = [...command.matchAll(/"([^"]*)"|(\S+)/gu)].map(([, quoted, plain]) => quoted ?? plain ?? '');
  expect(words.slice(0, 3)).toEqual(['npx', '--no', 'factsheets']);
  return words.slice(3).map((word) => (word === '2017-07' ? '2015-10' : word));
}

const person = (name: string) =>
  run('stakeholders', 'add', '--name', name, '--email', `${name}@consulado.mx`, '--language', 'es', '--sheets', SHEET);

beforeAll(async () => {
  folder = await scratch();
  await buildCases(folder.path, 30);
  process.chdir(folder.path());
  for (const name of ['rosa', 'hal', 'eva']) await person(name);
  await run('approve', SHEET, '2015-10', '--revision', '1', '--by', 'Bo', '--reason', 'incomplete');
  await run('distribute', SHEET);
  await run('stakeholders', 'pause', 'hal@consulado.mx');
});
afterAll(async () => {
  process.chdir(before);
  await folder.remove();
});

it('shows commands that do, in their order, what the page says of them', async () => {
  const outputs = new Map<string, string>();
  for (const argv of COMMANDS) {
    if (argv[0] === 'publish') await buildCases(folder.path, 50); // upload the corrected export
    const { out, err } = await run(...argv);
    expect(`${argv.join(' ')}: ${err}`).not.toMatch(/factsheets: \w+:/u);
    outputs.set(
      argv
        .slice(0, 2)
        .concat(argv.filter((word) => /^(?:--|\d+$)/u.test(word)))
        .join(' '),
      out,
    );
  }
  expect(outputs.get('hold us-mexico-border --by --reason')).toContain('held by Ana Reyes');
  expect(outputs.get('stakeholders got')).toMatch(
    /to be called, .*: 1 stakeholder\n {2}hal <.*\na correction by mail reaches 2/u,
  );
  expect(outputs.get('distribute us-mexico-border --resolve')).toBe('3 changed');
  expect(outputs.get('approve us-mexico-border --revision 2 --by --reason')).toMatch(
    /goes out: not before it is released \(held/u,
  );
  expect(outputs.get('distribute us-mexico-border --dry-run')).toContain('correction of revision 1');
  expect(outputs.get('distribute us-mexico-border')).toContain('revision 2: 2 written, 1 paused');
  expect(outputs.get('stakeholders got --revision 2')).toMatch(/a correction by mail reaches 2 stakeholders/u);
});

it('names in its table for AWS only options that the commands have', async () => {
  const place = ['--url', 'https://x.lambda-url.us-east-1.on.aws/'];
  const table = ['--table', 'T', '--secret', 'arn'];
  const inAws = [
    ['hold', SHEET, '--by', 'Ana', '--reason', 'x', ...place],
    ['release', SHEET, '--by', 'Ana', ...place],
    ['review', SHEET, '2017-07', ...place],
    ['approve', SHEET, '2017-07', '--revision', '2', '--by', 'Bo', '--reason', 'x', ...place],
    ['stakeholders', 'got', SHEET, '2017-07', ...table],
    ['distribute', SHEET, '2017-07', '--resolve', 'revoke', ...table],
    ['publish', SHEET, '2017-07', '--queue', 'https://queue'],
    ['distribute', SHEET, '--now', '--by', 'Ana', ...place],
  ];
  for (const argv of inAws) await expect(parseCommand(argv)).resolves.toBeDefined();
});
