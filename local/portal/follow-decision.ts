import { join } from 'node:path';
import type { Decision } from '../../src/domain/decision.ts';
import { distributeDue } from '../../src/steps/distribute/distribute-due.ts';
import { mailEffects, outgoingMail } from '../mail/outgoing-mail.ts';
import type { CachedMailConfiguration } from '../pipeline/cached-mail-configuration.ts';
import { copyApproved } from '../pipeline/copy-pages.ts';
import type { LocalEffects } from '../pipeline/local-runtime.ts';
import type { PipelineContext } from '../pipeline/run-pipeline.ts';

/**
 * Runs what follows an approval, as `factsheets approve` does: copies the pages to the folder of pages, sends the
 * revision if its schedule sends late approvals at once, and lets the watch loop recompute newer drafts, because they
 * must say what they correct. The approval is stored even if one of these actions fails; the failure is reported.
 */
export async function followDecision(
  pipeline: PipelineContext,
  mail: CachedMailConfiguration,
  effects: LocalEffects,
  { sheet, month, revision, verdict }: Decision,
): Promise<void> {
  if (verdict !== 'approved') return;
  const { out, state, definitions, reporter, pending } = pipeline;
  pending.markAll();
  try {
    await copyApproved(effects, out, { sheet, month });
    const outgoing = await outgoingMail(mail.configuration, join(state, 'mail'), mail.environment);
    const due = { sheet, approved: { month, revision } };
    const known = definitions.current.definitions;
    await distributeDue(mailEffects({ effects }, outgoing), known, outgoing.configuration, { due, until: null });
  } catch (error) {
    reporter.failure(`after the approval of ${sheet} ${month}`, error);
  }
}
