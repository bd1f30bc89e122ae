import { randomUUID } from 'node:crypto';
import { Failure } from '../../domain/failure.ts';
import { LANGUAGES, type Language } from '../../domain/languages.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { changeHold, sheetAsked, shownDeliveries, shownSchedule } from '../distribution.ts';
import { heldMembers, plannedRun, runsOf, sendTest, showMessage, startRun } from '../distribution-runs.ts';
import { RUN_KEY } from '../distribution-schemas.ts';
import { framedMessage } from '../framed-message.ts';
import { DistributionPage } from '../pages/distribution-page.tsx';
import { HoldPage } from '../pages/hold-page.tsx';
import { MessagePage } from '../pages/message-page.tsx';
import { RunPage } from '../pages/run-page.tsx';
import { RunStatusPage } from '../pages/run-status-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound, Refused } from '../problem-document.ts';
import { readForm } from '../read-form.ts';
import { invalid, pathParameter } from '../read-request.ts';
import { wordsIn } from '../words/portal-words.ts';
import type { Handlers } from './handlers.ts';

type DistributionHandlers = Pick<
  Handlers,
  | 'distributionPage'
  | 'holdPage'
  | 'holdForm'
  | 'runPage'
  | 'runForm'
  | 'runStatusPage'
  | 'messagePage'
  | 'messageFrame'
  | 'testMessageForm'
>;

/** The pages about sending a sheet: schedule, hold, run, message. */
export function distributionRoutes(options: PortalOptions): DistributionHandlers {
  return {
    distributionPage: (c) =>
      options.use(async (context) => {
        const sheet = pathParameter(c, 'sheet');
        const person = c.get('person');
        const shown = await shownSchedule(context, sheet, c.get('language'));
        const deliveries = await shownDeliveries(context, person, sheet, null);
        const now = context.effects.clock.now();
        return sendPage(
          c,
          <DistributionPage
            {...{ frame: frameOf(c, options), person, shown, deliveries, now, canMail: options.canMail }}
          />,
        );
      }),
    holdPage: (c) => options.use((context) => holdPage(c, options, context)),
    holdForm: (c) => options.use((context) => holdByForm(c, options, context)),
    runPage: (c) => options.use((context) => runPage(c, options, context)),
    runForm: (c) => runByForm(c, options),
    runStatusPage: (c) => runStatusPage(c, options),
    messagePage: (c) => options.use((context) => messagePage(c, options, context)),
    messageFrame: (c) => options.use((context) => messageFrame(c, context)),
    testMessageForm: (c) => options.use((context) => testByForm(c, options, context)),
  };
}

interface HoldRefused {
  readonly reason: string;
  readonly error: string;
  readonly status: 409 | 412 | 422;
}

async function holdPage(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  refused?: HoldRefused,
): Promise<Response> {
  const shown = await shownSchedule(context, pathParameter(c, 'sheet'), c.get('language'));
  const props = { frame: frameOf(c, options), shown, reason: refused?.reason ?? '', error: refused?.error ?? null };
  return sendPage(c, <HoldPage {...props} />, refused?.status ?? 200);
}

async function holdByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const form = await readForm(c);
  const [sheet, reason, held] = [pathParameter(c, 'sheet'), form.text('reason'), form.text('held') === 'yes'];
  const t = wordsIn(c.get('language')).distribution;
  if (held && reason.trim() === '')
    return holdPage(c, options, context, { reason, error: t.missingReason, status: 422 });
  try {
    await changeHold(context, c.get('person'), { sheet, held, reason, seen: Number(form.text('seen')) });
    return c.redirect(`/distribution/${sheet}`, 303);
  } catch (error) {
    const isStale = error instanceof Refused && error.refusal.status === 412;
    const isRefused = error instanceof Failure && error.name === 'DecisionRefused';
    if (!isStale && !isRefused) throw error;
    return holdPage(c, options, context, { reason, error: t.holdStale, status: isStale ? 412 : 409 });
  }
}

async function runPage(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  error: string | null = null,
): Promise<Response> {
  const sheet = pathParameter(c, 'sheet');
  const { plan, isSent, names } = await plannedRun(context, sheet, null, c.get('language'));
  const { title, hold } = await shownSchedule(context, sheet, c.get('language'));
  const held = await heldMembers(context, plan.report, c.get('language'));
  const props = { frame: frameOf(c, options), sheet, title, plan, isSent, names, held, isHeld: hold !== null, error };
  return sendPage(c, <RunPage {...props} runKey={randomUUID()} />, error === null ? 200 : 409);
}

