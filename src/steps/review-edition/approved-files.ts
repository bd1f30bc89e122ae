import type { Decision } from '../../domain/decision.ts';
import { approvedKey } from '../../domain/object-keys.ts';
import type { EffectsOf } from '../../domain/step-effects.ts';
import { readVerifiedFiles } from '../verify-state/verify-files.ts';

type CopyEffects = Pick<EffectsOf<'decide-revision'>, 'reports' | 'approved'>;

/**
 * Copies the files that a decision names to where links of messages and the portal open them. Only the deciding step
 * writes there, so that nothing else can change what is approved, and the functions that answer links and show approved
 * files cannot read drafts.
 * @throws Failure ReportChanged with a file that is missing or differs from the decision
 */
export async function copyApprovedFiles(
  { reports, approved }: CopyEffects,
  { sheet, month, revision, files }: Decision,
): Promise<void> {
  const verified = await readVerifiedFiles(reports, `${sheet} ${month}, revision ${revision}`, files);
  await Promise.all([...verified].map(([key, bytes]) => approved.putBytes(approvedKey(key), bytes)));
}
