import { wrong } from './commands/arguments.ts';
import { BUILD_USAGE, type BuildCommand, parseBuild } from './commands/build.ts';
import { CHECK_USAGE, type CheckCommand, parseCheck } from './commands/check.ts';
import { DECIDE_USAGE, type DecideCommand, parseDecide } from './commands/decide.ts';
import {
  DISTRIBUTE_USAGE,
  type DistributeCommand,
  parseDistribute,
  type ResolveCommand,
} from './commands/distribute.ts';
import { EDITIONS_USAGE, type EditionsCommand, parseEditions } from './commands/editions.ts';
import { HOLD_USAGE, type HoldCommand, parseHold } from './commands/hold.ts';
import { KEY_USAGE, type KeyCommand, parseKey } from './commands/key.ts';
import { LIST_USAGE, type ListCommand, parseList } from './commands/list.ts';
import { MIGRATE_USAGE, type MigrateCommand, parseMigrate } from './commands/migrate.ts';
import { OPEN_USAGE, type OpenCommand, parseOpen } from './commands/open.ts';
import { PREVIEW_USAGE, parsePreview } from './commands/preview.ts';
import { PUBLISH_USAGE, type PublishCommand, parsePublish } from './commands/publish.ts';
import { PUBLISHED_USAGE, type PublishedCommand, parsePublished } from './commands/published.ts';
import { parseReplay, REPLAY_USAGE, type ReplayCommand } from './commands/replay.ts';
import { parseRestore, RESTORE_USAGE, type RestoreCommand } from './commands/restore.ts';
import { parseReview, REVIEW_USAGE, type ReviewCommand } from './commands/review.ts';
import { parseStakeholders, STAKEHOLDERS_USAGE, type StakeholdersCommand } from './commands/stakeholders.ts';
import { parseStart, START_USAGE, type StartCommand } from './commands/start.ts';
import { parseStatus, STATUS_USAGE, type StatusCommand } from './commands/status.ts';
import { type AcceptCommand, parseAccept, parseVerify, VERIFY_USAGE, type VerifyCommand } from './commands/verify.ts';
import type { PreviewCommand } from './preview.ts';

/** The help of each command, in the order of the whole help. */
const USAGES: Readonly<Record<string, string>> = {
  start: START_USAGE,
  open: OPEN_USAGE,
  status: STATUS_USAGE,
  replay: REPLAY_USAGE,
  publish: PUBLISH_USAGE,
  build: BUILD_USAGE,
  check: CHECK_USAGE,
  preview: PREVIEW_USAGE,
  editions: EDITIONS_USAGE,
  review: REVIEW_USAGE,
  approve: DECIDE_USAGE,
  reject: DECIDE_USAGE,
  published: PUBLISHED_USAGE,
  stakeholders: STAKEHOLDERS_USAGE,
  distribute: DISTRIBUTE_USAGE,
  key: KEY_USAGE,
  hold: HOLD_USAGE,
  release: HOLD_USAGE,
  migrate: MIGRATE_USAGE,
  verify: VERIFY_USAGE,
  accept: VERIFY_USAGE,
  restore: RESTORE_USAGE,
  sheets: LIST_USAGE,
  hotlines: LIST_USAGE,
};

export const USAGE = `factsheets: hotlines' monthly exports to reviewed fact sheets
Run it in the program's folder: npx --no factsheets COMMAND ... (--no: never a package of that name from the registry)

${[...new Set(Object.values(USAGES))].join('\n\n')}

A state remembers the definitions it was made with, and every command uses them. build, start, publish and replay change
them: --definitions DIR. Other commands take --definitions DIR only to say where the same ones are now.

factsheets COMMAND --help prints the part of one command.

Exit code: 0 complete and nothing rejected; 2 something is left to be done (an export rejected, an edition
incomplete, a review that finds a reason is needed, nothing to send or not all of it sent); 1 wrong usage or a failure.`;

export type Command =
  | StartCommand
  | OpenCommand
  | ReplayCommand
  | PublishCommand
  | BuildCommand
  | CheckCommand
  | PreviewCommand
  | EditionsCommand
  | ReviewCommand
  | DecideCommand
  | PublishedCommand
  | StakeholdersCommand
  | DistributeCommand
  | ResolveCommand
  | KeyCommand
  | HoldCommand
  | ListCommand
  | MigrateCommand
  | RestoreCommand
  | AcceptCommand
  | VerifyCommand
  | StatusCommand
  | { readonly command: 'help'; readonly usage: string; readonly asked: boolean };

/** How each command reads its arguments, in the order of the help. */
const COMMANDS: Readonly<Record<string, (argv: readonly string[]) => Command>> = {
  start: parseStart,
  open: parseOpen,
  status: parseStatus,
  replay: parseReplay,
  publish: parsePublish,
  build: parseBuild,
  check: parseCheck,
  preview: parsePreview,
  editions: parseEditions,
  review: parseReview,
  approve: (argv) => parseDecide('approve', argv),
  reject: (argv) => parseDecide('reject', argv),
  published: parsePublished,
  stakeholders: parseStakeholders,
  distribute: parseDistribute,
  key: parseKey,
  hold: (argv) => parseHold('hold', argv),
  release: (argv) => parseHold('release', argv),
  migrate: parseMigrate,
  verify: parseVerify,
  accept: parseAccept,
  restore: parseRestore,
  sheets: (argv) => parseList('sheets', argv),
  hotlines: (argv) => parseList('hotlines', argv),
};

/**
 * What a command line asks for.
 * @throws Failure WrongUsage saying what is wrong and what is allowed
 */
export function parseCommand(argv: readonly string[]): Command {
  const [name, ...rest] = argv;
  if (name === undefined || name === 'help' || argv.includes('--help') || argv.includes('-h')) {
    const about = name === 'help' ? (rest[0] ?? '') : (name ?? '');
    const usage = Object.hasOwn(USAGES, about) ? (USAGES[about] ?? USAGE) : USAGE;
    return { command: 'help', usage, asked: name !== undefined };
  }
  const parse = Object.hasOwn(COMMANDS, name) ? COMMANDS[name] : undefined;
  if (!parse) throw wrong(`there is no command "${name}"; there are ${Object.keys(COMMANDS).join(', ')}`);
  return parse(rest);
}
