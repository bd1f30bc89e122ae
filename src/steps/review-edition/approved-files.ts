import type { Decision } from '../../domain/decision.ts';
import { approvedKey } from '../../domain/object-keys.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { readVerifiedFiles } from '../verify-state/verify-files.ts';

type CopyEffects = Pick<EffectsOf<'decide-revision'>, 'reports' | 'approved'>;

/**
 * Reads the files that an approval names once, compares them with their record, and copies what was compared to where
 * links of messages and the portal open it. Only the deciding step writes there, so that nothing else can change what is
 * approved, and the functions that answer links and show approved files cannot read drafts. Of the first of two
 * approvals, files are compared and not copied; of a rejection, neither.
 * @throws Failure ReportChanged with a file that is missing or differs from the decision
 */
export async function copyDecidedFiles(
  { reports, approved }: CopyEffects,
  { sheet, month, revision, verdict, files }: Decision,
): Promise<void> {
  if (verdict === 'rejected') return;
  const verified = await readVerifiedFiles(reports, `${sheet} ${month}, revision ${revision}`, files);
  if (verdict === 'first-approval') return;
  await Promise.all([...verified].map(([key, bytes]) => approved.putBytes(approvedKey(key), bytes)));
}
