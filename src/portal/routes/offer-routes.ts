import { checkedValues } from '../../steps/checked-values.ts';
import { confirmEmpty } from '../../steps/confirm-empty.ts';
import { checkResult, offerCheck, offerUpload } from '../../steps/offer-upload.ts';
import { oneChunk, sendCsv } from '../answer-file.ts';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound, Refused } from '../problem-document.ts';
import { jsonBody, pathParameter } from '../read-request.ts';
import { record } from '../record.ts';
import { OFFERED_BYTES } from '../upload-schemas.ts';
import type { Handlers } from './handlers.ts';
import { isEmptyOnPurpose, monthPlace } from './upload-routes.ts';

type OfferHandlers = Pick<Handlers, 'offerCheck' | 'checkResult' | 'offeredValues' | 'offerUpload'>;

/** How long a browser waits before it asks for the result of a check again, in seconds. */
const ASK_AFTER_SECONDS = 2;

/**
 * The routes for checking and sending files where the portal does not receive them itself: the browser sends each file
 * to the store of exports, at an address that accepts exactly those bytes. One machine has none of these routes.
 */
export function offerRoutes(options: PortalOptions): OfferHandlers {
  return {
    offerCheck: (c) =>
      options.use(async (context) => {
        const bytes = await jsonBody(c, OFFERED_BYTES);
        const file = { ...monthPlace(c, context), name: pathParameter(c, 'name'), language: c.get('language') };
        const offered = await offerCheck(offersOf(context), file, bytes);
        const about = { hotline: file.hotline, month: file.month, file: file.name, bytes: bytes.size, problems: null };
        await record(c, context.effects, 'file-checked', about);
        return c.json(offered, 201);
      }),
    checkResult: (c) =>
      options.use(async (context) => {
        const found = await checkResult(offersOf(context), monthPlace(c, context), pathParameter(c, 'check'));
        if (found) return c.json(found);
        return askAgain(c);
      }),
    offeredValues: (c) => options.use((context) => valuesOf(c, context)),
    offerUpload: (c) =>
      options.use(async (context) => {
        const place = monthPlace(c, context);
        const { name, offer, sha256 } = await offerUpload(offersOf(context), place, pathParameter(c, 'check'));
        if (isEmptyOnPurpose(c)) await confirmEmpty(context.effects, { ...place, file: name, sha256 });
        await record(c, context.effects, 'file-uploaded', { ...place, file: name, sha256 });
        return c.json({ name, offer }, 201);
      }),
  };
}

const askAgain = (c: PortalRequest): Response => c.body(null, 202, { 'retry-after': String(ASK_AFTER_SECONDS) });

/** Answers with a check's problems with values, and records it; 202 until `check-upload` has listed them. */
async function valuesOf(c: PortalRequest, context: PortalContext): Promise<Response> {
  const place = monthPlace(c, context);
  const check = pathParameter(c, 'check');
  const found = await checkResult(offersOf(context), place, check);
  if (!found) throw new Refused({ status: 410, kind: 'link-expired', title: 'The list is no longer available' });
  const csv = await checkedValues(offersOf(context), { ...place, check, language: c.get('language') });
  if (csv === null) return askAgain(c);
  await record(c, context.effects, 'problems-downloaded', { ...place, file: found.name });
  return sendCsv(c, `problems-with-values-${found.name}.csv`, oneChunk(csv));
}

function offersOf({ offers }: PortalContext): NonNullable<PortalContext['offers']> {
  if (!offers) throw notFound();
  return offers;
}