async function runByForm(c: PortalRequest, options: PortalOptions): Promise<Response> {
  const key = (await readForm(c)).text('key');
  const sheet = pathParameter(c, 'sheet');
  if (!RUN_KEY.test(key)) throw invalid([{ pointer: '/key', detail: 'the key of the form' }]);
  try {
    await startRun(options, c.get('person'), { sheet, month: null, key });
    return c.redirect(`/distribution/${sheet}/runs/${key}`, 303);
  } catch (error) {
    if (!(error instanceof Refused) || error.refusal.status !== 409) throw error;
    const text = wordsIn(c.get('language')).distribution.otherRun;
    return options.use((context) => runPage(c, options, context, text));
  }
}

async function runStatusPage(c: PortalRequest, options: PortalOptions): Promise<Response> {
  const sheet = pathParameter(c, 'sheet');
  const run = await runsOf(options).find(sheet, pathParameter(c, 'run'));
  if (!run) throw notFound();
  return options.use(async (context) => {
    const deliveries = await shownDeliveries(context, c.get('person'), sheet, run.month);
    const { title } = await shownSchedule(context, sheet, c.get('language'));
    const held = await heldMembers(context, run.report, c.get('language'));
    const now = context.effects.clock.now();
    return sendPage(c, <RunStatusPage {...{ frame: frameOf(c, options), title, run, deliveries, held, now }} />);
  });
}

/** Returns the language of the message: `?in=`, by default that of the page; if the sheet lacks it, the sheet's first. */
function messageLanguage(c: PortalRequest, { languages }: Sheet): Language {
  const asked = [c.req.query('in'), c.get('language')];
  return asked.flatMap((name) => languages.find((language) => language === name) ?? [])[0] ?? languages[0] ?? 'en';
}

interface TestResult {
  readonly address: string;
  readonly test: { readonly isDone: boolean; readonly text: string };
  readonly status: 200 | 422;
}

async function messagePage(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  result?: TestResult,
): Promise<Response> {
  const sheet = pathParameter(c, 'sheet');
  const asked = await sheetAsked(context, sheet);
  const language = messageLanguage(c, asked);
  const frame = frameOf(c, options);
  const { title } = await shownSchedule(context, sheet, c.get('language'));
  const message = await showMessage(context, sheet, language, frame.words.distribution.sampleName);
  const { address = '', test = null } = result ?? {};
  const { languages } = asked;
  const props = { frame, person: c.get('person'), sheet, title, languages, language, message, address, test };
  return sendPage(c, <MessagePage {...props} />, result?.status ?? 200);
}

/** The message as a mail program shows it, in a frame of its page. */
async function messageFrame(c: PortalRequest, context: PortalContext): Promise<Response> {
  const language = LANGUAGES.find((one) => one === pathParameter(c, 'language'));
  if (!language) throw notFound();
  const message = await showMessage(
    context,
    pathParameter(c, 'sheet'),
    language,
    wordsIn(c.get('language')).distribution.sampleName,
  );
  if (!message) throw notFound();
  const { html, policy } = framedMessage(message.html);
  return c.body(html, 200, {
    'content-type': 'text/html; charset=utf-8',
    'content-security-policy': policy,
    'x-frame-options': 'SAMEORIGIN',
  });
}

async function testByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const address = (await readForm(c)).text('address');
  const t = wordsIn(c.get('language')).distribution;
  const sheet = pathParameter(c, 'sheet');
  try {
    const language = messageLanguage(c, await sheetAsked(context, sheet));
    const outcome = await sendTest(c, context, sheet, { address, language });
    const isDone = ['sent', 'written', 'asked'].includes(outcome);
    const test = { isDone, text: t.testDone[outcome] };
    return messagePage(c, options, context, { address, test, status: 200 });
  } catch (error) {
    if (!(error instanceof Failure) || error.name !== 'StakeholdersInvalid') throw error;
    return messagePage(c, options, context, { address, test: { isDone: false, text: t.testInvalid }, status: 422 });
  }
}
