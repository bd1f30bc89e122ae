import { existsSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { main } from '../local/cli/main.ts';
import { renderEdition } from '../src/steps/render-report/render-report.ts';
import { KINDS, renderKind } from '../test/document/kinds.ts';
import { FONT_FILES } from '../test/document/page-input.ts';
import { compiledWith, renderCompiled, THEMED } from '../test/document/themed-sheet.ts';
import { compileOyapock, OYAPOCK_EDITION } from '../test/languages/oyapock.ts';

const ROOT = fileURLToPath(new URL('../', import.meta.url));

/**
 * Renders every kind of edition in the tests and the sheet in French and Portuguese, then builds editions with the command line: from the sample exports, from
 * a set of exports with most months missing, and from a real year.
 */
export async function makePages(out: string): Promise<void> {
  await mkdir(join(out, 'kinds'), { recursive: true });
  for (const kind of KINDS)
    await writeFile(join(out, 'kinds', `${kind.name}.${kind.language}.pdf`), await renderKind(kind));
  const themed = await compiledWith(THEMED);
  for (const language of themed.sheet.languages)
    await writeFile(join(out, 'kinds', `themed.${language}.pdf`), await renderCompiled(themed, language));
  const oyapock = await compileOyapock();
  for (const language of oyapock.sheet.languages) {
    const { pdf } = await renderEdition({ fonts: FONT_FILES }, oyapock, OYAPOCK_EDITION, language);
    await writeFile(join(out, 'kinds', `oyapock.${language}.pdf`), pdf);
  }
  await build(`${ROOT}samples/exports`, 'us-mexico-border', join(out, 'samples'));
  const few = join(out, 'few-exports');
  for (const month of ['2015-09', '2015-10'])
    await cp(`${ROOT}samples/exports/nhth/${month}`, join(few, 'nhth', month), { recursive: true });
  await build(few, 'us-mexico-border', join(out, 'few'), '--through', '2015-10');
  const real = `${ROOT}../shared/data/linea-145/exports`;
  if (existsSync(real)) await build(real, 'linea-145', join(out, 'linea-145'));
  else console.log('not held: a real year of linea-145, for its exports are not beside the repository (shared/data)');
}

/** Runs one build without printing its output. Some of the builds are meant to yield an incomplete edition. */
async function build(exports: string, sheet: string, out: string, ...more: readonly string[]): Promise<void> {
  const said: string[] = [];
  const key = `${out}.key`;
  await writeFile(key, '5a'.repeat(32), { mode: 0o600 });
  const terminal = { out: () => undefined, err: (line: string) => void said.push(line), watched: false };
  const argv = ['build', '--exports', exports, '--sheet', sheet, '--out', out, '--key', key, '--quiet'];
  const code = await main([...argv, ...more], terminal, {});
  if (code === 1) throw new Error(`${sheet} could not be built: ${said.join('\n')}`);
}
