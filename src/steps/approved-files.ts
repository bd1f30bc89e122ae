import { createHash } from 'node:crypto';
import { approvedKey, isDraftPage } from '../contract/object-keys.ts';
import { Failure } from '../domain/failure.ts';
import type { Report } from '../domain/revision.ts';
import type { EffectsOf } from '../domain/step-effects.ts';

type CopyEffects = Pick<EffectsOf<'decide-revision'>, 'reports' | 'approved'>;

/**
 * Copies the pages of a report to where links of messages open them. Only the deciding step writes there, so that nothing else can
 * change what is approved, and whoever answers links can read no draft.
 * @throws Failure DecisionRefused naming a page that is not the one recorded, StoreConflict naming one that is missing
 */
export async function copyApprovedPages({ reports, approved }: CopyEffects, { files }: Report): Promise<void> {
  for (const { key, sha256 } of files.filter((file) => file.key.endsWith('.pdf') && !isDraftPage(file.key))) {
    const bytes = await reports.bytes(key);
    if (createHash('sha256').update(bytes).digest('hex') !== sha256)
      throw new Failure('DecisionRefused', `${key} is not the page that was made; publish the edition again`);
    await approved.putBytes(approvedKey(key), bytes);
  }
}
