import { createHash } from 'node:crypto';
import { readFile, rename, writeFile } from 'node:fs/promises';
import { GetSecretValueCommand, PutSecretValueCommand, SecretsManagerClient } from '@aws-sdk/client-secrets-manager';
import { type LinkSecret, linkSecretText, replaceLinkSecret } from '../../../src/adapters/link-secret-text.ts';
import { newLinkSecret, parseSecrets, readLinkSecrets } from '../../../src/adapters/link-secrets.ts';
import { atPath } from '../../../src/adapters/local/at-path.ts';
import type { HashKey } from '../../../src/domain/effects.ts';
import { Failure } from '../../../src/domain/failure.ts';
import { DAY_MS } from '../../../src/domain/month.ts';
import { keyIn, readHashKey } from '../../state/hash-key.ts';
import { orRefused } from '../../state/open-list.ts';
import { linkSecretFile, permissionError } from '../../state/permissions.ts';
import { statIfExists } from '../../state/read-stored.ts';
import { keyFile, privatePlaces } from '../../state/secure-places.ts';
import { storedKeyId } from '../../state/state-key.ts';
import type { Terminal } from '../../terminal/terminal.ts';
import { FLAG, read, STATE_OPTIONS, TEXT, text, usageError } from '../arguments.ts';
import { defineCommand, EXIT } from '../command.ts';

export const KEY = defineCommand({
  help: `factsheets key show [--state DIR] [--key FILE] [--secret [ARN]]

Prints the public ids of the key and of the link secret.

  --secret [ARN]       also prints the key itself, to be locked away; with an ARN the key of a stage in AWS

factsheets key check [--state DIR] [--key FILE]

Checks that the key, the state, the link secret and their permissions fit together. It changes nothing.

factsheets key rotate links --state DIR|--secret ARN [--days N] [--now]

Signs links with a new secret. Links made before keep working for 366 days.

  --days N             links made before work for N days
  --now                links made before stop working now (after a leak)
  --secret ARN         the link secret of a stage in AWS (the output LinkSecret)`,
  inspectsPlaces: true,
  parse: parseKey,
  run: key,
});

/** Where the key of this machine is. */
export interface KeyPlace {
  readonly state: string | undefined;
  readonly key: string | undefined;
}

export type KeyCommand =
  | ({ readonly act: 'show'; readonly escrow: boolean; readonly secret: string | null } & KeyPlace)
  | ({ readonly act: 'check' } & KeyPlace)
  | {
      readonly act: 'rotate';
      readonly place: { readonly state: string } | { readonly secret: string };
      /** For how long older links work; null for no more. */
      readonly days: number | null;
    };

/** As long as a link to leave works: whoever got a message can leave by it, whatever becomes of the secret. */
const DAYS = 366;

function parseKey([act, ...argv]: readonly string[]): KeyCommand {
  if (act === 'show') return parseShow(argv);
  if (act === 'check') {
    const { values } = read(argv, { state: STATE_OPTIONS.state, key: STATE_OPTIONS.key });
    return { act, state: text(values.state), key: text(values.key) };
  }
  if (act === 'rotate') return parseRotate(argv);
  throw usageError('use key show, key check or key rotate links');
}

function parseShow(argv: readonly string[]): KeyCommand {
  const at = argv.indexOf('--secret');
  const isBare = at >= 0 && (argv[at + 1] === undefined || argv[at + 1]?.startsWith('-') === true);
  const given = isBare ? argv.toSpliced(at, 1) : argv;
  const { values } = read(given, { state: TEXT, key: TEXT, secret: TEXT });
  const secret = text(values.secret) ?? null;
  if (secret !== null && (values.state !== undefined || values.key !== undefined))
    throw usageError('use --secret ARN for AWS, or --state and --key for this machine, not both');
  const place = { state: text(values.state), key: text(values.key) };
  return { act: 'show', escrow: isBare || secret !== null, secret, ...place };
}

