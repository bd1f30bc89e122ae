import { approvalsAmong, type Decision } from '../src/domain/decision.ts';
import type { Month } from '../src/domain/month.ts';
import { listSheets } from '../src/steps/load-definitions.ts';
import type { EditionsCommand } from './commands/editions.ts';
import { type OpenState, withState } from './open-state.ts';
import { sheetAsked } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

interface EditionListed {
  readonly sheet: string;
  readonly month: Month;
  readonly revision: number;
  readonly complete: boolean;
  /** The approved revision; null while there is none. */
  readonly approved: number | null;
  /** The last decision on the newest revision. */
  readonly decision: Pick<Decision, 'verdict' | 'by' | 'at'> | null;
}

/** Lists the editions of a state with their newest revision and what was decided. */
export async function editions(command: EditionsCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const listed = await withState(command, environment, (state) => editionsIn(state, command.sheet));
  if (command.json) terminal.out(JSON.stringify(listed, null, 2));
  else for (const edition of listed) terminal.out(lineOf(edition));
  if (listed.length === 0 && !command.json) terminal.out('no editions');
  return EXIT.complete;
}

async function editionsIn({ effects, files, definitions }: OpenState, only: string | null): Promise<EditionListed[]> {
  if (only !== null) await sheetAsked(files, definitions, only);
  const listed: EditionListed[] = [];
  for (const sheet of only === null ? await listSheets(files) : [only])
    for (const { month } of await effects.editions.editionsOf(sheet)) {
      const newest = await effects.editions.newestRevision(sheet, month);
      const decisions = await effects.editions.decisionsOf(sheet, month);
      const last = decisions.findLast(({ revision }) => revision === newest?.revision);
      if (!newest) continue;
      const { revision, complete } = newest;
      const decision = last ? { verdict: last.verdict, by: last.by, at: last.at } : null;
      const approved = approvalsAmong(decisions).at(-1)?.revision ?? null;
      listed.push({ sheet, month, revision, complete, approved, decision });
    }
  return listed;
}

function lineOf({ sheet, month, revision, complete, approved, decision }: EditionListed): string {
  const state = decision ? `${decision.verdict} by ${decision.by} on ${decision.at.slice(0, 10)}` : 'to be reviewed';
  const older = approved !== null && approved !== revision ? `; readers have revision ${approved}` : '';
  return `${sheet} ${month}  revision ${revision}, ${complete ? 'complete' : 'incomplete'}, ${state}${older}`;
}
