import { copyFile, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { type Definitions, loadUsableDefinitions } from '../../../../src/definitions/load-definitions.ts';
import { Failure } from '../../../../src/domain/failure.ts';
import { filesDue } from '../../../../src/domain/period.ts';
import { type CheckedTable, checkFile, findHotline } from '../../../../src/steps/check-file/check-file.ts';
import { checkedLines, rejectedAsSecondFile } from '../../../../src/steps/check-file/check-report.ts';
import { ReadingFailed } from '../../../../src/steps/ingest-export/upload-reader.ts';
import { WORDS } from '../../../../src/words/words.ts';
import { openDefinitions } from '../../../pipeline/local-runtime.ts';
import { type ReaderPool, readerPool } from '../../../pipeline/reader-pool.ts';
import { makeScratch } from '../../../state/scratch.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import { defineCommand, EXIT } from '../../command.ts';
import { checkInPortal, type PortalAddress, portalNeeded } from '../../portal-client.ts';
import { checkLines } from '../upload.ts';
import { type CheckCommand, type CheckTarget, checkTargets, parseCheck } from './check-targets.ts';
import { problemRows, valueLines } from './check-values.ts';

export const CHECK = defineCommand({
  help: `factsheets check FILE|FOLDER [options]

Shows what is wrong with a file, or with every file of a month (exports/<hotline>/<YYYY-MM>). It stores nothing.

  --values             also shows the values that are not in a list, how often each occurs, and the nearest allowed
                       values; on a screen only
  --lang en|es|fr|pt   the language of the problems; by default the language of the hotline
  --hotline HOTLINE    by default the hotline that the folder is named after
  --month YYYY-MM      by default the month that the folder is named after; without a month, dates are not compared with one
  --table TABLE        the table in a CSV file of another name
  --url URL            through a portal instead, with a token in FACTSHEETS_TOKEN; not with --values or --table
  --definitions DIR    a folder with hotlines/ and codes/; by default those of the program
  --json               prints the result as JSON`,
  parse: parseCheck,
  run: check,
});

/**
 * Shows the problems of a file, or of every file in a folder.
 * @param openReaders opens the readers of its files, in processes by default
 * @returns 0 when all would be accepted, 2 when one would be rejected
 * @throws Failure WrongUsage when there is no such file, hotline or table, or values would not go to a screen
 */
export async function check(
  command: CheckCommand,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv = {},
  openReaders: (scratch: string) => ReaderPool = readerPool,
): Promise<number> {
  if (command.values && terminal.isScreen !== true)
    throw new Failure(
      'WrongUsage',
      '--values: the output is not a screen, and a file or log would keep the values; leave --values out, or run this on a terminal',
    );
  const definitions = await loadUsableDefinitions(openDefinitions(command.definitions));
  const { files, isFolder } = await checkTargets(command, definitions);
  if (command.url !== null) return checkThrough(portalNeeded(command.url, environment), command, files, terminal);
  const sizes = await Promise.all(files.map(async ({ path }) => (await stat(path)).size));
  const scratch = await makeScratch();
  const readers = openReaders(scratch.folder);
  const context: CheckContext = { command, definitions, readers, terminal, providers: new Map(), report: [] };
  try {
    let isRejected = false;
    for (const [index, target] of files.entries())
      isRejected = (await checkOne(context, target, sizes[index] ?? 0)) || isRejected;
    if (command.json) terminal.out(JSON.stringify(context.report, null, 2));
    else if (isFolder) for (const line of missingLines(context, files)) terminal.out(line);
    return isRejected ? EXIT.incomplete : EXIT.complete;
  } finally {
    await readers.close();
    await scratch.remove();
  }
}

/** Checks files through a portal, with the definitions of that machine. */
async function checkThrough(
  portal: PortalAddress,
  { json }: CheckCommand,
  files: readonly CheckTarget[],
  terminal: Terminal,
): Promise<number> {
  const report: unknown[] = [];
  let isRejected = false;
  for (const { path, name, hotline, month } of files) {
    if (month === null) throw new Failure('WrongUsage', `${path} is not in a folder of a month; add --month`);
    const checked = await checkInPortal(portal, { hotline, month, name }, path);
    if (json) report.push({ file: path, hotline, month, ...checked });
    else for (const line of checkLines({ name }, checked)) terminal.out(line);
    isRejected ||= checked.tables.some(({ status }) => status === 'rejected');
  }
  if (json) terminal.out(JSON.stringify(report, null, 2));
  return isRejected ? EXIT.incomplete : EXIT.complete;
}

interface CheckContext {
  readonly command: CheckCommand;
  readonly definitions: Definitions;
  readonly readers: ReaderPool;
  readonly terminal: Terminal;
  /** The first file that holds each table of each month. */
  readonly providers: Map<string, string>;
  readonly report: unknown[];
}

/** @returns whether an upload of the file would be rejected, or a table of it */
async function checkOne(context: CheckContext, target: CheckTarget, size: number): Promise<boolean> {
  const { command, definitions, terminal } = context;
  const isRejected = await readAndShow(context, target, size, null).catch((error: unknown) => {
    if (!(error instanceof ReadingFailed)) throw error;
    return readAndShow(context, target, size, error);
  });
  if (!command.json && target.month === null)
    terminal.out(WORDS[command.language ?? findHotline(definitions, target.hotline).language].check.noMonth);
  return isRejected;
}

/** Reads and shows one file. @param failure how reading it failed before */
async function readAndShow(
  context: CheckContext,
  target: CheckTarget,
  size: number,
  failure: ReadingFailed | null,
): Promise<boolean> {
  const { command, definitions, readers } = context;
  const reader = await readers.open(size);
  try {
    const path = join(reader.folder, 'upload');
    await copyFile(target.path, path);
    const file = { ...target, path, size, language: command.language };
    const found = await checkFile(reader, definitions, file, { now: new Date(), failure });
    const checked = found.map((one) => rejectIfProvided(context, target, one));
    if (command.json) for (const one of checked) context.report.push(await withProblems(target, one));
    else for (const one of checked) await print(context, target, one);
    return checked.some(({ status }) => status === 'rejected');
  } finally {
    await reader.close();
  }
}

const tableOfMonth = ({ hotline, month }: CheckTarget, table: string): string => `${hotline}/${month ?? ''}/${table}`;

/** Returns a checked table as rejected if another file of the folder provides it already, as an upload would be. */
function rejectIfProvided({ providers }: CheckContext, target: CheckTarget, checked: CheckedTable): CheckedTable {
  if (checked.table === null) return checked;
  const place = tableOfMonth(target, checked.table);
  const first = providers.get(place);
  if (first === undefined) {
    providers.set(place, target.path);
    return checked;
  }
  return rejectedAsSecondFile(checked, first);
}

async function print({ command, terminal }: CheckContext, target: CheckTarget, checked: CheckedTable): Promise<void> {
  const values = command.values ? await valueLines(checked) : new Map<string, string[]>();
  for (const line of checkedLines(checked, target.hotline, values)) terminal.out(line);
  const place = checked.table === null ? target.name : `${target.name} (${checked.table})`;
  terminal.out(WORDS[checked.wording.language].check.result(place, checked));
}

/** The tables due after each month in the folder that no file holds. */
function missingLines({ command, definitions, providers }: CheckContext, files: readonly CheckTarget[]): string[] {
  const months = new Map(files.map((target) => [tableOfMonth(target, ''), target]));
  return [...months.values()].flatMap((target) => {
    const { hotline, month } = target;
    if (month === null) return [];
    const due = filesDue(definitions.filesOf(hotline), month);
    const missing = due.filter((table) => !providers.has(tableOfMonth(target, table)));
    const language = command.language ?? findHotline(definitions, hotline).language;
    return missing.length === 0 ? [] : [WORDS[language].check.missing(hotline, month, missing)];
  });
}

async function withProblems({ path, hotline, month }: CheckTarget, checked: CheckedTable) {
  const { problemsCsv: _csv, wording: _wording, allowed: _allowed, groups, ...rest } = checked;
  const problems: unknown[] = [];
  for await (const { value: _, ...problem } of problemRows(checked)) problems.push(problem);
  const counts = groups.map(({ code, severity, column, count, records }) => ({
    problem: code,
    severity,
    column,
    count,
    records,
  }));
  return { file: path, hotline, month, ...rest, counts, problems };
}
