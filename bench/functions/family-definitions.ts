import { cpSync, mkdirSync, readFileSync, symlinkSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadFamily } from '../../src/definitions/load-definitions.ts';
import { CANARY } from '../../src/domain/canary.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import { membersSheetId } from '../../src/steps/compile-sheet/compiled-sheet.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The sheet that is a family. */
export const SHEET = 'us-mexico-border';

/** The members of a family: `all` states, or a list of codes. */
export type FamilyMembers = 'all' | readonly string[];

/**
 * Writes what a deployed function has beside its code.
 * @param root a folder that does not exist, or is empty
 */
export async function deploy(root: string, members: FamilyMembers): Promise<void> {
  deployDefinitions(root, members);
  const files = definitionFiles(root);
  const definitions = await loadDefinitions(files);
  const [main, member] = await loadFamily(files, definitions, SHEET);
  mkdirSync(join(root, 'compiled'));
  const write = async (id: string, of: typeof main) =>
    writeFileSync(join(root, `compiled/${id}.json`), JSON.stringify(await compileSheet(definitions, files, of)));
  await write(SHEET, main);
  if (member) await write(membersSheetId(SHEET), { ...member, related: [] });
}

/** Writes the program's definitions, with the sheet of the border as a family, and no other sheet. */
export function deployDefinitions(root: string, members: FamilyMembers): void {
  mkdirSync(join(root, 'templates'), { recursive: true });
  for (const name of ['hotlines', 'codes', 'fonts', 'boundaries', CANARY])
    symlinkSync(join(ROOT, name), join(root, name));
  cpSync(join(ROOT, 'templates', SHEET), join(root, 'templates', SHEET), { recursive: true });
  const place = join(root, 'templates', SHEET, 'sheet.json');
  const sheet = JSON.parse(readFileSync(place, 'utf8'));
  writeFileSync(place, JSON.stringify({ ...sheet, family: { by: 'state', members } }));
}
