import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type LinkSecret, linkSecretText, replaceLinkSecret } from '../../src/adapters/link-secret-text.ts';
import { newLinkSecret, readLinkSecrets, secretsIn } from '../../src/adapters/link-secrets.ts';
import { atPath } from '../../src/adapters/local/at-path.ts';
import type { HashKey } from '../../src/domain/effects.ts';
import { Failure } from '../../src/domain/failure.ts';
import { foundPath } from '../state/found-path.ts';
import { keyIn, readHashKey } from '../state/hash-key.ts';
import { orRefused } from '../state/open-list.ts';
import { permissionFault } from '../state/permissions.ts';
import { keyFile, privatePlaces } from '../state/secure-places.ts';
import { keptKeyId, linkSecretFile } from '../state/state-key.ts';
import type { KeyCommand, KeyPlace } from './commands/key.ts';
import { EXIT } from './summary.ts';
import type { Terminal } from './terminal.ts';

/** Shows or checks the key of this machine or of a stage, or replaces a link secret. A check that finds something ends with 2. */
export async function key(command: KeyCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  if (command.act === 'check') return check(command, terminal, environment);
  if (command.act === 'show') return show(command, terminal, environment);
  const until = command.days === null ? null : new Date(Date.now() + command.days * 86_400_000);
  const { place } = command;
  const made = 'state' in place ? await rotateIn(place.state, until) : await rotateInAws(place.secret, until);
  terminal.out(`links are signed with a new secret, ${linkSecretId(made)}`);
  terminal.out(
    until === null
      ? 'earlier links no longer work, including links to leave the list: remove people who ask by hand'
      : `links made before work until ${until.toISOString().slice(0, 10)}, those to reports until their own end`,
  );
  return EXIT.complete;
}

const WARNING =
  'The next line is the key. Whoever has it can find out whose a hashed id or address is. Lock it away, off this machine, as confidential as the exports, then clear this screen.';

async function show(
  { state, key: named, secret, escrow }: Extract<KeyCommand, { act: 'show' }>,
  terminal: Terminal,
  environment: NodeJS.ProcessEnv,
): Promise<number> {
  const file = keyFile(state ?? null, named, environment) ?? '--key';
  const text = secret === null ? null : await secretText(secret);
  const root = text === null ? await readHashKey(file, true) : keyIn(text, 'the secret');
  terminal.out(`key           ${root.id}${text === null ? `   ${file}` : ''}`);
  terminal.out(`former id     ${root.formerId}`);
  if (secret === null && state !== undefined) terminal.out(`link secret   ${await linkLine(state)}`);
  if (!escrow) return EXIT.complete;
  terminal.err(WARNING);
  terminal.out((text ?? (await readFile(file, 'utf8'))).trim());
  return EXIT.complete;
}

async function linkLine(state: string): Promise<string> {
  const [newest, ...older] = (await readLinkSecrets(linkSecretFile(state))) ?? [];
  if (!newest) return 'none yet: the first message makes one';
  const ends = older.map((secret) => `, ${linkSecretId(secret)} until ${secret.until?.toISOString().slice(0, 10)}`);
  return `${linkSecretId(newest)}${ends.join('')}`;
}

/** The public id of a link secret, which tells secrets apart without telling them. */
const linkSecretId = ({ hex }: LinkSecret): string =>
  createHash('sha256').update(`link secret id ${hex}`).digest('hex').slice(0, 16);

async function check(place: KeyPlace, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const { state } = place;
  const file = keyFile(state ?? null, place.key, environment) ?? '--key';
  const wrong: string[] = [];
  const note = (line: string | null): void => void (line !== null && wrong.push(line));
  const root = await readHashKey(file, true).catch((error: unknown) => noted(error, note));
  if (root && state !== undefined) note(await stateFault(state, root));
  if (state !== undefined) await readLinkSecrets(linkSecretFile(state)).catch((error: unknown) => noted(error, note));
  for (const one of await privatePlaces(place, environment))
    await permissionFault(one).then(
      (fault) => note(fault && `${fault.place.path} can be reached by other users of this machine (${fault.mode})`),
      (error: unknown) => noted(error, note),
    );
  for (const line of wrong) terminal.out(line);
  if (wrong.length === 0) terminal.out(`key ${root?.id}: everything fits`);
  return wrong.length === 0 ? EXIT.complete : EXIT.incomplete;
}

function noted(error: unknown, note: (line: string) => void): null {
  if (!(error instanceof Failure)) throw error;
  note(error.message);
  return null;
}

async function stateFault(state: string, { id, formerId }: HashKey): Promise<string | null> {
  const kept = await keptKeyId(state);
  if (kept === null || kept === id) return null;
  return kept === formerId
    ? `${state} was made by an earlier version with this key; build or start take it over and read the exports again`
    : `${state} was made with the key ${kept}, and this one is ${id}`;
}

async function rotateIn(state: string, until: Date | null): Promise<LinkSecret> {
  if (!(await foundPath(state))?.isDirectory())
    throw new Failure('WrongUsage', `--state: ${state} does not contain a state; factsheets build --state creates one`);
  const file = linkSecretFile(state);
  // what cannot be read is dropped only with --now, which drops everything
  const before = until === null ? [] : ((await readLinkSecrets(file)) ?? []);
  const [newest, ...older] = replaceLinkSecret(before, newLinkSecret(), until, new Date());
  if (!newest) throw new Error('a secret was made and is gone');
  const beside = `${file}.${process.pid}.part`;
  await atPath(file, async () => {
    await writeFile(beside, linkSecretText([newest, ...older]), { mode: 0o600 });
    await rename(beside, file);
  });
  return newest;
}

const secretText = (id: string): Promise<string> =>
  orRefused(async () => (await client().send(new GetSecretValueCommand({ SecretId: id }))).SecretString ?? '');

const client = (): SecretsManagerClient => new SecretsManagerClient({});

async function rotateInAws(id: string, until: Date | null): Promise<LinkSecret> {
  const before = until === null ? [] : secretsIn(await secretText(id), `the secret ${id}`);
  const [newest, ...older] = replaceLinkSecret(before, newLinkSecret(), until, new Date());
  if (!newest) throw new Error('a secret was made and is gone');
  const SecretString = linkSecretText([newest, ...older]);
  await orRefused(() => client().send(new PutSecretValueCommand({ SecretId: id, SecretString })));
  return newest;
}
