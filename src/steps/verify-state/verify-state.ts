import { createHash } from 'node:crypto';
import { approvalsAmong } from '../../domain/decision.ts';
import type { ReportFile } from '../../domain/edition.ts';
import type { Effects } from '../../domain/effects.ts';
import { nullIfMissing } from '../../domain/failure.ts';
import type { LedgerEntry } from '../../domain/ledger.ts';
import type { Month } from '../../domain/month.ts';
import { revisionFingerprint } from '../../editions/fingerprint.ts';
import { type VerifyActivityEffects, verifyActivity } from './verify-activity.ts';
import { readVerifiedFile } from './verify-files.ts';

/** The effects needed to verify a state. */
export interface VerifyEffects extends VerifyActivityEffects {
  readonly ledger: Pick<Effects['ledger'], 'entriesOf'>;
  readonly facts: Pick<Effects['facts'], 'bytes'>;
  readonly editions: Pick<
    Effects['editions'],
    'editionsOf' | 'revisionsOf' | 'revision' | 'figuresOf' | 'reportOf' | 'decisionsOf'
  >;
  readonly reports: Pick<Effects['reports'], 'bytes'>;
  readonly hashKey: Pick<Effects['hashKey'], 'id'>;
}

/** The number of things verified. */
export interface Verified {
  readonly facts: number;
  readonly revisions: number;
  readonly files: number;
  readonly decisions: number;
  /** Entries of the activity log. */
  readonly activity: number;
  /** The differences, in words; empty if everything is as it was made. */
  readonly differences: readonly string[];
}

/**
 * Compares everything with its recorded hashes: facts with the ledger, figures with the fingerprints of their
 * revisions, files of reports with their records and with the decisions on them, decisions with their numbers, and
 * every entry of the activity log with the one before.
 */
export async function verifyState(
  effects: VerifyEffects,
  hotlines: readonly string[],
  sheets: readonly string[],
): Promise<Verified> {
  const parts: Verified[] = [];
  for (const hotline of hotlines) parts.push(await verifyFacts(effects, await effects.ledger.entriesOf(hotline)));
  for (const sheet of sheets) {
    parts.push(await verifyDecisions(effects, sheet));
    for (const { month } of await effects.editions.editionsOf(sheet))
      parts.push(await verifyEdition(effects, sheet, month));
  }
  const { entries, differences } = await verifyActivity(effects);
  return [...parts, { ...NOTHING, activity: entries, differences }].reduce(add, NOTHING);
}

const NOTHING: Verified = { facts: 0, revisions: 0, files: 0, decisions: 0, activity: 0, differences: [] };

const add = (a: Verified, b: Verified): Verified => ({
  facts: a.facts + b.facts,
  revisions: a.revisions + b.revisions,
  files: a.files + b.files,
  decisions: a.decisions + b.decisions,
  activity: a.activity + b.activity,
  differences: [...a.differences, ...b.differences],
});

async function verifyFacts({ facts, hashKey }: VerifyEffects, entries: readonly LedgerEntry[]): Promise<Verified> {
  const differences: string[] = [];
  let count = 0;
  for (const { hotline, month, table, inForce } of entries) {
    const name = `${hotline} ${month} ${table}`;
    if (inForce && inForce.idKey !== hashKey.id) differences.push(`${name}: its ids are hashed with another key`);
    for (const { key, sha256 } of inForce?.facts ?? []) {
      count++;
      const bytes = await facts.bytes(key).catch(nullIfMissing);
      if (!bytes) differences.push(`${key}: is missing (${name})`);
      else if (createHash('sha256').update(bytes).digest('hex') !== sha256)
        differences.push(`${key}: is not the file of facts that was accepted (${name})`);
    }
  }
  return { ...NOTHING, facts: count, differences };
}

async function verifyDecisions({ editions, reports }: VerifyEffects, sheet: string): Promise<Verified> {
  const decisions = await editions.decisionsOf(sheet);
  const differences: string[] = [];
  let files = 0;
  for (const [index, { decision, month, revision, verdict, files: named, fingerprint }] of decisions.entries()) {
    const name = `${sheet} ${month}, revision ${revision}`;
    if (decision !== index + 1) differences.push(`${sheet}: decision ${index + 1} is missing`);
    if (verdict !== 'approved') continue;
    const made = (await editions.revisionsOf(sheet, month)).find((head) => head.revision === revision);
    if (!(await editions.reportOf(sheet, month, revision)))
      differences.push(`${name}: the record of its report is missing`);
    if (made?.fingerprint !== fingerprint) differences.push(`${name}: is not the revision that was approved`);
    files += named.length;
    differences.push(...(await fileDifferences(reports, named, `${name} was approved`)));
  }
  return { ...NOTHING, decisions: decisions.length, files, differences };
}

async function fileDifferences(
  reports: VerifyEffects['reports'],
  files: readonly ReportFile[],
  why: string,
): Promise<string[]> {
  const differences: string[] = [];
  for (const file of files) {
    const read = await readVerifiedFile(reports, file);
    if (typeof read === 'string') differences.push(`${file.key}: ${read} (${why})`);
  }
  return differences;
}

/** Whether any of some files exists. */
async function anyExists(reports: VerifyEffects['reports'], files: readonly ReportFile[]): Promise<boolean> {
  for (const { key } of files) if (await reports.bytes(key).catch(nullIfMissing)) return true;
  return false;
}

async function verifyEdition({ editions, reports }: VerifyEffects, sheet: string, month: Month): Promise<Verified> {
  const differences: string[] = [];
  const numbers = (await editions.revisionsOf(sheet, month)).map(({ revision }) => revision);
  const approved = approvalsAmong(await editions.decisionsOf(sheet, month)).map(({ revision }) => revision);
  let files = 0;
  for (const number of numbers) {
    const revision = await editions.revision(sheet, month, number);
    if (!revision) continue;
    const name = `${sheet} ${month}, revision ${revision.revision}`;
    const figures = await editions.figuresOf(sheet, revision.fingerprint);
    // figures and pages of superseded, unapproved revisions are retired in time (retire.ts), each entirely
    const mayBeRetired = number !== numbers.at(-1) && !approved.includes(number);
    const areFiguresRetired = mayBeRetired && figures.length === 0;
    if (!areFiguresRetired && revisionFingerprint({ ...revision, figures }) !== revision.fingerprint)
      differences.push(`${name}: its figures are not those that were computed`);
    const recorded = (await editions.reportOf(sheet, month, revision.revision))?.files ?? [];
    const arePagesRetired = mayBeRetired && !(await anyExists(reports, recorded));
    files += recorded.length;
    if (!arePagesRetired) differences.push(...(await fileDifferences(reports, recorded, `${name} was recorded`)));
  }
  return { ...NOTHING, revisions: numbers.length, files, differences };
}
