import { randomBytes } from 'node:crypto';
import { dynamoRuns } from '../src/adapters/aws/dynamo-runs.ts';
import type { LinkSecrets } from '../src/domain/effects.ts';
import type { PortalEffects } from '../src/portal/portal-options.ts';
import type { PortalMail, PortalRuns } from '../src/portal/portal-runs.ts';
import { type AskRunEffects, askRun, findRun } from '../src/steps/distribute/ask-run.ts';
import { clock, events, mail, pause, table } from './aws-effects.ts';
import { mailConfiguration } from './mail-environment.ts';

/** Links in previews and test messages lead nowhere: the secret of links is for the function that sends to the list. */
const NO_LINKS: LinkSecrets = {
  newest: async () => Uint8Array.from(randomBytes(32)),
  accepted: async () => [],
};

/** Returns what previews and test messages are made with. This function may not record a delivery. */
export const openPortalMail = (effects: PortalEffects): PortalMail => ({
  effects: { ...effects, linkSecrets: NO_LINKS, mail: mail(), pause },
  configuration: mailConfiguration(),
  isSent: true,
});

/** The runs that people asked for: `distribute` does them, and records how they end. */
export async function mailRuns(): Promise<PortalRuns> {
  const effects: AskRunEffects = { runs: dynamoRuns(await table()), events: events(), clock };
  return {
    start: (asked) => askRun(effects, asked),
    find: (sheet, key) => findRun(effects, sheet, key),
  };
}
