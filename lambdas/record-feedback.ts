import type { EventBridgeEvent } from 'aws-lambda';
import { dynamoStakeholders } from '../src/adapters/aws/dynamo-stakeholders.ts';
import { type Feedback, recordFeedback } from '../src/steps/stakeholders/record-feedback.ts';
import { clock, table } from './aws-effects.ts';
import { fieldOf } from './queue-messages.ts';
import { log, withFailureLog } from './telemetry.ts';

/**
 * Handles an event of SES: a stakeholder whose mail bounced permanently, or who complained, gets no more mail. The
 * message carries the stakeholder's id as a tag.
 */
export const handler = withFailureLog('record-feedback', async ({ detail }: EventBridgeEvent<string, unknown>) => {
  const feedback = feedbackOf(detail);
  if (!feedback) return { suspended: false };
  const suspended = await recordFeedback({ stakeholders: dynamoStakeholders(await table()), clock, log }, feedback);
  return { suspended };
});

/** A temporary bounce, a delivery or a delay does not count against an address. */
function feedbackOf(detail: unknown): Feedback | null {
  const tags = fieldOf(fieldOf(fieldOf(detail, 'mail'), 'tags'), 'stakeholder');
  const [stakeholder]: unknown[] = Array.isArray(tags) ? tags : [];
  const type = fieldOf(detail, 'eventType');
  const isForGood = fieldOf(fieldOf(detail, 'bounce'), 'bounceType') === 'Permanent';
  const suspension = type === 'Complaint' ? 'complaint' : type === 'Bounce' && isForGood ? 'bounce' : null;
  return typeof stakeholder === 'string' && suspension ? { stakeholder, suspension } : null;
}
