import { join } from 'node:path';
import type { Decision } from '../../src/domain/decision.ts';
import type { Hold } from '../../src/domain/hold.ts';
import { distributeDue } from '../../src/steps/distribute/distribute-due.ts';
import { mailEffects, outgoingMail } from '../mail/outgoing-mail.ts';
import type { CachedMailConfiguration } from '../pipeline/cached-mail-configuration.ts';
import { copyApproved } from '../pipeline/copy-pages.ts';
import type { LocalEffects } from '../pipeline/local-runtime.ts';
import type { PipelineContext } from '../pipeline/run-pipeline.ts';
import { publishConfigured } from '../public/publish-site.ts';

/** The configuration of what follows. */
export interface FollowSettings {
  readonly mail: CachedMailConfiguration;
  /** The configuration file; undefined takes the program's own. */
  readonly config: string | undefined;
}

/**
 * Runs what follows an approval, as `factsheets approve` does: copies the pages to the folder of pages, rewrites the
 * public edition, sends the revision if its schedule sends late approvals at once, and lets the watch loop recompute
 * newer drafts, because they must say what they correct. The approval is stored even if one of these actions fails; the
 * failure is reported, and the others are done.
 * @param decisions on one sheet, or one decision on the sheets of a family
 */
export async function followDecision(
  pipeline: PipelineContext,
  { mail, config }: FollowSettings,
  effects: LocalEffects,
  decisions: readonly Decision[],
): Promise<void> {
  const approved = decisions.filter(({ verdict }) => verdict === 'approved');
  const [first] = approved;
  if (!first) return;
  const { sheet, month, revision, by } = first;
  const { out, state, definitions, reporter, pending } = pipeline;
  pending.markAll();
  const what = `after the approval of ${sheet} ${month}`;
  const reported = (action: Promise<unknown>): Promise<unknown> =>
    action.catch((error: unknown) => reporter.failure(what, error));
  for (const { sheet: id } of approved) await reported(copyApproved(effects, out, { sheet: id, month }));
  await reported(publishConfigured(config, effects, definitions.current, { who: by, via: 'portal' }));
  await reported(
    outgoingMail(mail.configuration, join(state, 'mail'), mail.environment).then((outgoing) =>
      distributeDue(mailEffects({ effects }, outgoing), definitions.current.definitions, outgoing.configuration, {
        due: { sheet, approved: { month, revision } },
        until: null,
      }),
    ),
  );
}

/** Rewrites the public edition after a sheet was held or released. A failure is reported; the hold is stored. */
export async function followHold(
  { definitions, reporter }: PipelineContext,
  config: string | undefined,
  effects: LocalEffects,
  { sheet, held, by }: Hold,
): Promise<void> {
  try {
    await publishConfigured(config, effects, definitions.current, { who: by, via: 'portal' });
  } catch (error) {
    reporter.failure(`after ${sheet} was ${held ? 'held' : 'released'}`, error);
  }
}
