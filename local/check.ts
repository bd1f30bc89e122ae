import { createReadStream } from 'node:fs';
import { copyFile, stat } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { parse } from 'csv-parse';
import { Failure } from '../src/domain/failure.ts';
import { formatCount } from '../src/domain/format.ts';
import { type Checked, checkFile } from '../src/steps/check-file.ts';
import { loadDefinitions } from '../src/steps/load-definitions.ts';
import type { CheckCommand } from './commands/check.ts';
import { openScratchEngine } from './engine-pool.ts';
import { foundPath } from './found-path.ts';
import { makeScratch } from './scratch.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { openDefinitions } from './workplace.ts';

/** One problem as printed: without the value, which the reader finds in the file at that record and column. */
interface ListedProblem {
  readonly record: number | null;
  readonly column: string | null;
  readonly severity: string;
  readonly problem: string;
}

/**
 * Lists the problems of one file.
 * @returns 0 when it would be accepted, 2 when it would be rejected
 * @throws Failure WrongUsage when there is no such file, hotline or table
 */
export async function check(command: CheckCommand, terminal: Terminal): Promise<number> {
  await refuseMissing(command.file);
  const definitions = await loadDefinitions(openDefinitions(command.definitions));
  const scratch = await makeScratch();
  const { size } = await stat(command.file);
  const engine = await openScratchEngine(scratch.folder, size);
  try {
    const path = join(engine.folder, 'upload');
    await copyFile(command.file, path);
    const file = { ...command, name: basename(command.file), path, size };
    const checked = await checkFile(engine, definitions, file, new Date());
    if (command.json) terminal.out(JSON.stringify(await Promise.all(checked.map(withProblems)), null, 2));
    else for (const one of checked) await print(one, basename(command.file), terminal);
    return checked.some(({ status }) => status === 'rejected') ? EXIT.incomplete : EXIT.complete;
  } finally {
    await engine.close();
    await scratch.remove();
  }
}

async function refuseMissing(file: string): Promise<void> {
  const found = await foundPath(file);
  if (found?.isDirectory())
    throw new Failure(
      'WrongUsage',
      `${file} is a folder; name one file of it. factsheets build --exports DIR reads all of DIR/<hotline>/<YYYY-MM>/`,
    );
  if (!found?.isFile()) throw new Failure('WrongUsage', `there is no file ${file}`);
}

async function print(checked: Checked, name: string, terminal: Terminal): Promise<void> {
  for await (const { record, column, severity, problem } of problemsOf(checked)) {
    const place = [record === null ? null : `record ${record}`, column].filter((part) => part !== null).join(', ');
    terminal.out(`${severity}: ${place === '' ? '' : `${place}: `}${problem}`);
  }
  const { table, status, records, rowsInError, warnings, tolerance, remedies } = checked;
  for (const { problem, text } of remedies) terminal.out(`${problem}: ${text}`);
  const counts = `${formatCount(records)} records, ${formatCount(rowsInError)} in error (${tolerance} tolerated), ${formatCount(warnings)} warnings`;
  terminal.out(`${name}${table === null ? '' : ` (${table})`}: ${status}; ${counts}`);
}

async function withProblems(checked: Checked) {
  const { problemsCsv: _, ...rest } = checked;
  const problems: ListedProblem[] = [];
  for await (const problem of problemsOf(checked)) problems.push(problem);
  return { ...rest, problems };
}

async function* problemsOf({ problemsCsv }: Checked): AsyncGenerator<ListedProblem> {
  const rows = createReadStream(problemsCsv).pipe(parse({ columns: true, bom: true }));
  for await (const { record, column, severity, problem } of rows)
    yield { record: record === '' ? null : Number(record), column: column === '' ? null : column, severity, problem };
}
