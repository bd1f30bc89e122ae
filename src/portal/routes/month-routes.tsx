import { textFor } from '../../domain/languages.ts';
import { filesDue } from '../../domain/period.ts';
import { uploadLines } from '../../steps/uploads/month-uploads.ts';
import { pageOfProblems, problemKinds } from '../../steps/uploads/problem-list.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { fileState, monthFile, monthFiles } from '../month-files.ts';
import { FilePage } from '../pages/file-page.tsx';
import { MonthPage } from '../pages/month-page.tsx';
import { WithdrawPage } from '../pages/withdraw-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound, Refused } from '../problem-document.ts';
import { readForm } from '../read-form.ts';
import { dueDate } from '../waiting.ts';
import type { Handlers } from './handlers.ts';
import { problemsAsked } from './problem-routes.ts';
import { monthPlace, placeOf, withdrawFile } from './upload-routes.ts';

type MonthHandlers = Pick<Handlers, 'exportsPage' | 'uploadPage' | 'withdrawPage' | 'withdrawByForm'>;

/** The pages of a hotline's month, of one of its files, and of its withdrawal. */
export function monthRoutes(options: PortalOptions): MonthHandlers {
  return {
    exportsPage: (c) =>
      options.use(async (context) => {
        const place = monthPlace(c, context);
        const expected = context.definitions.filesOf(place.hotline);
        const props = {
          ...place,
          name: labelOf(c, context),
          tables: filesDue(expected, place.month),
          templates: expected.map(({ table }) => table),
          files: await monthFiles(context, place, c.get('language')),
          now: context.effects.clock.now(),
          due: dueDate(place.hotline, place.month, context.dueDays),
          isOffered: context.offers !== null,
          withdrawn: c.req.query('withdrawn') ?? null,
        };
        return sendPage(c, <MonthPage frame={frameOf(c, options)} {...props} />);
      }),
    uploadPage: (c) =>
      options.use(async (context) => {
        const { hotline, month, name } = placeOf(c, context);
        const found = await monthFile(context, { hotline, month, name }, c.get('language'));
        const stored = context.definitions.hotlines.get(hotline)?.language ?? 'en';
        const lines = () => uploadLines(context.effects.problems, found, stored);
        const asked = problemsAsked(c);
        const props = {
          hotline,
          month,
          label: labelOf(c, context),
          file: found,
          stored,
          kinds: problemKinds(found, c.get('language')),
          asked,
          page: asked.code === null ? null : await pageOfProblems(lines(), asked),
          now: context.effects.clock.now(),
        };
        return sendPage(c, <FilePage frame={frameOf(c, options)} {...props} />);
      }),
    withdrawPage: (c) => options.use((context) => withdrawal(c, options, context, 200)),
    withdrawByForm: (c) => withdrawByForm(c, options),
  };
}

function labelOf(c: PortalRequest, { definitions }: PortalContext): string {
  const hotline = definitions.hotlines.get(monthPlace(c, { definitions }).hotline);
  return hotline ? textFor(hotline.label, c.get('language')) : '';
}

/** Shows what a withdrawal changes; with status 412, above it, that the file has changed. */
async function withdrawal(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  status: 200 | 412,
): Promise<Response> {
  const place = placeOf(c, context);
  const file = await monthFile(context, place, c.get('language'));
  if (fileState(file) === 'reading') throw notFound();
  const props = { ...place, label: labelOf(c, context), file, isStale: status === 412 };
  return sendPage(c, <WithdrawPage frame={frameOf(c, options)} {...props} />, status);
}

async function withdrawByForm(c: PortalRequest, options: PortalOptions): Promise<Response> {
  const sha256 = (await readForm(c)).text('sha256');
  return options.use(async (context) => {
    const place = placeOf(c, context);
    try {
      const { name } = await withdrawFile(c, context, place, sha256);
      return c.redirect(`/exports/${place.hotline}/${place.month}?withdrawn=${encodeURIComponent(name)}`, 303);
    } catch (error) {
      const isStale = error instanceof Refused && (error.refusal.status === 412 || error.refusal.status === 428);
      if (!isStale) throw error;
      return withdrawal(c, options, context, 412);
    }
  });
}
