import { listSheets } from '../../../../src/definitions/load-definitions.ts';
import { type EditionListed, heldSheets, listEditions } from '../../../../src/steps/list-editions.ts';
import { readMailConfiguration } from '../../../mail/mail-configuration.ts';
import { nextMomentLines } from '../../../mail/next-moments.ts';
import { type EditionsOpen, type EditionsPlace, withEditions } from '../../../state/open-list.ts';
import { assertSheetExists } from '../../../state/state-definitions.ts';
import type { Terminal } from '../../../terminal/terminal.ts';
import {
  FLAG,
  LIST_OPTIONS,
  read,
  requiredOption,
  statePlace,
  TEXT,
  text,
  usageError,
  type Values,
} from '../../arguments.ts';
import { defineCommand, EXIT } from '../../command.ts';
import { portalNeeded } from '../../portal-client.ts';
import { editionsInPortal } from '../portal-timetable.ts';
import { editionLine, heldLines } from './edition-list.ts';

export const EDITIONS = defineCommand({
  help: `factsheets editions [SHEET] [options]

Lists the editions: the newest revision, the decisions, how many stakeholders it was sent to, and when each sheet is sent next.

  --state DIR          the state on this machine; by default state
  --table NAME         in AWS instead of --state: the table of the stage, with the AWS identity of this machine
  --url URL            through a portal instead, with a token in FACTSHEETS_TOKEN
  --config FILE        the schedules; by default config/local.json of the program
  --json               prints the editions as JSON`,
  parse: parseEditions,
  run: editions,
});

export interface EditionsCommand {
  /** The portal's address; null for a state or a table. */
  readonly url: string | null;
  readonly place: EditionsPlace;
  /** Null lists those of every sheet. */
  readonly sheet: string | null;
  readonly config: string | undefined;
  readonly json: boolean;
}

function parseEditions(argv: readonly string[]): EditionsCommand {
  const { values, positionals } = read(argv, { ...LIST_OPTIONS, url: TEXT, config: TEXT, json: FLAG }, 1);
  const url = text(values.url) ?? null;
  if (url !== null && (values.state !== undefined || values.table !== undefined))
    throw usageError('use --state, --table or --url, not several of them');
  return {
    url,
    place: placeIn(values),
    sheet: positionals[0] ?? null,
    config: text(values.config),
    json: values.json === true,
  };
}

/** The secret that other commands in AWS need is accepted, and not used. */
function placeIn(values: Values): EditionsPlace {
  if (values.table === undefined) return statePlace(values);
  if (values.state !== undefined || values.key !== undefined)
    throw usageError('use --state and --key for this machine, or --table for AWS, not both');
  return { table: requiredOption(values, 'table', 'the table of the stage'), definitions: text(values.definitions) };
}

/** Lists the editions of a state, or of a stage in AWS, with their newest revision, what was decided and how many stakeholders have it. */
export async function editions(command: EditionsCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const { url, place, sheet, json, config } = command;
  if (url !== null) {
    await editionsInPortal(portalNeeded(url, environment), sheet, json, terminal);
    return EXIT.complete;
  }
  const { listed, held } = await withEditions(place, environment, (open) => editionsIn(open, sheet));
  if (json) {
    terminal.out(JSON.stringify(listed, null, 2));
    return EXIT.complete;
  }
  for (const edition of listed) terminal.out(editionLine(edition));
  if (listed.length === 0) terminal.out('no editions');
  for (const line of heldLines(held)) terminal.out(line);
  if (!('table' in place)) for (const line of await nextLines(config, sheet)) terminal.out(line);
  return EXIT.complete;
}

async function editionsIn({ effects, files }: EditionsOpen, only: string | null) {
  if (only !== null) await assertSheetExists(files, only);
  const sheets = only === null ? await listSheets(files) : [only];
  const listed: EditionListed[] = [];
  for (const sheet of sheets) listed.push(...(await listEditions(effects, sheet)));
  return { listed, held: await heldSheets(effects, sheets) };
}

/** When a sheet, or every one, goes out next. A configuration that is broken is said, and ends nothing else. */
export async function nextLines(config: string | undefined, only: string | null): Promise<string[]> {
  try {
    const { schedules } = await readMailConfiguration(config);
    return nextMomentLines({ schedules: schedules.filter(({ sheet }) => only === null || sheet === only) }, new Date());
  } catch (error) {
    return [`next distribution: unknown: ${error instanceof Error ? error.message : String(error)}`];
  }
}
