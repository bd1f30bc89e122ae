import { basename } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import { Failure, isNotFound } from '../../../src/domain/failure.ts';
import { countNoun } from '../../../src/domain/format.ts';
import { type Month, parseMonth } from '../../../src/domain/month.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, requiredOption, TEXT, usageError } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';
import {
  type CheckInPortal,
  checkInPortal,
  type PlaceInPortal,
  type PortalAddress,
  portalNeeded,
  type UploadInPortal,
  uploadStatus,
  uploadToPortal,
} from '../portal-client.ts';

export const UPLOAD = defineCommand({
  help: `factsheets upload HOTLINE MONTH FILE --url URL [--dry-run]

Checks a file and uploads it through a portal, then waits until it was read. The token is read from FACTSHEETS_TOKEN. Exits
with code 2 and prints the problems if the file is rejected; nothing is uploaded then.

  --url URL            the portal's address
  --dry-run            checks the file only
  --empty              the month really has no records: the file may replace one that has some`,
  parse: parseUpload,
  run: upload,
});

export interface UploadCommand {
  readonly url: string;
  readonly hotline: string;
  readonly month: Month;
  readonly path: string;
  readonly dryRun: boolean;
  readonly empty: boolean;
}

function parseUpload(argv: readonly string[]): UploadCommand {
  const { values, positionals } = read(argv, { url: TEXT, 'dry-run': FLAG, empty: FLAG }, 3);
  const [hotline, monthText, path] = positionals;
  const month = monthText === undefined ? null : parseMonth(monthText);
  if (hotline === undefined || !month || path === undefined)
    throw usageError('name a hotline, a month and a file, for example: nhth 2017-07 cases.csv');
  const url = requiredOption(values, 'url', 'the address of the portal');
  return { url, hotline, month, path, dryRun: values['dry-run'] === true, empty: values.empty === true };
}

/** Checks a file, uploads exactly what was checked, and waits until it was read. */
async function upload(command: UploadCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const { url, hotline, month, path, dryRun, empty } = command;
  const portal = portalNeeded(url, environment);
  const place = { hotline, month, name: basename(path) };
  const checked = await checkInPortal(portal, place, path).catch((error: unknown) => {
    throw isNotFound(error) ? new Failure('WrongUsage', `there is no file ${path}`) : error;
  });
  for (const line of checkLines(place, checked)) terminal.out(line);
  if (checked.tables.some(({ status }) => status === 'rejected')) return EXIT.incomplete;
  if (dryRun) return EXIT.complete;
  await uploadToPortal(portal, place, path, { sha256: checked.sha256, isEmpty: empty });
  return outcome(place, await waitedFor(portal, place, checked.sha256), terminal);
}

/** Returns what a check found, in lines. */
export function checkLines({ name }: Pick<PlaceInPortal, 'name'>, { tables }: CheckInPortal): string[] {
  return tables.flatMap(({ table, status, records, kinds }) => [
    `${name}${table === null ? '' : ` (${table})`}: ${status === 'accepted' ? 'can be uploaded' : 'has errors'}, ${countNoun(records, 'record')}`,
    ...kinds.map(({ severity, column, letter, count, sentence, remedy }) => {
      const where = column === null ? '' : ` in column ${letter === null ? '' : `${letter} `}(${column})`;
      return `  ${severity}, ${countNoun(count, 'time')}${where}: ${sentence} ${remedy}`;
    }),
  ]);
}

/** For how long a file is waited for, and how often the portal is asked, in milliseconds. */
const [LONGEST_MS, PAUSE_MS] = [5 * 60_000, 1000];

async function waitedFor(portal: PortalAddress, place: PlaceInPortal, sha256: string): Promise<UploadInPortal | null> {
  for (let waited = 0; waited < LONGEST_MS; waited += PAUSE_MS) {
    const status = await uploadStatus(portal, place);
    if (status?.sha256 === sha256 && status.tables.length > 0) return status;
    await setTimeout(PAUSE_MS);
  }
  return null;
}

function outcome({ name }: PlaceInPortal, read: UploadInPortal | null, terminal: Terminal): number {
  if (!read) {
    terminal.err(`${name} was uploaded; it was not read within 5 minutes: look at the portal later`);
    return EXIT.incomplete;
  }
  for (const { table, status, reason } of read.tables)
    terminal.out(`${name}${table === null ? '' : ` (${table})`}: ${status}${reason === null ? '' : `: ${reason}`}`);
  return read.tables.every(({ status }) => status === 'accepted') ? EXIT.complete : EXIT.incomplete;
}
