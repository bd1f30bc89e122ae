import { writeFile } from 'node:fs/promises';
import { buildCases, run } from './command-line.ts';

export const SHEET = 'us-mexico-border';

type Path = (...parts: string[]) => string;

/** Approves a revision of the edition that `buildCases` makes. */
export const approve = (path: Path, revision: number) =>
  run(
    ...['approve', SHEET, '2015-10', '--revision', String(revision), '--by', 'Ana', '--reason', 'a test'],
    ...['--state', path('state')],
  );

/**
 * Adds people to the list of a state, by name, with their language; their addresses are `<name>@example.org`.
 * @param delivery with links, nothing is sent on one machine, because no server answers links there
 */
export async function listPeople(
  path: Path,
  people: Readonly<Record<string, 'en' | 'es'>>,
  delivery: 'attachment' | 'link' = 'attachment',
) {
  const lines = Object.entries(people).map(
    ([name, language]) => `${name},${name.toLowerCase()}@example.org,,${language},${SHEET},${delivery}\n`,
  );
  await writeFile(path('list.csv'), `name,email,organisation,language,sheets,delivery\n${lines.join('')}`);
  return run('stakeholders', 'import', path('list.csv'), '--state', path('state'));
}

/** Creates a state of 30 cases with Rosa and Alex on the list, and approves its edition; nothing is sent yet. */
export async function makeApprovedState(path: Path): Promise<void> {
  await buildCases(path, 30);
  await listPeople(path, { Rosa: 'es', Alex: 'en' });
  await approve(path, 1);
}
