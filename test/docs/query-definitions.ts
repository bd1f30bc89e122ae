import { cp, readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { fragmentsOf, readDocument, stepsOf } from './document-blocks.ts';

const ROOT = fileURLToPath(new URL('../../', import.meta.url));

/** The list that docs/query.md names, as docs/add-a-hotline.md writes it. */
const LIST = 'trial/codes/age-band.json';

/**
 * Copies the program's definitions into a folder, with the added list of docs/query.md, and its column in the mapping
 * of one of the two hotlines of the samples.
 */
export async function queryDefinitions(folder: string): Promise<void> {
  for (const name of ['hotlines', 'codes', 'templates', 'boundaries'])
    await cp(join(ROOT, name), join(folder, name), { recursive: true });
  const steps = stepsOf(readDocument('docs/add-a-hotline.md'));
  const list = steps.flatMap((step) => ('file' in step && step.file.path === LIST ? [step.file.text] : []))[0];
  if (list === undefined) throw new Error(`docs/add-a-hotline.md does not write ${LIST}`);
  await writeFile(join(folder, 'codes/age-band.json'), list);
  const path = join(folder, 'hotlines/nhth.json');
  const hotline = JSON.parse(await readFile(path, 'utf8'));
  Object.assign(
    hotline.files.victims.tables.victims.columns,
    JSON.parse(`{${fragmentsOf(readDocument('docs/query.md'), 'json')[0]}}`),
  );
  await writeFile(path, JSON.stringify(hotline));
}
