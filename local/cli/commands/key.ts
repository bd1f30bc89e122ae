import { FLAG, read, STATE_OPTIONS, TEXT, text, wrong } from './arguments.ts';

export const KEY_USAGE = `  factsheets key show [--state DIR] [--key FILE] [--secret [ARN]]
      Prints the public ids of the key and of the link secret.
      --secret       prints the key itself too, to be locked away; with an ARN that of a stage in AWS
  factsheets key check [--state DIR] [--key FILE]
      Checks that the key, the state, the link secret and their permissions fit together; changes nothing.
  factsheets key rotate links --state DIR|--secret ARN [--days N] [--now]
      Signs links with a new secret. Links made before work for another 366 days.
      --days         works for so many days; --now: no more at all (after a leak)
      --secret       the link secret of a stage in AWS (the output LinkSecret)`;

/** Where the key of this machine is. */
export interface KeyPlace {
  readonly state: string | undefined;
  readonly key: string | undefined;
}

export type KeyCommand = { readonly command: 'key' } & (
  | ({ readonly act: 'show'; readonly escrow: boolean; readonly secret: string | null } & KeyPlace)
  | ({ readonly act: 'check' } & KeyPlace)
  | {
      readonly act: 'rotate';
      readonly place: { readonly state: string } | { readonly secret: string };
      /** For how long older links work; null for no more. */
      readonly days: number | null;
    }
);

/** As long as a link to leave works: whoever got a message can leave by it, whatever becomes of the secret. */
const DAYS = 366;

export function parseKey([act, ...argv]: readonly string[]): KeyCommand {
  if (act === 'show') return parseShow(argv);
  if (act === 'check') {
    const { values } = read(argv, { state: STATE_OPTIONS.state, key: STATE_OPTIONS.key });
    return { command: 'key', act, state: text(values.state), key: text(values.key) };
  }
  if (act === 'rotate') return parseRotate(argv);
  throw wrong('key does one of show, check, rotate links');
}

function parseShow(argv: readonly string[]): KeyCommand {
  const at = argv.indexOf('--secret');
  const isBare = at >= 0 && (argv[at + 1] === undefined || argv[at + 1]?.startsWith('-') === true);
  const given = isBare ? argv.toSpliced(at, 1) : argv;
  const { values } = read(given, { state: TEXT, key: TEXT, secret: TEXT });
  const secret = text(values.secret) ?? null;
  if (secret !== null && (values.state !== undefined || values.key !== undefined))
    throw wrong('--secret with an ARN is of AWS, --state and --key are of this machine; keep one of the two');
  const place = { state: text(values.state), key: text(values.key) };
  return { command: 'key', act: 'show', escrow: isBare || secret !== null, secret, ...place };
}

function parseRotate(argv: readonly string[]): KeyCommand {
  const { values, positionals } = read(argv, { state: TEXT, secret: TEXT, days: TEXT, now: FLAG }, 1);
  if (positionals[0] !== 'links')
    throw wrong('only links can be rotated: with another key all ids and stakeholders would be strangers');
  const [state, secret] = [text(values.state), text(values.secret)];
  if (values.now === true && values.days !== undefined) throw wrong('--days and --now contradict each other; keep one');
  const days = values.now === true ? null : daysOf(text(values.days));
  if (state !== undefined && secret === undefined) return { command: 'key', act: 'rotate', place: { state }, days };
  if (secret !== undefined && state === undefined) return { command: 'key', act: 'rotate', place: { secret }, days };
  throw wrong('name --state DIR or --secret ARN');
}

function daysOf(value: string | undefined): number {
  if (value === undefined) return DAYS;
  if (!/^[1-9]\d{0,3}$/u.test(value)) throw wrong(`--days "${value}" must be a whole number from 1 to 9999`);
  return Number(value);
}
