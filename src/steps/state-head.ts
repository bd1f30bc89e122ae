import { createHash } from 'node:crypto';
import type { Decision } from '../domain/decision.ts';
import type { Effects } from '../domain/effects.ts';
import { Failure } from '../domain/failure.ts';
import { countNoun } from '../domain/format.ts';
import { EMPTY_HEAD, type StateHead } from '../domain/state-head.ts';
import { canonical } from '../domain/text/json.ts';

interface HeadRead {
  readonly heads: Pick<Effects['heads'], 'read'>;
  readonly editions: Pick<Effects['editions'], 'decisionsOf'>;
}

interface HeadWrite extends HeadRead {
  readonly heads: Pick<Effects['heads'], 'read' | 'write'>;
}

/**
 * Checks that the table holds every decision on a sheet that its head knows of. A table that holds more is newer than
 * its head: whoever decided last was stopped before the head was written.
 * @throws Failure StateChanged when the table lacks decisions, or has others
 */
export async function checkHead({ heads, editions }: HeadRead, sheet: string): Promise<void> {
  // the head first: a decision that is made meanwhile is then at most missing from the head
  const head = await heads.read(sheet);
  if (head && !isIn(head, await editions.decisionsOf(sheet))) throw older(sheet, head);
}

/** Stores how far the decisions on a sheet have come, unless the head knows of more already. */
export async function raiseHead({ heads, editions }: HeadWrite, sheet: string): Promise<void> {
  const [stored, decisions] = await Promise.all([heads.read(sheet), editions.decisionsOf(sheet)]);
  const head = headOf(decisions);
  if (head.decisions > (stored?.decisions ?? 0)) await heads.write(sheet, head);
}

/** The head of these decisions. */
export function headOf(decisions: readonly Decision[]): StateHead {
  const last = decisions.at(-1);
  if (!last) return EMPTY_HEAD;
  const { month, revision, verdict, at } = last;
  return { decisions: decisions.length, hash: chained(decisions), last: { month, revision, verdict, at } };
}

/** Whether decisions are those that a head knows of, or more. */
export const isIn = (head: StateHead, decisions: readonly Decision[]): boolean =>
  decisions.length >= head.decisions && chained(decisions.slice(0, head.decisions)) === head.hash;

/** Each decision is hashed with the hash of those before. What migrations add to old decisions (files, fingerprint) is left out. */
function chained(decisions: readonly Decision[]): string {
  let chain = '';
  for (const { decision, month, revision, verdict, by, caller, at, reason } of decisions) {
    const fields = canonical([chain, { decision, month, revision, verdict, by, caller, at, reason }]);
    chain = createHash('sha256').update(fields).digest('hex');
  }
  return chain;
}

function older(sheet: string, { decisions, last }: StateHead): Failure {
  const newest = last && `, the last of ${last.at} (${last.month}, revision ${last.revision}, ${last.verdict})`;
  const known = `${countNoun(decisions, 'decision')}${newest ?? ''}`;
  const remedy =
    'use the newest table, or copy its items with factsheets restore; if this is the newest, factsheets accept';
  return new Failure(
    'StateChanged',
    `${sheet}: the table lacks or changed some of ${known}. Nothing was sent: ${remedy}`,
  );
}
