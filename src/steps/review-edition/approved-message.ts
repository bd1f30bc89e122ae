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
 * The hash of what messages about a revision say by the definitions as they are now; null for a sheet without messages, and for one
 * whose messages cannot be made: that stops no approval, and nothing is sent.
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

/** Whether messages say something else than when a revision was approved. Approvals of earlier versions do not record what they said. */
export const isChangedMessage = ({ message }: Decision, now: string | null): boolean =>
  message !== undefined && message !== now;

/**
 * Refuses to send messages that say something else than when the revision was approved: no one has reviewed what they say now.
 * @throws Failure DefinitionChanged with the remedy
 */
export function assertApprovedMessage(approval: Decision, now: string): void {
  if (!isChangedMessage(approval, now)) return;
  const { sheet, month, revision } = approval;
  throw new Failure(
    'DefinitionChanged',
    `what the messages of templates/${sheet} say changed after ${sheet} ${month}, revision ${revision}, was approved, and nothing was sent. ` +
      `Look at them (factsheets distribute ${sheet} ${month} --dry-run --mail DIR), then approve the edition again (factsheets approve ${sheet} ${month} --revision ${revision}), or put message/ and the code lists back`,
  );
}
