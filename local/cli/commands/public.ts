import { countNoun } from '../../../src/domain/format.ts';
import { systemUser } from '../../portal/people.ts';
import { publishSite } from '../../public/publish-site.ts';
import { type StatePlace, withState } from '../../state/open-state.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { read, requiredOption, STATE_OPTIONS, statePlace, TEXT, usageError } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const PUBLIC = defineCommand({
  help: `factsheets public DIR --address URL [options]

Writes the approved editions of every sheet that says "public": true to DIR: web pages in each language, the files, data
packages, feeds. A sheet that is held is left out. Copy the folder to any web server. An existing DIR is replaced if this command
wrote it. See docs/public-edition.md.

  --address URL        where DIR will be published: https://figures.example.org
  --state DIR          the state; by default state
  --definitions DIR    where the definitions of the state are now`,
  parse: parsePublic,
  run: publish,
});

interface PublicCommand extends StatePlace {
  readonly folder: string;
  readonly address: string;
}

function parsePublic(argv: readonly string[]): PublicCommand {
  const { values, positionals } = read(argv, { ...STATE_OPTIONS, address: TEXT }, 1);
  const [folder] = positionals;
  if (folder === undefined) throw usageError('name the folder to write');
  const address = requiredOption(
    values,
    'address',
    'where the folder will be published, for example https://figures.example.org',
  );
  if (!isAddress(address))
    throw usageError(`--address: "${address}" is not an address; write https://HOST or https://HOST/PATH`);
  return { ...statePlace(values), folder, address };
}

function isAddress(text: string): boolean {
  if (!URL.canParse(text)) return false;
  const { protocol, username, search, hash } = new URL(text);
  return /^https?:$/u.test(protocol) && `${username}${search}${hash}` === '';
}

/** Writes the public site of a state. Exits with code 2 if there is nothing to publish. */
async function publish(command: PublicCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const written = await withState(command, environment, ({ effects, files, definitions }) =>
    publishSite(effects, { files, definitions }, command, { who: systemUser(), via: 'command' }),
  );
  if (written.files === 0) {
    terminal.err(
      'nothing to publish: no sheet says "public": true in its sheet.json, none has an approved edition, or all are held',
    );
    if (written.changed > 0) terminal.err(`${command.folder}: emptied`);
    return EXIT.incomplete;
  }
  terminal.out(`${command.folder}: ${countNoun(written.files, 'file')}`);
  return EXIT.complete;
}
