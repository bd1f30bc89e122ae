import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import type { PrintedFigure } from '../src/domain/figure.ts';
import { dataPackageFiles } from '../src/public/data-package/data-package.ts';
import { editionWith, GENDER, shownInBoth } from '../test/public/public-fixture.ts';
import { pythonTool } from './aws/python-tools.ts';
import { type Check, checked } from './check.ts';

const run = promisify(execFile);

const ENVIRONMENT = {
  name: 'frictionless',
  requirements: fileURLToPath(new URL('data-package-requirements.txt', import.meta.url)),
  python: async () => 'python3',
};

/** A figure of each kind: hidden cells, classes, months, tied cells, rounded numbers. */
const KINDS: Readonly<Record<string, PrintedFigure>> = {
  'hidden cells': GENDER,
  classes: {
    ...{ id: 'cases-by-state', counts: 'cases', by: 'state', multi: true, total: 727, known: 469 },
    cells: [
      { key: 'US-TX', class: { from: 50, to: null } },
      { key: 'US-CA', class: { from: 10, to: 24 } },
      { key: 'US-NY', suppressed: true },
    ],
  },
  'tied cells': {
    ...{ id: 'victims-by-nationality', counts: 'victims', by: 'nationality', multi: true, total: 1000 },
    cells: [{ key: 'MX', count: 999, share: 100 }],
    tied: { cells: 3, count: 1, share: 0 },
  },
  'rounded numbers': { ...GENDER, rounded: 5, cells: [{ key: 'male', count: null, share: null, fewerThan: 5 }] },
};

/** Validates data packages with the Python tool of Frictionless Data: descriptor, types, keys, sizes and hashes. */
export async function dataPackageChecks(): Promise<readonly Check[]> {
  const tool = await pythonTool('frictionless', ENVIRONMENT);
  const checks: Check[] = [];
  for (const [name, figure] of Object.entries(KINDS)) {
    checks.push(await checked(`${name}: the package is valid`, () => validate(tool, figure, (text) => text)));
    const damage = (text: string): string => text.replace(/,false/u, ',perhaps');
    const damaged = await checked('', () => validate(tool, figure, damage));
    checks.push({
      name: `${name}: a changed table is noticed`,
      problem: damaged.problem === null ? 'frictionless accepts a table that is not the described one' : null,
    });
  }
  return checks;
}

async function validate(tool: string, figure: PrintedFigure, change: (csv: string) => string): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'factsheets-data-package-'));
  try {
    const editions = await shownInBoth(editionWith(figure));
    for (const { path, text } of dataPackageFiles({ editions, approvedAt: '2017-08-09T17:06:00.000Z' })) {
      await mkdir(dirname(join(folder, path)), { recursive: true });
      await writeFile(join(folder, path), path.endsWith('.csv') ? change(text) : text);
    }
    await run(tool, ['validate', join(folder, 'datapackage.json')]);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}
