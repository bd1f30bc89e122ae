import { dynamoRuns } from '../src/adapters/aws/dynamo-runs.ts';
import type { Mail } from '../src/domain/mail.ts';
import type { PortalEffects } from '../src/portal/portal-options.ts';
import type { PortalMail, PortalRuns } from '../src/portal/portal-runs.ts';
import { type AskRunEffects, askRun, findRun } from '../src/steps/distribute/ask-run.ts';
import { clock, events, pause, table, testMessages } from './aws-effects.ts';
import { mailConfiguration, NO_LINKS } from './mail-environment.ts';

const sendsNone = (): Promise<never> => Promise.reject(new Error('only the function "distribute" sends mail'));

const NO_MAIL: Mail = { send: sendsNone, ratePerSecond: sendsNone };

/** Returns what previews and test messages are composed with. This function may neither send nor record a delivery. */
export const openPortalMail = (effects: PortalEffects): PortalMail => ({
  effects: { ...effects, linkSecrets: NO_LINKS, mail: NO_MAIL, pause },
  configuration: mailConfiguration(),
  isSent: true,
  testMessages: testMessages(),
});

/** The runs that people asked for: `distribute` does them, and records how they end. */
export async function mailRuns(): Promise<PortalRuns> {
  const effects: AskRunEffects = { runs: dynamoRuns(await table()), events: events(), clock };
  return {
    start: (asked) => askRun(effects, asked),
    find: (sheet, key) => findRun(effects, sheet, key),
  };
}