function parseRotate(argv: readonly string[]): KeyCommand {
  const { values, positionals } = read(argv, { state: TEXT, secret: TEXT, days: TEXT, now: FLAG }, 1);
  if (positionals[0] !== 'links')
    throw usageError('only links can be rotated: another key would change all hashed ids and stakeholder ids');
  const [state, secret] = [text(values.state), text(values.secret)];
  if (values.now === true && values.days !== undefined) throw usageError('use --days or --now, not both');
  const days = values.now === true ? null : daysOf(text(values.days));
  if (state !== undefined && secret === undefined) return { act: 'rotate', place: { state }, days };
  if (secret !== undefined && state === undefined) return { act: 'rotate', place: { secret }, days };
  throw usageError('name --state DIR or --secret ARN');
}

function daysOf(value: string | undefined): number {
  if (value === undefined) return DAYS;
  if (!/^[1-9]\d{0,3}$/u.test(value)) throw usageError(`--days "${value}" must be a whole number from 1 to 9999`);
  return Number(value);
}

/** Shows or checks the key of this machine or of a stage, or replaces a link secret. A check that finds something exits with code 2. */
export async function key(command: KeyCommand, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  if (command.act === 'check') return check(command, terminal, environment);
  if (command.act === 'show') return show(command, terminal, environment);
  const until = command.days === null ? null : new Date(Date.now() + command.days * DAY_MS);
  const { place } = command;
  const made = 'state' in place ? await rotateIn(place.state, until) : await rotateInAws(place.secret, until);
  terminal.out(`links are signed with a new secret, ${linkSecretId(made)}`);
  terminal.out(
    until === null
      ? 'links made before no longer work; stakeholders cannot leave by a message sent before: remove them by hand'
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
  if (!newest) return 'none yet; the first message creates one';
  const ends = older.map((secret) => `, ${linkSecretId(secret)} until ${secret.until?.toISOString().slice(0, 10)}`);
  return `${linkSecretId(newest)}${ends.join('')}`;
}

/** The public id of a link secret: it distinguishes secrets without revealing them. */
const linkSecretId = ({ hex }: LinkSecret): string =>
  createHash('sha256').update(`link secret id ${hex}`).digest('hex').slice(0, 16);

async function check(place: KeyPlace, terminal: Terminal, environment: NodeJS.ProcessEnv): Promise<number> {
  const { state } = place;
  const file = keyFile(state ?? null, place.key, environment) ?? '--key';
  const wrong: string[] = [];
  const note = (line: string | null): void => void (line !== null && wrong.push(line));
  const root = await readHashKey(file, true).catch((error: unknown) => noteFailure(error, note));
  if (root && state !== undefined) note(await keyError(state, root));
  if (state !== undefined)
    await readLinkSecrets(linkSecretFile(state)).catch((error: unknown) => noteFailure(error, note));
  for (const one of await privatePlaces(place, environment))
    await permissionError(one).then(
      (error) => note(error && `${error.place.path} can be reached by other users of this machine (${error.mode})`),
      (error: unknown) => noteFailure(error, note),
    );
  for (const line of wrong) terminal.out(line);
  if (wrong.length === 0) terminal.out(`key ${root?.id}: matches the state, and no one else can read it`);
  return wrong.length === 0 ? EXIT.complete : EXIT.incomplete;
}

function noteFailure(error: unknown, note: (line: string) => void): null {
  if (!(error instanceof Failure)) throw error;
  note(error.message);
  return null;
}

async function keyError(state: string, { id, formerId }: HashKey): Promise<string | null> {
  const stored = await storedKeyId(state);
  if (stored === null || stored === id) return null;
  return stored === formerId
    ? `${state} was made by an earlier version with this key; factsheets build or start updates it and reads the exports again`
    : `${state} was made with the key ${stored}, and this one is ${id}`;
}

async function rotateIn(state: string, until: Date | null): Promise<LinkSecret> {
  if (!(await statIfExists(state))?.isDirectory())
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
  const before = until === null ? [] : parseSecrets(await secretText(id), `the secret ${id}`);
  const [newest, ...older] = replaceLinkSecret(before, newLinkSecret(), until, new Date());
  if (!newest) throw new Error('a secret was made and is gone');
  const SecretString = linkSecretText([newest, ...older]);
  await orRefused(() => client().send(new PutSecretValueCommand({ SecretId: id, SecretString })));
  return newest;
}
