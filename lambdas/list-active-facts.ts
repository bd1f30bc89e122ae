import * as z from 'zod';
import { dynamoLedger } from '../src/adapters/aws/dynamo-ledger.ts';
import { s3ActiveFacts } from '../src/adapters/aws/s3-active-facts.ts';
import { parseMonth } from '../src/domain/month.ts';
import { listAll, listMonth } from '../src/steps/list-active-facts.ts';
import { definitions, factsBucket, table } from './aws-effects.ts';
import { log, withFailureLog } from './telemetry.ts';

/** An event about an upload; other events, such as the daily one, ask for all lists. */
const ABOUT_UPLOAD = z.object({ detail: z.object({ hotline: z.string(), month: z.string() }) });

/**
 * Lists the active facts for Athena: of the month of an upload that was accepted or withdrawn, and once a day of every
 * month.
 */
export const handler = withFailureLog('list-active-facts', async (event: unknown) => {
  const effects = { ledger: dynamoLedger(await table()), activeFacts: s3ActiveFacts(factsBucket()), log };
  const { hotlines } = await definitions();
  const upload = ABOUT_UPLOAD.safeParse(event).data?.detail;
  if (!upload) return { months: await listAll(effects, [...hotlines.keys()]) };
  const month = parseMonth(upload.month);
  if (month && hotlines.has(upload.hotline)) await listMonth(effects, upload.hotline, month);
  return { months: 1 };
});
