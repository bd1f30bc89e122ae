import { existsSync } from 'node:fs';
import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { ROOT, run, scratch } from './command-line.ts';

const REAL = fileURLToPath(new URL('../../../shared/data/linea-145/exports', import.meta.url));

/** A sheet that becomes a family, and the exports that it counts. */
interface Published {
  readonly sheet: string;
  readonly by: string;
  readonly exports: string;
  readonly key: readonly string[];
}

let folder: Awaited<ReturnType<typeof scratch>>;
beforeAll(async () => {
  folder = await scratch();
});
afterAll(() => folder.remove());

/** Returns the options that name the definitions, state and output of a family. */
async function placesOf({ sheet, by, key }: Published): Promise<string[]> {
  const place = (name: string): string => folder.path(`${sheet}-${by}`, name);
  const definitions = place('definitions');
  for (const name of ['templates', 'codes', 'hotlines', 'boundaries'])
    await cp(`${ROOT}${name}`, join(definitions, name), { recursive: true });
  const file = join(definitions, 'templates', sheet, 'sheet.json');
  const json = JSON.parse(await readFile(file, 'utf8'));
  const wording = join(definitions, 'templates', sheet, 'wording', 'en.md');
  const words = await readFile(wording, 'utf8');
  if (!words.includes('title.member')) await writeFile(wording, withMembers(words));
  await writeFile(file, JSON.stringify({ ...json, languages: ['en'], family: { by, members: 'all' } }));
  return ['--definitions', definitions, '--state', place('state'), '--out', place('out'), ...key];
}

/** Adds the texts that pages of members need. */
const withMembers = (words: string): string =>
  `${words.replace('\n- title:', '\n- title.member: Cases {member.in}\n- title:')}
## intro.few

Too few cases {member.in}.

## intro.none

No case {member.in}.
`;

/** Publishes months one after another, and approves each family; returns what was said about each month. */
async function approveInOrder(published: Published, months: readonly string[]): Promise<string[]> {
  const { sheet, exports } = published;
  const places = await placesOf(published);
  const state = places.slice(2);
  const said: string[] = [];
  for (const month of months) {
    await run('build', '--exports', exports, '--sheet', sheet, '--through', month, ...places, '--quiet');
    const { out } = await run('family', sheet, month, ...state);
    const word = /--approve ([0-9a-f]{12}) /u.exec(out)?.[1] ?? 'none';
    const decided = await run('family', sheet, month, ...state, '--approve', word, '--by', 'Ana', '--reason', 'a test');
    said.push(decided.err || `${month}: ${decided.out.match(/approved by Ana/gu)?.length} approved`);
  }
  return said;
}

const SAMPLES = {
  sheet: 'us-mexico-border',
  exports: join(ROOT, 'samples', 'exports'),
  key: ['--key', join(ROOT, 'samples', 'key')],
};

describe('the family of the samples', () => {
  it('by hotline is approved after four months', async () => {
    const said = await approveInOrder({ ...SAMPLES, by: 'hotline' }, ['2017-03', '2017-07']);
    expect(said).toEqual(['2017-03: 3 approved', '2017-07: 3 approved']);
  });

  it('by state is approved after four months', async () => {
    expect(await approveInOrder({ ...SAMPLES, by: 'state' }, ['2017-03', '2017-07'])).toEqual([
      '2017-03: 89 approved',
      '2017-07: 89 approved',
    ]);
  });
});

describe.skipIf(!existsSync(REAL))('the family of a real hotline', () => {
  it.each([
    ['type', ['2020-06', '2020-09', '2020-12']],
    ['state', ['2020-06', '2020-09', '2020-12']],
  ])('by %s is approved quarter after quarter', async (by, months) => {
    const said = await approveInOrder({ sheet: 'linea-145', by, exports: REAL, key: [] }, months);
    expect(said).toEqual(months.map((month) => expect.stringMatching(new RegExp(`^${month}: `, 'u'))));
  });
});
