import { type Month, parseMonth } from '../../../src/domain/month.ts';
import type { Resolution } from '../../../src/steps/distribute/resolve-dispatches.ts';
import {
  FLAG,
  LIST_OPTIONS,
  type ListPlace,
  listPlace,
  needed,
  type ReviewPlace,
  read,
  reviewPlace,
  TEXT,
  text,
  type Values,
  wrong,
} from './arguments.ts';

export const DISTRIBUTE_USAGE = `  factsheets distribute SHEET [MONTH] [--state DIR] [--to ADDRESS] [--dry-run] [--mail DIR] [--config FILE] [--json]
      Sends the newest approved edition, or that of MONTH, to whoever on the list has not got it, now: by the mail server
      of the configuration (smtp), else as .eml files in --mail, by default DIR/mail. Corrections of editions sent before
      go to whoever has the earlier revision.
      --to           to one stakeholder of the list
      --dry-run      lists every message with reader, language, way, kind and size; sends none. --mail writes them
      --config       sender, mail server, links and schedules; by default the program's config/local.json
  factsheets distribute SHEET [MONTH] --now --by NAME --url URL
      The same in AWS: the stage sends now, and does not wait for its schedule.
  factsheets distribute SHEET MONTH --resolve sent|resend|revoke [--to ADDRESS] [--state DIR]
      Says of messages that may have gone out that they did, or sends them again (also those only written to files); or
      makes links answer no more. In AWS: --table NAME --secret ARN in place of --state DIR.`;

export interface DistributeCommand {
  readonly command: 'distribute';
  readonly place: ReviewPlace;
  readonly sheet: string;
  readonly month: Month | null;
  readonly to: string | null;
  readonly dryRun: boolean;
  readonly mail: string | undefined;
  readonly config: string | undefined;
  readonly json: boolean;
  /** Who asks a stage in AWS to send now. */
  readonly by: string | null;
}

export interface ResolveCommand {
  readonly command: 'resolve';
  readonly place: ListPlace;
  readonly sheet: string;
  readonly month: Month;
  readonly to: string | null;
  readonly as: Resolution;
}

const RESOLUTIONS = ['sent', 'resend', 'revoke'] as const;

export function parseDistribute(argv: readonly string[]): DistributeCommand | ResolveCommand {
  const texts = { to: TEXT, resolve: TEXT, mail: TEXT, config: TEXT, url: TEXT, by: TEXT };
  const { values, positionals } = read(argv, { ...LIST_OPTIONS, ...texts, 'dry-run': FLAG, json: FLAG, now: FLAG }, 2);
  const [sheet, named] = positionals;
  if (sheet === undefined) throw wrong('distribute needs a sheet');
  const month = named === undefined ? null : parseMonth(named);
  if (named !== undefined && month === null) throw wrong(`"${named}" is no month; write YYYY-MM, as in 2017-07`);
  const resolve = RESOLUTIONS.find((one) => one === values.resolve) ?? null;
  if (values.resolve !== undefined && (resolve === null || month === null))
    throw wrong(`--resolve needs a month, and is one of ${RESOLUTIONS.join(', ')}`);
  const to = text(values.to) ?? null;
  if (resolve !== null && month !== null)
    return { command: 'resolve', place: listPlace(values), sheet, month, to, as: resolve };
  if (values.table !== undefined)
    throw wrong('in AWS the schedule distributes, or distribute --now --url; --table goes with --resolve');
  return {
    command: 'distribute',
    place: distributePlace(values),
    sheet,
    month,
    to,
    dryRun: values['dry-run'] === true,
    mail: text(values.mail),
    config: text(values.config),
    json: values.json === true,
    by: text(values.by) ?? null,
  };
}

function distributePlace(values: Values): ReviewPlace {
  const place = reviewPlace(values);
  if (!('url' in place)) return place;
  if (values.now !== true) throw wrong('--url asks a stage in AWS to send now: it goes with --now');
  needed(values, 'by', 'the name of who sends');
  const local = ['to', 'dry-run', 'mail', 'config', 'json'].find((name) => values[name] !== undefined);
  if (local !== undefined) throw wrong(`--${local} is of this machine; it does not go with --url`);
  return place;
}
