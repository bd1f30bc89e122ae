import { join } from 'node:path';
import { listSheets } from '../../src/definitions/load-definitions.ts';
import type { Language } from '../../src/domain/languages.ts';
import { hotlineAsked } from '../../src/steps/check-file/check-file.ts';
import { heldSheets, type ListEffects, listEditions } from '../../src/steps/list-editions.ts';
import { type StatusSource, type TableStatus, uploadStatus } from '../../src/steps/upload-status.ts';
import { foundPath } from '../state/found-path.ts';
import { type OpenState, withState } from '../state/open-state.ts';
import type { StatusCommand } from './commands/status.ts';
import { editionLine, heldLines } from './edition-list.ts';
import { nextLines } from './editions.ts';
import { STATUS_WORDS, statusLines } from './status-words.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Uploads that are in no hotline's folder are recorded under this name (steps/refuse-key.ts). */
const MISPLACED = '_';

/**
 * Lists the uploads of a state, whether each is counted, then its editions and when they go out.
 * @throws Failure WrongUsage when there is no such state or hotline
 */
export async function status(
  command: StatusCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const { language, json, state } = command;
  const { rows, languages, editions } = await withState(command, environment, (opened) => statusIn(opened, command));
  if (json) terminal.out(JSON.stringify(rows, null, 2));
  else
    for (const line of linesOf(rows, (hotline) => language ?? languages.get(hotline) ?? 'en', state))
      terminal.out(line);
  if (rows.length === 0 && !json) terminal.out(STATUS_WORDS[language ?? 'en'].nothing);
  if (!json && command.hotline === null && command.month === null)
    for (const line of [...editions, ...(await nextLines(command.config, null))]) terminal.out(line);
  return EXIT.complete;
}

async function statusIn({ effects, definitions, files }: OpenState, command: StatusCommand) {
  const { hotline, month, exports } = command;
  if (hotline !== null) hotlineAsked(definitions, hotline);
  const isMounted = (await foundPath(exports))?.isDirectory() === true;
  const source: StatusSource = {
    ledger: effects.ledger,
    tablesOf: (id) => (id === MISPLACED ? [] : definitions.tablesOf(id)),
    isThere: async (key) => !isMounted || (await foundPath(join(exports, key.replace(/^exports\//u, '')))) !== null,
  };
  const rows: TableStatus[] = [];
  for (const id of hotline === null ? [...definitions.hotlines.keys(), MISPLACED] : [hotline])
    rows.push(...(await uploadStatus(source, id, month)));
  const editions = await editionLinesIn(effects, await listSheets(files));
  return {
    rows,
    editions,
    languages: new Map([...definitions.hotlines.values()].map((one) => [one.id, one.language])),
  };
}

async function editionLinesIn(effects: ListEffects, sheets: readonly string[]): Promise<string[]> {
  const lines: string[] = [];
  for (const sheet of sheets) lines.push(...(await listEditions(effects, sheet)).map(editionLine));
  return [...lines, ...heldLines(await heldSheets(effects, sheets))];
}

function linesOf(rows: readonly TableStatus[], languageOf: (hotline: string) => Language, state: string): string[] {
  const lines: string[] = [];
  let month = '';
  for (const row of rows) {
    const isMisplaced = row.hotline === MISPLACED;
    const heading = isMisplaced ? STATUS_WORDS[languageOf(row.hotline)].misplaced : `${row.hotline} ${row.month}`;
    if (heading !== month) lines.push(heading);
    month = heading;
    lines.push(...statusLines(row, languageOf(row.hotline), state));
  }
  return lines;
}
