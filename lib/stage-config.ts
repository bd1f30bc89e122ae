import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import * as z from 'zod';
import { CODE_LISTS } from '../src/domain/codes.ts';
import { decodeText } from '../src/domain/text/text-in.ts';
import { type MailConfig, readMailConfig } from './mail-config.ts';
import { PORTAL_SCHEMA, type PortalConfig } from './portal-config.ts';
import { PUBLIC_SCHEMA } from './public-config.ts';
import { QUERY_SCHEMA, type QueryConfig, queryColumns } from './query-config.ts';
import { ROLE } from './role-name.ts';

/** The stages; each has its `config/<stage>.json`. */
export const STAGES = ['dev', 'prod'] as const;

export type StageName = (typeof STAGES)[number];

/**
 * The retention periods, in days, that CloudWatch accepts for a log. AWS refuses any other number, so this check
 * refuses it first.
 */
const LOG_DAYS = [7, 14, 30, 60, 90, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;

const oneOf = (values: readonly number[]) =>
  z.number().refine((value) => values.includes(value), `must be one of ${values.join(', ')}`);

const wholeNumber = (from: number, to: number) => z.int().min(from).max(to);

const schema = z.strictObject({
  /** The target of the deployment; without it, the account and region of the credentials that `cdk deploy` uses. */
  account: z
    .string()
    .regex(/^\d{12}$/u, 'must be 12 digits')
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/u, 'must be a region such as us-east-1')
    .optional(),
  /** The addresses that get a mail about a revision that waits for review. */
  reviewers: z.array(z.email('must be an e-mail address')).min(1),
  /** The addresses that get a mail about an alarm. */
  operators: z.array(z.email('must be an e-mail address')).min(1),
  /**
   * The day of the month (UTC) on which each hotline's export of the previous month is due. At most 28, which exists in
   * every month.
   */
  dueDays: z.record(z.string(), wholeNumber(1, 28)),
  /** The number of days a draft may wait for a decision. After that, reviewers and operators get a mail every day. */
  reviewDays: wholeNumber(1, 365).default(14),
  logDays: oneOf(LOG_DAYS),
  /**
   * Determines what happens to the data of a deleted stack. Production data is always retained; with `destroy`, a
   * bucket that is not empty is still refused.
   */
  dataOnDelete: z.enum(['keep', 'destroy']),
  /** The number of uploads that are read at the same time; AWS requires at least 2. */
  readingsAtATime: wholeNumber(2, 1000),
  /**
   * The number of functions that render the sheets of one family at the same time, eight sheets each. A new account may
   * run ten functions at a time; others wait for a place.
   */
  familyConcurrency: wholeNumber(1, 100).default(5),
  /**
   * The number of links in messages that are answered at the same time; up to ten times as many are answered per
   * second. Null for as many as the account allows. The address is public: without a limit, a flood of requests would
   * take the account's concurrency from every other function, at unlimited cost. Lambda reserves this concurrency,
   * which an account with a low limit cannot spare.
   */
  answersAtATime: wholeNumber(1, 100).nullable(),
  /**
   * The address at which operators read docs/runbook.md. Alarms link to its headings, so it must be an address that
   * opens from a mail.
   */
  runbook: z
    .url({ protocol: /^https$/u, error: 'must be the https address of a page, without #' })
    .refine((url) => !url.includes('#'), 'must be the https address of a page, without #'),
  /**
   * The IAM roles, besides the functions, that may read and write data encrypted with the data key. Each is a name with
   * its path; `*` matches generated parts, for example those of IAM Identity Center (docs/deploy.md). The key's policy
   * allows no other roles.
   */
  access: z.strictObject({
    /**
     * Roles for people who inspect data by hand, store the copy of the id key, or run commands with `--table`. Not for
     * daily use.
     */
    administrators: z.array(ROLE).min(1),
    uploaders: z.array(ROLE),
    /** Roles for people who download fact sheets from the reports bucket. */
    reviewers: z.array(ROLE),
  }),
  /** The table to use instead of the stack's own: a table that a backup was restored into. Null for the stack's own. */
  tableName: z
    .string()
    .regex(/^[\w.-]{3,255}$/u, 'must be the name of a table')
    .nullable(),
  /**
   * A daily backup of the table by AWS Backup, in addition to the table's own point-in-time recovery of 35 days. Null
   * for no backup.
   */
  backup: z
    .strictObject({
      /** The number of days after which a backup is deleted. */
      keepDays: wholeNumber(7, 3650),
      /** A vault in another account or region to which each backup is copied. */
      copyTo: z
        .string()
        .regex(
          /^arn:aws[\w-]*:backup:[a-z0-9-]+:\d{12}:backup-vault:[\w-]{2,50}$/u,
          'must be the ARN of a backup vault',
        )
        .nullable()
        .default(null),
    })
    .nullable()
    .default(null),
  /** Whether invented records go through the pipeline once a day to check that it works. */
  canary: z.boolean().default(true),
  /** The portal in this stage. Null for none (docs/deploy.md). */
  portal: PORTAL_SCHEMA.nullable().default(null),
  /** The public edition in this stage. Null for none (docs/public-edition.md). */
  public: PUBLIC_SCHEMA.nullable().default(null),
  /** Questions of analysts to the facts, through Athena. Null for none (docs/query.md). */
  query: QUERY_SCHEMA.nullable().default(null),
  /** US dollars per month for the entire account. The operators get a mail above this amount. Null for no such mail. */
  monthlyBudget: wholeNumber(1, 1_000_000).nullable(),
  /** The sender of fact sheets, and the schedules. A stage without this key sends nothing (docs/distribution.md). */
  mail: z
    .strictObject({
      sender: z.string(),
      /**
       * Whether the stage registers the sender's domain in SES. Only one stage of an account can: a domain can be
       * registered once.
       */
      identity: z.enum(['create', 'existing']),
      /**
       * A custom address that points to the output `LinkUrl`, so that links outlive the account:
       * `https://sheets.example.org`.
       */
      linkUrl: z
        .string()
        .regex(/^https:\/\/[\w.-]+$/u, 'must be https:// and a host')
        .optional(),
      schedules: z.unknown(),
    })
    .optional(),
});

