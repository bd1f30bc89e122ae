import { execFile } from 'node:child_process';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parseCommand } from '../../local/cli/main.ts';
import { ROOT, scratch } from './command-line.ts';

const FOLDERS = ['bin', 'boundaries', 'codes', 'hotlines', 'templates', 'samples'];

/** Prints each command line of the demo instead of running it. */
const PRINTER = `export async function start(argv) { console.log(JSON.stringify(argv)); process.exitCode = 0; }\n`;

let folder: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  folder = await scratch();
  for (const name of FOLDERS) await cp(`${ROOT}${name}`, folder.path(name), { recursive: true });
  await writeFile(folder.path('bin', 'start.mjs'), PRINTER);
});
afterAll(() => folder.remove());

/** Returns the command lines of `npm run demo` with these flags. */
async function demo(...flags: readonly string[]): Promise<readonly string[][]> {
  const { stdout } = await promisify(execFile)(process.execPath, [folder.path('bin', 'demo.mjs'), ...flags]);
  return stdout
    .trim()
    .split('\n')
    .map((line) => JSON.parse(line) as string[]);
}

const namesOf = (commands: readonly string[][]) => commands.map(([name]) => name);

describe('npm run demo', () => {
  it.each([
    [[]],
    [['--quiet']],
    [['--serve', '--port', '9000']],
    [['--family']],
    [['--family', '--quiet']],
    [['--family', '--serve', '--port', '9000']],
  ])('gives the command line what it accepts: %j', async (flags) => {
    const commands = await demo(...flags);
    expect(commands.length).toBeGreaterThan(0);
    for (const command of commands) await expect(parseCommand(command), command.join(' ')).resolves.toBeDefined();
  });

  it('serves the family with the steps of the portal alone, and the definitions of the family', async () => {
    const [served, family] = [await demo('--serve'), await demo('--serve', '--family', '--port', '9000')];
    expect(namesOf(family)).toEqual(namesOf(served));
    const own = ['--definitions', 'out/demo/definitions'];
    for (const command of family.filter(([name]) => name === 'build' || name === 'start'))
      expect(command.join(' ')).toContain(own.join(' '));
    expect(family.at(-1)).toEqual([...(served.at(-1) ?? []), ...own, '--port', '9000']);
    const sheet = folder.path('out', 'demo', 'definitions', 'templates', 'us-mexico-border', 'sheet.json');
    expect(JSON.parse(await readFile(sheet, 'utf8'))).toMatchObject({ family: { by: 'state', members: 'all' } });
  });
});
