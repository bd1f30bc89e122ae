import { join } from 'node:path';
import { makeFolder } from '../../src/adapters/local/make-folder.ts';
import type { RunReport } from '../../src/domain/run-report.ts';
import type { PortalMail } from '../../src/portal/portal-runs.ts';
import { type RunAsked, runAsked } from '../../src/steps/distribute/run-asked.ts';
import { mailEffects, type OutgoingMail, outgoingMail } from '../mail/outgoing-mail.ts';
import type { CachedMailConfiguration } from '../pipeline/cached-mail-configuration.ts';
import type { LocalEffects } from '../pipeline/local-runtime.ts';
import { type PipelineContext, withRuntime } from '../pipeline/run-pipeline.ts';
import { assertUnchangedState } from '../state/open-state.ts';

/** The mail of this machine for the portal. */
export const portalMail = (effects: LocalEffects, outgoing: OutgoingMail): PortalMail => ({
  effects: mailEffects({ effects }, outgoing),
  configuration: outgoing.configuration,
  isSent: outgoing.folder === null,
  testMessages: null,
});

/**
 * Sends a sheet now, as `factsheets distribute` does.
 * @throws Failure StateChanged if anything other than this program has written to the state; like distribute
 */
export const sendAsked = (
  pipeline: PipelineContext,
  mail: CachedMailConfiguration,
  asked: RunAsked,
): Promise<RunReport | null> =>
  withRuntime(pipeline, async (effects, runtime) => {
    const { state, definitions } = pipeline;
    await assertUnchangedState(state, runtime);
    const outgoing = await outgoingMail(mail.configuration, join(state, 'mail'), mail.environment);
    if (outgoing.folder !== null) await makeFolder(outgoing.folder);
    const { effects: sending, configuration } = portalMail(effects, outgoing);
    const { activity } = effects;
    return runAsked({ ...sending, activity }, definitions.current.definitions, configuration, asked);
  });
