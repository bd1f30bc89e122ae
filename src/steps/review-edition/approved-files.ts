import type { Decision } from '../../domain/decision.ts';
import { approvedKey } from '../../domain/object-keys.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { readVerifiedFiles } from '../verify-state/verify-files.ts';

type CopyEffects = Pick<EffectsOf<'decide-revision'>, 'reports' | 'approved'>;

/**
 * Copies the pages that a decision names to where links of messages open them. Only the deciding step writes there, so
 * that nothing else can change what is approved, and the function that answers links cannot read drafts.
 * @throws Failure ReportChanged with a page that is missing or differs from the decision
 */
export async function copyApprovedPages(
  { reports, approved }: CopyEffects,
  { sheet, month, revision, files }: Decision,
): Promise<void> {
  const pages = files.filter(({ key }) => key.endsWith('.pdf'));
  const verified = await readVerifiedFiles(reports, `${sheet} ${month}, revision ${revision}`, pages);
  for (const [key, bytes] of verified) await approved.putBytes(approvedKey(key), bytes);
}
