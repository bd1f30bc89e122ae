// One measured process: renders pages of a compiled sheet (JSON) from an edition (JSON) with the program's own step,
// including charts.
import { readFile } from 'node:fs/promises';
import { measurePages } from './measure-pages.ts';

const [sheetFile = '', editionFile = '', fonts = '', out = '', count = '1'] = process.argv.slice(2);
const compiled = readFile(sheetFile, 'utf8').then(JSON.parse);
measurePages(compiled, { editionFile, fonts, out, count: Number(count) }).catch((error: unknown) => {
  process.stderr.write(`${error instanceof Error ? error.stack : String(error)}\n`);
  process.exitCode = 1;
});
