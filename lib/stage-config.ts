import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import { decodeText } from '../src/domain/text/text-in.ts';
import { type MailConfig, readMailConfig } from './mail-config.ts';

/** The stages there are; each has its `config/<stage>.json`. */
export const STAGES = ['dev', 'prod'] as const;

export type StageName = (typeof STAGES)[number];

/** How many days CloudWatch can be told to keep a log; any other number is refused by AWS, so it is refused here. */
const LOG_DAYS = [7, 14, 30, 60, 90, 180, 365, 400, 545, 731, 1096, 1827, 2192, 2557, 2922, 3288, 3653] as const;

const oneOf = (values: readonly number[]) =>
  z.number().refine((value) => values.includes(value), `must be one of ${values.join(', ')}`);

const whole = (from: number, to: number) => z.int().min(from).max(to);

const ROLE = z
  .string()
  .regex(/^[\w+=,.@*-]+(?:\/[\w+=,.@*-]+)*$/u, 'must be the name of a role, with its path where it has one')
  .refine((name) => /\w{3}/u.test(name), 'must name roles: with "*" alone everybody would be one');

const schema = z.strictObject({
  /** Where it is deployed; without them, where the credentials of `cdk deploy` point. */
  account: z
    .string()
    .regex(/^\d{12}$/u, 'must be 12 digits')
    .optional(),
  region: z
    .string()
    .regex(/^[a-z]{2}(-[a-z]+)+-\d$/u, 'must be a region such as us-east-1')
    .optional(),
  /** Who is told of a revision that waits for review. */
  reviewers: z.array(z.email('must be an e-mail address')).min(1),
  /** Who is told of an alarm. */
  operators: z.array(z.email('must be an e-mail address')).min(1),
  /** On which day of a month each hotline's export of the month before is due (UTC); 28 is in every month. */
  dueDays: z.record(z.string(), whole(1, 28)),
  /** After how many days without a decision on a draft reviewers and operators get a mail, each day. */
  reviewDays: whole(1, 365).default(14),
  logDays: oneOf(LOG_DAYS),
  /** What a deleted stack leaves behind. Production data is always kept; `destroy` still refuses a bucket that is not empty. */
  dataOnDelete: z.enum(['keep', 'destroy']),
  /** How many uploads are read at a time; AWS wants at least 2. */
  readingsAtATime: whole(2, 1000),
  /**
   * How many links of messages are answered at a time, and ten times as many a second; null for as many as the account allows.
   * Their address is open to everybody: without a limit, whoever floods it takes the account's concurrency from every other
   * function, and spends without end. Lambda keeps the places free for them, which an account with a low limit cannot spare.
   */
  answersAtATime: whole(1, 100).nullable(),
  /** Where operators read docs/runbook.md: alarms link to its headings, so it is an address that opens from a mail. */
  runbook: z
    .url({ protocol: /^https$/u, error: 'must be an https address that ends with the page, without #' })
    .refine((url) => !url.includes('#'), 'must be an https address that ends with the page, without #'),
  /**
   * Which IAM roles may read and write what the data key encrypts, besides the functions: names with their paths, and `*` for
   * what AWS makes up, as IAM Identity Center does (docs/deploy.md). The key's policy allows no others.
   */
  access: z.strictObject({
    /** Whoever looks into data by hand, keeps the copy of the id key, runs commands with `--table`. Nobody's daily role. */
    administrators: z.array(ROLE).min(1),
    uploaders: z.array(ROLE),
    /** Whoever fetches fact sheets out of the reports bucket. */
    reviewers: z.array(ROLE),
  }),
  /** The table to use in place of the stack's own: one that a backup was restored into. Null for the stack's own. */
  tableName: z
    .string()
    .regex(/^[\w.-]{3,255}$/u, 'must be the name of a table')
    .nullable(),
  /** A daily backup of the table by AWS Backup, apart from the table's own of 35 days. Null for none. */
  backup: z
    .strictObject({
      /** After how many days a backup is deleted. */
      keepDays: whole(7, 3650),
      /** A vault of another account or region that each backup is copied to. */
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
  /** Whether invented records go through the pipeline once a day, to show that it works. */
  canary: z.boolean().default(true),
  /** US dollars a month of the whole account; above it the operators get a mail. Null for no such mail. */
  monthlyBudget: whole(1, 1_000_000).nullable(),
  /** Whom fact sheets come from, and when they go out; a stage without it sends nothing (docs/distribution.md). */
  mail: z
    .strictObject({
      sender: z.string(),
      /** Whether the stage makes the sender's domain known to SES. One stage of an account can: a domain is there once. */
      identity: z.enum(['create', 'existing']),
      /** An address that leads to the output `LinkUrl`, so that links outlive the account: `https://sheets.example.org`. */
      linkUrl: z
        .string()
        .regex(/^https:\/\/[\w.-]+$/u, 'must be https:// and a host')
        .optional(),
      schedules: z.unknown(),
    })
    .optional(),
});

/** What differs from stage to stage: `config/<stage>.json`, checked. */
export type StageConfig = Readonly<Omit<z.infer<typeof schema>, 'mail'>> & {
  readonly stage: StageName;
  readonly mail: MailConfig | null;
};

/** A configuration that cannot be deployed; the message names the file, each place in it and what is allowed there. */
export class ConfigInvalid extends Error {
  override readonly name = 'ConfigInvalid';
}

/**
 * Reads and checks `config/<stage>.json` of a project.
 * @throws ConfigInvalid telling every wrong value at once
 */
export function loadStageConfig(root: string, stage: string): StageConfig {
  const name = STAGES.find((known) => known === stage);
  if (!name) throw new ConfigInvalid(`no stage "${stage}"; there are ${STAGES.join(', ')}`);
  const file = `config/${name}.json`;
  if (!existsSync(join(root, file))) throw new ConfigInvalid(`${file} is missing; copy that of another stage`);
  const { text, error } = decodeText(readFileSync(join(root, file)));
  if (text === null) throw new ConfigInvalid(`${file}: ${error}; save it as UTF-8`);
  return checked(file, text, root, name);
}

function checked(file: string, text: string, root: string, stage: StageName): StageConfig {
  const hotlines = hotlinesOf(root);
  const parsed = schema.safeParse(json(file, text));
  if (!parsed.success) throw new ConfigInvalid(told(file, parsed.error.issues.map(issueText)));
  const faults = Object.keys(parsed.data.dueDays)
    .filter((hotline) => !hotlines.includes(hotline))
    .map((hotline) => `dueDays.${hotline}: no such hotline; there are ${hotlines.join(', ')}`);
  if (stage === 'prod' && parsed.data.dataOnDelete !== 'keep') faults.push('dataOnDelete: must be "keep" in prod');
  const mail = parsed.data.mail ? readMailConfig(parsed.data.mail, sheetsOf(root)) : null;
  if (Array.isArray(mail)) faults.push(...mail.map((fault) => `mail.${fault}`));
  if (faults.length > 0 || (mail && !('sender' in mail))) throw new ConfigInvalid(told(file, faults));
  return { ...parsed.data, stage, mail };
}

const told = (file: string, faults: readonly string[]): string => faults.map((fault) => `${file}: ${fault}`).join('\n');

const issueText = ({ path, message }: z.core.$ZodIssue): string => `${path.join('.') || 'the file'}: ${message}`;

function json(file: string, text: string): unknown {
  try {
    return JSON.parse(text);
  } catch (cause) {
    if (!(cause instanceof SyntaxError)) throw cause;
    throw new ConfigInvalid(`${file} is no JSON: ${cause.message}`, { cause });
  }
}

const hotlinesOf = (root: string): string[] =>
  readdirSync(join(root, 'hotlines'))
    .filter((file) => file.endsWith('.json') && !file.endsWith('.schema.json'))
    .map((file) => file.slice(0, -'.json'.length))
    .sort();

const sheetsOf = (root: string): string[] =>
  readdirSync(join(root, 'templates'), { withFileTypes: true })
    .filter((entry) => entry.isDirectory())
    .map(({ name }) => name)
    .sort();
