import { join } from 'node:path';
import { listSheets } from '../../../../src/definitions/load-definitions.ts';
import type { UserLanguage } from '../../../../src/domain/languages.ts';
import type { Month } from '../../../../src/domain/month.ts';
import { findHotline } from '../../../../src/steps/check-file/check-file.ts';
import { heldSheets, type ListEffects, listEditions } from '../../../../src/steps/list-editions.ts';
import { type StatusSource, type TableStatus, uploadStatus } from '../../../../src/steps/upload-status.ts';
import { WORDS } from '../../../../src/words/words.ts';
import type { StatePlace } from '../../../state/open-state.ts';
import { type OpenState, withState } from '../../../state/open-state.ts';
import { statIfExists } from '../../../state/read-stored.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { FLAG, month, read, STATE_OPTIONS, TEXT, text, usageError, userLanguage } from '../../arguments.ts';
import { defineCommand, EXIT } from '../../command.ts';
import { portalNeeded } from '../../portal-client.ts';
import { editionLine, heldLines } from '../editions/edition-list.ts';
import { nextLines } from '../editions/editions.ts';
import { statusInPortal } from '../portal-timetable.ts';
import { statusLines } from './status-lines.ts';

export const STATUS = defineCommand({
  help: `factsheets status [options]

Lists what was received, the newest month first: counted, or rejected and why, replaced, removed, missing. Then the editions, what
was sent, which sheets are held, and when they are sent next.

  --hotline HOTLINE    lists only this hotline
  --month YYYY-MM      lists only this month
  --lang en|es|fr|pt   by default the language of each hotline
  --state DIR, --exports DIR    by default state and exports
  --url URL            through a portal instead, with a token in FACTSHEETS_TOKEN
  --config FILE        the schedules; by default config/local.json of the program
  --json               prints the uploads as JSON`,
  parse: parseStatus,
  run: status,
});

export interface StatusCommand extends StatePlace {
  /** The portal's address; null for this machine. */
  readonly url: string | null;
  readonly exports: string;
  readonly hotline: string | null;
  readonly month: Month | null;
  /** Null takes each hotline's. */
  readonly language: UserLanguage | null;
  readonly json: boolean;
  readonly config: string | undefined;
}

function parseStatus(argv: readonly string[]): StatusCommand {
  const { values } = read(argv, {
    ...STATE_OPTIONS,
    exports: TEXT,
    hotline: TEXT,
    month: TEXT,
    lang: TEXT,
    url: TEXT,
    config: TEXT,
    json: FLAG,
  });
  if (values.url !== undefined && values.state !== undefined) throw usageError('use --state or --url, not both');
  return {
    url: text(values.url) ?? null,
    state: text(values.state) ?? 'state',
    key: text(values.key),
    definitions: text(values.definitions),
    exports: text(values.exports) ?? 'exports',
    hotline: text(values.hotline) ?? null,
    month: month(values.month, 'month'),
    language: userLanguage(values.lang),
    json: values.json === true,
    config: text(values.config),
  };
}

/** Uploads that are not in a hotline's folder are recorded under this name (steps/ingest-export/reject-key.ts). */
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
  const { language, json, state, url, hotline, month: only } = command;
  if (url !== null) {
    await statusInPortal(portalNeeded(url, environment), { hotline, month: only, sheet: null }, json, terminal);
    return EXIT.complete;
  }
  const { rows, languages, editions } = await withState(command, environment, (opened) => statusIn(opened, command));
  if (json) terminal.out(JSON.stringify(rows, null, 2));
  else
    for (const line of linesOf(rows, (hotline) => language ?? languages.get(hotline) ?? 'en', state))
      terminal.out(line);
  if (rows.length === 0 && !json) terminal.out(WORDS[language ?? 'en'].status.nothing);
  if (!json && command.hotline === null && command.month === null)
    for (const line of [...editions, ...(await nextLines(command.config, null))]) terminal.out(line);
  return EXIT.complete;
}

async function statusIn({ effects, definitions, files }: OpenState, command: StatusCommand) {
  const { hotline, month, exports } = command;
  if (hotline !== null) findHotline(definitions, hotline);
  const isMounted = (await statIfExists(exports))?.isDirectory() === true;
  const source: StatusSource = {
    ledger: effects.ledger,
    filesOf: (id) => (id === MISPLACED ? [] : definitions.filesOf(id)),
    isThere: async (key) => !isMounted || (await statIfExists(join(exports, key.replace(/^exports\//u, '')))) !== null,
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

function linesOf(rows: readonly TableStatus[], languageOf: (hotline: string) => UserLanguage, state: string): string[] {
  const lines: string[] = [];
  let month = '';
  for (const row of rows) {
    const isMisplaced = row.hotline === MISPLACED;
    const heading = isMisplaced ? WORDS[languageOf(row.hotline)].status.misplaced : `${row.hotline} ${row.month}`;
    if (heading !== month) lines.push(heading);
    month = heading;
    lines.push(...statusLines(row, languageOf(row.hotline), state));
  }
  return lines;
}
