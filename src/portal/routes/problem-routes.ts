import { PROBLEM_CODES, type ProblemLine, type Severity } from '../../domain/problem.ts';
import { uploadLines, uploadValuesCsv } from '../../steps/uploads/month-uploads.ts';
import { type ProblemsAsked, pageOfProblems, problemsAsCsv } from '../../steps/uploads/problem-list.ts';
import { sendCsv } from '../answer-file.ts';
import { monthFile } from '../month-files.ts';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { Refused } from '../problem-document.ts';
import { nextLink } from '../query-page.ts';
import { invalid, monthParameter, pathParameter } from '../read-request.ts';
import { record } from '../record.ts';
import type { Handlers } from './handlers.ts';
import { placeOf, uploadOf } from './upload-routes.ts';

type ProblemHandlers = Pick<Handlers, 'checkProblems' | 'checkList' | 'uploadProblems' | 'uploadList' | 'uploadValues'>;

/** The most problems on a page. */
const MOST_ROWS = 500;
const USUAL_ROWS = 50;

const SEVERITIES: readonly Severity[] = ['rejection', 'error', 'warning'];

/** The routes of lists of problems: paged, as a file without values, and as a file with values. */
export function problemRoutes(options: PortalOptions): ProblemHandlers {
  return {
    checkProblems: async (c) => sendPageOf(c, await options.use((context) => checkLines(c, context))),
    checkList: async (c) => {
      const lines = await options.use((context) => checkLines(c, context));
      return sendCsv(c, 'problems.csv', problemsAsCsv(lines, c.get('language')));
    },
    uploadProblems: (c) =>
      options.use(async (context) => {
        const { file, language } = await uploaded(c, context);
        return sendPageOf(c, uploadLines(context.effects.problems, file, language));
      }),
    // a list is read while the state is open, because another command may change the state afterwards
    uploadList: (c) =>
      options.use(async (context) => {
        const { file, language } = await uploaded(c, context);
        const text = await textOf(problemsAsCsv(uploadLines(context.effects.problems, file, language), language));
        return sendCsv(c, `problems-${file.name}.csv`, text);
      }),
    uploadValues: (c) =>
      options.use(async (context) => {
        const { place, file, language } = await uploaded(c, context);
        await record(c, context.effects, 'problems-downloaded', uploadOf({ ...place, name: file.name }));
        const text = await textOf(uploadValuesCsv(context.effects.problems, file, language));
        return sendCsv(c, `problems-with-values-${file.name}.csv`, text);
      }),
  };
}

async function checkLines(c: PortalRequest, context: PortalContext): Promise<AsyncIterable<ProblemLine>> {
  const asked = {
    check: pathParameter(c, 'check'),
    by: c.get('person').name,
    hotline: pathParameter(c, 'hotline'),
    month: monthParameter(c),
  };
  const lines = await context.checkedProblems(asked);
  if (!lines) throw new Refused({ status: 410, kind: 'link-expired', title: 'The list is no longer available' });
  return Symbol.asyncIterator in lines ? lines : each(lines);
}

async function* each(lines: Iterable<ProblemLine>): AsyncGenerator<ProblemLine> {
  yield* lines;
}

async function uploaded(c: PortalRequest, context: PortalContext) {
  const place = placeOf(c, context);
  const language = context.definitions.hotlines.get(place.hotline)?.language ?? 'en';
  return { place, file: await monthFile(context, place, c.get('language')), language };
}

/** Collects text, and returns it as one chunk after another. */
async function textOf(chunks: AsyncIterable<string>): Promise<AsyncIterable<string>> {
  const collected: string[] = [];
  for await (const chunk of chunks) collected.push(chunk);
  return (async function* () {
    yield* collected;
  })();
}

/** Answers with one page of problems; the header Link has the address of the next one. */
async function sendPageOf(c: PortalRequest, lines: AsyncIterable<ProblemLine>): Promise<Response> {
  const page = await pageOfProblems(lines, problemsAsked(c));
  if (page.next !== null) c.header('link', nextLink(c, 'after', page.next));
  return c.json(page);
}

/** Returns the problems that the query of a request asks for. */
export function problemsAsked(c: PortalRequest): ProblemsAsked {
  const { code, column, severity, after = '0', limit = String(USUAL_ROWS) } = c.req.query();
  const known = SEVERITIES.find((one) => one === severity);
  const errors = [
    ...(code === undefined || PROBLEM_CODES.some((known) => known === code)
      ? []
      : [{ pointer: '/code', detail: 'the code of a problem' }]),
    ...(severity === undefined || known ? [] : [{ pointer: '/severity', detail: SEVERITIES.join(', ') }]),
    ...(/^\d{1,9}$/u.test(after) ? [] : [{ pointer: '/after', detail: 'the number of problems to skip' }]),
    ...(/^[1-9]\d{0,2}$/u.test(limit) && Number(limit) <= MOST_ROWS
      ? []
      : [{ pointer: '/limit', detail: `a number from 1 to ${MOST_ROWS}` }]),
  ];
  if (errors.length > 0) throw invalid(errors);
  return {
    code: code ?? null,
    column: column ?? null,
    severity: known ?? null,
    after: Number(after),
    limit: Number(limit),
  };
}