/** The configuration of a stage: `config/<stage>.json`, validated. */
export type StageConfig = Readonly<Omit<z.infer<typeof schema>, 'mail' | 'portal' | 'query'>> & {
  readonly stage: StageName;
  readonly mail: MailConfig | null;
  readonly portal: PortalConfig | null;
  readonly query: QueryConfig | null;
};

/** The configuration cannot be deployed. The message names the file, each invalid field and the allowed values. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
}

/**
 * Reads and validates `config/<stage>.json` of a project.
 * @throws ConfigInvalid that lists all invalid values
 */
export function loadStageConfig(root: string, stage: string): StageConfig {
  const name = STAGES.find((known) => known === stage);
  if (!name) throw new ConfigInvalid(`there is no stage "${stage}"; the stages are ${STAGES.join(', ')}`);
  const file = `config/${name}.json`;
  if (!existsSync(join(root, file))) throw new ConfigInvalid(`${file} is missing; copy that of another stage`);
  const { text, error } = decodeText(readFileSync(join(root, file)));
  if (text === null) throw new ConfigInvalid(`${file}: ${error}; save it as UTF-8`);
  return parseStage(file, text, root, name);
}

function parseStage(file: string, text: string, root: string, stage: StageName): StageConfig {
  const hotlines = hotlinesOf(root);
  const parsed = schema.safeParse(json(file, text));
  if (!parsed.success) throw new ConfigInvalid(errorLines(file, parsed.error.issues.map(issueText)));
  const errors = Object.keys(parsed.data.dueDays)
    .filter((hotline) => !hotlines.includes(hotline))
    .map((hotline) => `dueDays.${hotline}: there is no such hotline; the hotlines are ${hotlines.join(', ')}`);
  if (stage === 'prod' && parsed.data.dataOnDelete !== 'keep') errors.push('dataOnDelete: must be "keep" in prod');
  const mail = parsed.data.mail ? readMailConfig(parsed.data.mail, sheetsOf(root)) : null;
  if (Array.isArray(mail)) errors.push(...mail.map((error) => `mail.${error}`));
  const { columns, errors: listErrors } = queryColumns(parsed.data.query ? addedLists(root) : new Map());
  errors.push(...listErrors);
  if (errors.length > 0 || (mail && !('sender' in mail))) throw new ConfigInvalid(errorLines(file, errors));
  const portal = parsed.data.portal && { ...parsed.data.portal, hotlines };
  const query = parsed.data.query && { ...parsed.data.query, hotlines, columns };
  return { ...parsed.data, stage, mail, portal, query };
}

const errorLines = (file: string, errors: readonly string[]): string =>
  errors.map((error) => `${file}: ${error}`).join('\n');

const issueText = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.') || 'the file'}: ${message}`;

function json(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ConfigInvalid(`${file} is not valid JSON: ${cause.message}`, { cause });
  }
}

const hotlinesOf = (root: string): string[] =>
  readdirSync(join(root, 'hotlines'))
    .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

/** Reads the code lists that were added to those of every hotline, by their paths. */
function addedLists(root: string): Map<string, unknown> {
  const names = readdirSync(join(root, 'codes')).flatMap((file) => /^([^.]+)\.json$/u.exec(file)?.[1] ?? []);
  const added = names.filter((name) => !CODE_LISTS.some((list) => list === name)).toSorted();
  const paths = added.map((name) => `codes/${name}.json`);
  return new Map(paths.map((path) => [path, json(path, readFileSync(join(root, path), 'utf8'))]));
}

const sheetsOf = (root: string): string[] =>
  readdirSync(join(root, 'templates'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
