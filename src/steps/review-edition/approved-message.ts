import type { Decision } from '../../domain/decision.ts';
import type { Effects } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import type { Revision, RevisionFigure } from '../../domain/revision.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { canonicalHash } from '../../editions/fingerprint.ts';
import { publishedEdition } from '../../editions/published-edition.ts';
import { loadMessage, type MessageMaterial } from '../distribute/message-material.ts';

export type MessageEffects = Pick<Effects, 'definitions' | 'codes'>;

/** SHA-256, hex, of all that a sheet's messages of one edition are made from: chosen figures, labels, and wording with its numbers. */
export const messageHash = ({ definition, labels, wording }: MessageMaterial): string =>
  canonicalHash({ definition, labels, wording: Object.fromEntries(wording) });

/**
 * Computes the hash of the messages about a revision from the current definitions. Returns null for a sheet without
 * messages, or whose messages cannot be composed: the revision can be approved, and nothing is sent.
 */
export async function currentMessage(
  { definitions, codes }: MessageEffects,
  sheet: Sheet,
  revision: Revision,
  figures: readonly RevisionFigure[],
): Promise<string | null> {
  try {
    return messageHash(await loadMessage(definitions, codes, sheet, publishedEdition(revision, figures)));
  } catch (error) {
    if (error instanceof Failure) return null;
    throw error;
  }
}

/** Whether the content of messages changed after a revision was approved. Approvals of earlier versions do not record it. */
export const isChangedMessage = ({ message }: Decision, now: string | null): boolean =>
  message !== undefined && message !== now;

/**
 * Refuses to send messages whose content changed after the approval: no one has reviewed it.
 * @throws Failure DefinitionChanged with the remedy
 */
export function assertApprovedMessage(approval: Decision, now: string): void {
  if (!isChangedMessage(approval, now)) return;
  const { sheet, month, revision } = approval;
  throw new Failure(
    'DefinitionChanged',
    `the messages of templates/${sheet} changed after ${sheet} ${month}, revision ${revision}, was approved. Nothing was sent. ` +
      `Review them (factsheets distribute ${sheet} ${month} --dry-run --mail DIR), then approve the edition again (factsheets approve ${sheet} ${month} --revision ${revision}), or restore message/ and the code lists`,
  );
}
