/**
 * Prints all compiled sheets as a JSON object by id. They are bundled with the functions that render pages
 * (lib/compiled-sheets.ts).
 */
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { definitionFiles } from '../src/adapters/local/definition-files.ts';
import { listSheets, loadDefinitions, loadFamily } from '../src/definitions/load-definitions.ts';
import { withCanary } from '../src/definitions/with-canary.ts';
import { CANARY } from '../src/domain/canary.ts';
import { compileSheet } from '../src/steps/compile-sheet/compile-sheet.ts';
import { membersSheetId } from '../src/steps/compile-sheet/compiled-sheet.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
const files = withCanary(definitionFiles(root), definitionFiles(join(root, CANARY)));
const definitions = await loadDefinitions(files);
const sheets: Record<string, unknown> = {};
for (const id of await listSheets(files)) {
  const [whole, member] = await loadFamily(files, definitions, id);
  sheets[id] = await compileSheet(definitions, files, whole);
  // the members of a family share what is compiled with the first of them, because only their names differ
  if (member) sheets[membersSheetId(id)] = await compileSheet(definitions, files, { ...member, related: [] });
}
process.stdout.write(JSON.stringify(sheets));
