import { join } from 'node:path';
import { mailFolder } from '../src/adapters/mail-folder.ts';
import { makeFolder } from '../src/adapters/make-folder.ts';
import { Failure } from '../src/domain/failure.ts';
import type { RunReport } from '../src/domain/run-report.ts';
import { type DistributeEffects, distribute as distributeSheet } from '../src/steps/distribute.ts';
import { settingsOf } from '../src/steps/distribute-due.ts';
import { idOfStakeholder } from '../src/steps/keep-stakeholders.ts';
import { resolveDispatches } from '../src/steps/resolve-dispatches.ts';
import type { DistributeCommand, ResolveCommand } from './commands/distribute.ts';
import { readMailConfiguration } from './mail-configuration.ts';
import { type OpenList, withList } from './open-list.ts';
import { type OpenState, withState } from './open-state.ts';
import { sheetAsked } from './sheet-asked.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';
import { refuseChanged } from './verify.ts';

/** Sends a sheet to its stakeholders, as `.eml` files. Ends with 2 when there was nothing to send, or not all of it went out. */
export async function distribute(command: DistributeCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  return withState(command, environment, async (state) => {
    const sheet = await sheetAsked(state.files, state.definitions, command.sheet);
    const only = await idOn(state, command.to);
    await refuseChanged(command.state, state.workplace);
    const folder = command.mail ?? join(command.state, 'mail');
    const settings = settingsOf(await readMailConfiguration(command.config), sheet.id);
    const { month, dryRun } = command;
    await makeMailFolder(folder, dryRun);
    const run = `by hand ${state.effects.clock.now().toISOString()}`;
    const options = { run, month, toEveryone: month !== null, only, dryRun, until: null };
    const report = await distributeSheet(mailEffects(state, folder), sheet, settings, options);
    if (command.json) terminal.out(JSON.stringify(report, null, 2));
    else for (const line of runLines(report, folder, dryRun)) terminal.out(line);
    return exitOfRun(report, dryRun);
  });
}

/** Made before anything is claimed: what was surely not sent must not end as uncertain. */
async function makeMailFolder(folder: string, dryRun: boolean): Promise<void> {
  if (!dryRun) await makeFolder(folder);
}

/** Keeps what a person says of dispatches. Ends with 2 when there was none to say it of. */
export async function resolve(command: ResolveCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const { place, month, as, to } = command;
  return withList(place, environment, async (list) => {
    const sheet = await sheetAsked(list.files, list.definitions, command.sheet);
    const changed = await resolveDispatches(list.effects, sheet, month, as, await idOn(list, to));
    terminal.out(`${changed} changed`);
    return changed > 0 ? EXIT.complete : EXIT.incomplete;
  });
}

/** The id of an address of the list; null for none. */
async function idOn({ effects }: OpenList, address: string | null): Promise<string | null> {
  if (address === null) return null;
  const id = await idOfStakeholder(effects, address);
  if (!(await effects.stakeholders.byId(id)))
    throw new Failure('StakeholdersInvalid', 'nobody of that address is on the list');
  return id;
}

/** The effects of a distribution on one machine: mail is a folder. */
export const mailEffects = ({ effects }: Pick<OpenState, 'effects'>, folder: string): DistributeEffects => ({
  ...effects,
  mail: mailFolder(folder),
});

/** What a run made, in words. */
export function runLines({ revisions, nothing, unreached }: RunReport, folder: string, dryRun: boolean): string[] {
  const states = ['sent', 'already', 'paused', 'suspended', 'failed', 'waiting', 'uncertain'] as const;
  const lines = revisions.map((run) => {
    const counts = states.filter((state) => run[state] > 0).map((state) => `${run[state]} ${wordOf(state, dryRun)}`);
    return `${run.sheet} ${run.month}, revision ${run.revision}: ${counts.join(', ') || 'nobody'}`;
  });
  const uncertain = revisions.some((run) => run.uncertain > 0);
  return [
    ...(nothing === null ? [] : [`nothing to send: ${nothing}`]),
    ...lines,
    ...(unreached > 0 ? [`${unreached} were not reached: run it again`] : []),
    ...(uncertain ? ['uncertain: a run ended before it knew; look, then --resolve sent or resend'] : []),
    ...(revisions.some((run) => run.sent > 0) ? [`  messages as .eml files: ${folder}`] : []),
  ];
}

const wordOf = (state: string, dryRun: boolean): string => (dryRun && state === 'waiting' ? 'would be sent' : state);

/** 0 only when something was sent and nothing went wrong. */
export const exitOfRun = ({ revisions, nothing, unreached }: RunReport, dryRun: boolean): number =>
  nothing === null &&
  unreached === 0 &&
  revisions.every((run) => run.failed + run.uncertain + (dryRun ? 0 : run.waiting) === 0)
    ? EXIT.complete
    : EXIT.incomplete;
