import { readdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { compactTable } from './dynalite-table.ts';
import type { Written } from './journal.ts';
import { statIfExists } from './read-stored.ts';

const notePath = (state: string): string => join(state, 'erase');

/**
 * Notes that data about a person was replaced: LevelDB keeps the old bytes until it is compacted. The note stays until
 * then, even if the process is killed.
 */
export async function noteErasure(state: string, { key, generation }: Written): Promise<void> {
  if (key.startsWith('STAKEHOLDERS ') && generation > 1) await writeFile(notePath(state), '', { mode: 0o600 });
}

/**
 * Erases replaced data from the files of the table, and the messages in the state to people who left. The table must be
 * closed; while another process has it open, the note stays for that process.
 */
export async function erase(state: string, people: readonly Written[]): Promise<void> {
  if (!(await statIfExists(notePath(state)))) return;
  if (!(await compactTable(join(state, 'table')))) return;
  const left = people.flatMap(({ key, status }) => (status === 'left' ? [key.replace(/^.* STAKEHOLDER#/u, '')] : []));
  await removeMessages(join(state, 'mail'), new Set(left));
  await rm(notePath(state), { force: true });
}

/** Messages are named by their ids: `<sheet>.<month>.r<revision>.<stakeholder>.eml`. */
async function removeMessages(folder: string, left: ReadonlySet<string>): Promise<void> {
  if (!(await statIfExists(folder))?.isDirectory()) return;
  for (const name of await readdir(folder))
    if (left.has(name.split('.').at(-2) ?? '')) await rm(join(folder, name), { force: true });
}
