import type { SQSBatchResponse, SQSEvent } from 'aws-lambda';
import * as z from 'zod';
import { type Definitions, loadSheet } from '../src/definitions/load-definitions.ts';
import { LANGUAGES } from '../src/domain/languages.ts';
import { settingsOf } from '../src/steps/distribute/distribute-due.ts';
import type { DistributeEffects } from '../src/steps/distribute/mail-run.ts';
import { sendTestMessage } from '../src/steps/distribute/test-message.ts';
import { mailConfiguration, NO_LINKS } from './mail-environment.ts';
import { eachMessage } from './queue-messages.ts';
import { reportFailure } from './telemetry.ts';

const ASKED = z.strictObject({
  sheet: z.string(),
  name: z.string(),
  address: z.string(),
  language: z.enum(LANGUAGES),
});

/** Whether a function was called with messages of a queue. */
export const isQueued = (event: unknown): event is SQSEvent =>
  typeof event === 'object' && event !== null && 'Records' in event;

/** Sends the test messages that people asked for in the portal. Their links lead nowhere. */
export const sendTestMessages = (
  event: SQSEvent,
  effects: DistributeEffects,
  definitions: Definitions,
): Promise<SQSBatchResponse> =>
  eachMessage(
    event,
    async ({ body }) => {
      const { sheet: id, ...person } = ASKED.parse(JSON.parse(body));
      const sheet = await loadSheet(effects.definitions, definitions, id);
      await sendTestMessage({ ...effects, linkSecrets: NO_LINKS }, sheet, settingsOf(mailConfiguration(), id), person);
    },
    (_record, error) => reportFailure('distribute', error),
  );
