import { readFile } from 'node:fs/promises';
import { textIn } from '../src/contract/text-in.ts';
import { Failure } from '../src/domain/failure.ts';
import type { Left, Stakeholder } from '../src/domain/stakeholder.ts';
import {
  addStakeholder,
  changeStakeholder,
  type Imported,
  importStakeholders,
  knownSheets,
} from '../src/steps/keep-stakeholders.ts';
import type { StakeholdersCommand } from './commands/stakeholders.ts';
import { foundPath } from './found-path.ts';
import { type OpenList, withList } from './open-list.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Keeps the list of those who get sheets. Addresses are shown by `list` alone. */
export async function stakeholders(command: StakeholdersCommand, terminal: Terminal, environment: NodeJS.ProcessEnv) {
  const lines = await withList(command.place, environment, (list) => run(command, list));
  for (const line of lines) terminal.out(line);
  return EXIT.complete;
}

async function run(command: StakeholdersCommand, { effects, files, definitions }: OpenList): Promise<string[]> {
  switch (command.act) {
    case 'import':
      return importLines(
        await importStakeholders(effects, await textOf(command.file), await knownSheets(files, definitions)),
      );
    case 'list': {
      const all = await effects.stakeholders.all();
      return command.json ? [JSON.stringify(all, null, 2)] : listLines(all);
    }
    case 'add':
      return [await addStakeholder(effects, command.entry, await knownSheets(files, definitions), command.again)];
    default:
      await changeStakeholder(effects, command.address, command.act);
      return ['done'];
  }
}

async function textOf(file: string): Promise<string> {
  if (!(await foundPath(file))?.isFile()) throw new Failure('WrongUsage', `there is no file ${file}`);
  const { text, fault } = textIn(await readFile(file));
  // a lenient decoder would put marks into the names that messages greet by
  if (text === null)
    throw new Failure('StakeholdersInvalid', `${file}: ${fault}; save it as "CSV UTF-8" and import it again`);
  return text;
}

function importLines({ added, changed, unchanged, left, merged }: Imported): string[] {
  return [
    `${added} added, ${changed} changed, ${unchanged} unchanged`,
    ...merged.map(({ line, into }) => `line ${line} is the same address as line ${into}: merged`),
    ...(left > 0 ? [`${left} left before and are not added; add them by hand with stakeholders add --again`] : []),
  ];
}

function listLines(all: readonly (Stakeholder | Left)[]): string[] {
  const here = all.flatMap((one) => (one.status === 'left' ? [] : [one]));
  const lines = here
    .toSorted((a, b) => (a.address < b.address ? -1 : 1))
    .map(({ id, name, address, organisation, language, sheets, delivery, status, suspendedFor, changedAt }) => {
      const why = suspendedFor === null ? '' : ` (${suspendedFor} on ${changedAt.slice(0, 10)})`;
      const of = organisation === '' ? '' : `, ${organisation}`;
      return `${address}  ${name}${of}; ${sheets.join(', ')} in ${language} by ${delivery}; ${status}${why}  ${id}`;
    });
  return [...lines, `${here.length} on the list, ${all.length - here.length} left`];
}
