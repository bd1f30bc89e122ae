import { listSheets } from '../../src/definitions/load-definitions.ts';
import { type EditionListed, heldSheets, listEditions } from '../../src/steps/list-editions.ts';
import { readMailConfiguration } from '../mail/mail-configuration.ts';
import { nextMomentLines } from '../mail/next-moments.ts';
import { type EditionsOpen, withEditions } from '../state/open-list.ts';
import type { EditionsCommand } from './commands/editions.ts';
import { editionLine, heldLines } from './edition-list.ts';
import { refuseUnknownSheet } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Lists the editions of a state, or of a stage in AWS, with their newest revision, what was decided and how many readers have it. */
export async function editions(command: EditionsCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const { place, sheet, json, config } = command;
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
  if (only !== null) await refuseUnknownSheet(files, only);
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
    return [`next distribution: not known, for ${error instanceof Error ? error.message : String(error)}`];
  }
}
