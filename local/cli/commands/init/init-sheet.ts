import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { json, loadUsableDefinitions } from '../../../../src/definitions/load-definitions.ts';
import type { DefinitionFiles } from '../../../../src/domain/effects.ts';
import { Failure } from '../../../../src/domain/failure.ts';
import type { Day } from '../../../../src/domain/month.ts';
import { findHotline } from '../../../../src/steps/check-file/check-file.ts';
import type { Paper } from '../../../../src/steps/suggest-sheet/suggest-page.ts';
import { type NewSheet, suggestSheet } from '../../../../src/steps/suggest-sheet/suggest-sheet.ts';
import { openDefinitions } from '../../../pipeline/local-runtime.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { EXIT } from '../../command.ts';
import { assertAbsent } from './definitions-folder.ts';

export interface InitSheet {
  readonly what: 'sheet';
  readonly id: string;
  readonly hotline: string;
  readonly from: Day;
  readonly languages: readonly string[];
  readonly threshold: number;
  readonly paper: Paper;
  /** The name of boundaries; null for no map. */
  readonly map: string | null;
  readonly definitions: string;
}

/**
 * Writes the folder of a new sheet for a hotline.
 * @throws Failure WrongUsage if the sheet exists, or the hotline or the boundaries do not
 */
export async function initSheet(command: InitSheet, terminal: Terminal): Promise<number> {
  const { id, definitions: folder } = command;
  const root = join(folder, 'templates', id);
  await assertAbsent(root, 'choose another id, or remove it');
  const files = openDefinitions(folder);
  const definitions = await loadUsableDefinitions(files);
  const hotline = findHotline(definitions, command.hotline);
  const map = command.map === null ? null : await mapOf(files, command.map);
  const { languages, from, threshold, paper } = command;
  const sheet: NewSheet = { id, hotline, codes: definitions.codes, languages, from, threshold, paper, map };
  for (const [path, text] of suggestSheet(sheet)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text, { flag: 'wx' });
    terminal.out(`wrote ${join(root, path)}`);
  }
  terminal.out('next:');
  terminal.out(`  factsheets doctor --definitions ${folder}`);
  terminal.out(`  factsheets preview ${id} --exports exports --definitions ${folder}`);
  return EXIT.complete;
}

/** The boundaries of a map, and the countries of their places. */
async function mapOf(files: DefinitionFiles, name: string): Promise<NewSheet['map']> {
  const path = `boundaries/${name}.topo.json`;
  const known = (await files.list('boundaries')).flatMap((file) => /\/([^/]+)\.topo\.json$/u.exec(file)?.[1] ?? []);
  if (!known.includes(name))
    throw new Failure('WrongUsage', `--map: there are no boundaries "${name}"; there are ${known.join(', ')}`);
  const ids = JSON.stringify(await json(files, path)).matchAll(/"id":"([A-Z]{2})-[A-Z0-9]+"/gu);
  return { boundaries: name, countries: [...new Set(Array.from(ids, ([, country = '']) => country))] };
}
