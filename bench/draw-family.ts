// One measured process: draws the pages of a family's members, all with every figure, in both languages, as the command
// line does: on a thread for each of two cores, which have drawn before.

import { openDefinitions } from '../local/pipeline/local-runtime.ts';
import { pageWorkers } from '../local/pipeline/page-workers.ts';
import { loadDefinitions, loadFamily } from '../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../src/domain/effects.ts';
import { inventedEdition } from '../src/steps/check-definitions/invented-edition.ts';
import { compileSheet } from '../src/steps/compile-sheet/compile-sheet.ts';
import { report } from './measured.ts';

const SHEET = 'us-mexico-border';
const CORES = 2;

/** Returns the shipped definitions with the sheet as a family by state. */
function familyFiles(): DefinitionFiles {
  const files = openDefinitions();
  return {
    ...files,
    bytes: async (path) => {
      const bytes = await files.bytes(path);
      if (path !== `templates/${SHEET}/sheet.json`) return bytes;
      return Buffer.from(JSON.stringify({ ...JSON.parse(Buffer.from(bytes).toString()), family: { by: 'state' } }));
    },
  };
}

const count = Number(process.argv[2] ?? 1);
const files = familyFiles();
const definitions = await loadDefinitions(files);
const [, ...members] = await loadFamily(files, definitions, SHEET);
const [first] = members;
if (!first) throw new Error('the family has no members');
const compiled = await compileSheet(definitions, files, first);
const workers = pageWorkers(CORES);

async function draw(index: number): Promise<number> {
  const sheet = members[index % members.length] ?? first;
  if (!sheet) return 0;
  const edition = inventedEdition(sheet, definitions.codes);
  const drawn = sheet.languages.map((language) =>
    workers.drawPages({ ...compiled, sheet: { ...sheet, related: [] } }, edition, language),
  );
  return (await Promise.all(drawn)).reduce((sum, { pdf }) => sum + pdf.byteLength, 0);
}

/** Draws members, as many at a time as a publication does. */
async function drawAll(howMany: number): Promise<number> {
  const queue = Array.from({ length: howMany }, (_, index) => index);
  let bytes = 0;
  const turn = async (): Promise<void> => {
    for (let index = queue.shift(); index !== undefined; index = queue.shift()) {
      const drawn = await draw(index);
      bytes += drawn;
    }
  };
  await Promise.all(Array.from({ length: workers.atATime }, turn));
  return bytes;
}

await drawAll(2 * CORES);
const start = performance.now();
const bytes = await drawAll(count);
report(performance.now() - start, String(bytes));
await workers.close();
