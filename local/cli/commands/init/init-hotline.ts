import { writeFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { loadUsableDefinitions } from '../../../../src/definitions/load-definitions.ts';
import { fold } from '../../../../src/domain/codes.ts';
import { Failure } from '../../../../src/domain/failure.ts';
import { readableJson } from '../../../../src/steps/suggest-hotline/hotline-json.ts';
import type { AskedLists } from '../../../../src/steps/suggest-hotline/own-lists.ts';
import type { Answers } from '../../../../src/steps/suggest-hotline/suggest-file.ts';
import { suggestHotline } from '../../../../src/steps/suggest-hotline/suggest-hotline.ts';
import { surveySamples } from '../../../../src/steps/suggest-hotline/survey-samples.ts';
import { openDefinitions } from '../../../pipeline/local-runtime.ts';
import { statIfExists } from '../../../state/read-stored.ts';
import { makeScratch } from '../../../state/scratch.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { EXIT } from '../../command.ts';
import { assertAbsent, prepareDefinitions } from './definitions-folder.ts';
import { hotlineLines } from './hotline-lines.ts';

export interface InitHotline {
  readonly what: 'hotline';
  readonly paths: readonly string[];
  /** Null takes it from the first file's name. */
  readonly id: string | null;
  readonly name: string | null;
  readonly answers: Answers;
  readonly asked: AskedLists;
  readonly definitions: string;
}

/**
 * Writes the definition of a new hotline from samples of its files.
 * @throws Failure WrongUsage if a file is not a sample, or the definition exists; ExportUnreadable if it cannot be read
 */
export async function initHotline(command: InitHotline, terminal: Terminal): Promise<number> {
  const samples = await survey(command.paths);
  const id = command.id ?? idOf(command.paths[0] ?? '');
  const file = join(command.definitions, 'hotlines', `${id}.json`);
  await assertAbsent(file, 'choose another --id, or remove it');
  if (await prepareDefinitions(command.definitions)) terminal.out(`created ${command.definitions}`);
  const { codes } = await loadUsableDefinitions(openDefinitions(command.definitions));
  const suggestion = suggestHotline(
    { id, name: command.name ?? id, answers: command.answers, asked: command.asked },
    samples,
    codes,
  );
  for (const [list, content] of suggestion.lists) {
    const path = join(command.definitions, 'codes', `${list}.json`);
    await writeFile(path, `${readableJson(content)}\n`, { flag: 'wx' });
    terminal.out(`wrote ${path}`);
  }
  await writeFile(file, `${readableJson(suggestion.definition)}\n`, { flag: 'wx' });
  terminal.out(`wrote ${file}`);
  for (const line of hotlineLines(suggestion, terminal.isScreen === true)) terminal.out(line);
  const [path = ''] = command.paths;
  const [first] = suggestion.files;
  const month = first?.dates ? ` --month ${first.dates.last}` : '';
  const table = first ? ` --table ${quotedIfNeeded(first.name)}` : '';
  terminal.out('next:');
  terminal.out(
    `  factsheets check ${quotedIfNeeded(path)} --hotline ${id}${table}${month} --values --definitions ${command.definitions}`,
  );
  const from = first?.dates ? `${first.dates.first}-01` : 'YYYY-MM-DD';
  terminal.out(`  factsheets init sheet ${id} --hotline ${id} --from ${from} --definitions ${command.definitions}`);
  return EXIT.complete;
}

const quotedIfNeeded = (text: string): string => (/^[\w./-]+$/u.test(text) ? text : JSON.stringify(text));

/** @throws Failure WrongUsage if there is no such file */
async function survey(paths: readonly string[]) {
  for (const path of paths)
    if (!(await statIfExists(path))?.isFile()) throw new Failure('WrongUsage', `there is no file ${path}`);
  const scratch = await makeScratch();
  try {
    return await surveySamples(paths, scratch.folder);
  } finally {
    await scratch.remove();
  }
}

function idOf(path: string): string {
  const words = fold(basename(path).replace(/\..*$/u, '')).match(/[a-z0-9]+/gu) ?? ['hotline'];
  return words.join('-');
}
