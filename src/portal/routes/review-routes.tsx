import { Failure } from '../../domain/failure.ts';
import type { Language } from '../../domain/languages.ts';
import { mustOpenPages, recordOpened, unopenedLanguages } from '../../steps/review-edition/opened-pages.ts';
import { afterApproval } from '../after-approval.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { DECISION_ASKED } from '../api-schemas.ts';
import { conditionalJson } from '../conditional-answer.ts';
import { unopenedInBrowser } from '../opened-pages.ts';
import { EMPTY_FORM, type FormState } from '../pages/decision-form.tsx';
import { type PageView, viewOf } from '../pages/page-pair.tsx';
import { ReviewPage } from '../pages/review-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { type Refusal, Refused } from '../problem-document.ts';
import { readForm } from '../read-form.ts';
import { askedEdition, jsonBody } from '../read-request.ts';
import { actorIn } from '../record.ts';
import { type DecisionAsked, decide, type ShownReview, showReview } from '../review.ts';
import { reviewLabels } from '../review-labels.ts';
import { wordsIn } from '../words/portal-words.ts';
import type { Handlers } from './handlers.ts';

type ReviewHandlers = Pick<Handlers, 'review' | 'decide' | 'reviewPage' | 'decidePage'>;

/** The routes for reviewing an edition and deciding on it, as pages and as data. */
export function reviewRoutes(options: PortalOptions): ReviewHandlers {
  return {
    async review(c) {
      const { sheet, month } = askedEdition(c);
      const { review, etag } = await options.use((context) => showReview(context, sheet, month));
      return conditionalJson(c, review, etag);
    },
    async decide(c) {
      const match = c.req.header('if-match');
      const { revision, verdict, reason = null } = await jsonBody(c, DECISION_ASKED);
      const asked = { ...askedEdition(c), revision, verdict, reason, match, via: actorIn(c).via };
      const decision = await options.use((context) => decide(context, c.get('person'), asked));
      const { sheet, month, decision: number, by, at } = decision;
      const answer = { sheet, month, decision: number, revision, verdict: decision.verdict, by, at };
      return c.json({ ...answer, reason: decision.reason }, 201);
    },
    reviewPage: (c) => options.use((context) => page(c, options, context, { form: EMPTY_FORM, status: 200 })),
    decidePage: (c) => options.use((context) => decideByForm(c, options, context)),
  };
}

/** The form of a review page, with the text typed before. */
interface ShownForm {
  readonly form: FormState;
  readonly status: 200 | Refusal['status'];
}

async function page(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  { form, status }: ShownForm,
): Promise<Response> {
  const { sheet, month } = askedEdition(c);
  const shown = await showReview(context, sheet, month);
  const frame = frameOf(c, options);
  const labels = await reviewLabels(context, shown.sheet, frame.words);
  const now = context.effects.clock.now();
  c.set('drawsPdf', true);
  const view = viewOf(c.req.query('which'), c.req.query('pages'), {
    sheet: shown.sheet.languages,
    user: frame.words.language,
  });
  const props = {
    frame,
    person: c.get('person'),
    shown,
    labels,
    view,
    unopened: await unopenedPages(c, context, shown, { view, isFirst: status === 200 }),
    after: await afterApproval(context, sheet, month),
    now,
    form,
  };
  return sendPage(c, <ReviewPage {...props} />, status);
}

interface Viewed {
  readonly view: PageView;
  /** Whether the page does not answer a form. */
  readonly isFirst: boolean;
}

/** Notes that the person opens the draft's pages, and returns the languages in which they have not opened them yet. */
async function unopenedPages(
  c: PortalRequest,
  { effects }: PortalContext,
  { sheet, review: { revision } }: ShownReview,
  { view, isFirst }: Viewed,
): Promise<Language[]> {
  const of = { month: revision.month, revision: revision.revision };
  if (!mustOpenPages(sheet)) {
    const pages = { sheet: sheet.id, ...of, language: view.pages };
    return isFirst ? unopenedInBrowser(c, pages, sheet.languages) : [];
  }
  if (isFirst && view.which !== 'approved')
    await recordOpened(effects, sheet, { ...of, language: view.pages }, actorIn(c));
  return unopenedLanguages(effects, sheet, { ...of, who: c.get('person').name });
}

/** Stores a decision from the form. A refusal is shown above the current review, and no typed text is lost. */
async function decideByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const { asked, form } = await formIn(c);
  const verdict = form.verdict;
  if (verdict === null) return page(c, options, context, { ...refusedForm(c, form, 'missingVerdict'), status: 422 });
  if (verdict === 'rejected' && form.reason.trim() === '')
    return page(c, options, context, { ...refusedForm(c, form, 'missingReason'), status: 422 });
  try {
    await decide(context, c.get('person'), { ...asked, verdict });
    return c.redirect(c.req.path, 303);
  } catch (error) {
    if (error instanceof Refused && error.refusal.status === 412)
      return page(c, options, context, { ...refusedForm(c, form, 'stale'), status: 412 });
    if (!(error instanceof Failure) || error.name !== 'DecisionRefused') throw error;
    const { review } = await showReview(context, asked.sheet, asked.month);
    if (form.reason.trim() === '' && review.warnings.length > 0)
      return page(c, options, context, { ...refusedForm(c, form, 'missingReason'), status: 422 });
    const words = wordsIn(c.get('language'));
    const notice = { title: words.review.notRecorded, text: words.failures.DecisionRefused, detail: error.message };
    return page(c, options, context, { form: { ...form, notice }, status: 409 });
  }
}

interface ReadForm {
  readonly asked: Omit<DecisionAsked, 'verdict'>;
  readonly form: FormState;
}

async function formIn(c: PortalRequest): Promise<ReadForm> {
  const { text } = await readForm(c);
  const verdict = (['approved', 'rejected'] as const).find((one) => one === text('verdict')) ?? null;
  const reason = text('reason');
  const asked = {
    ...askedEdition(c),
    revision: Number(text('revision')),
    reason,
    match: text('match') || undefined,
    via: actorIn(c).via,
  };
  return { asked, form: { verdict, reason, notice: null, field: null } };
}

/** Returns the form as it was typed, with the reason why it was not accepted. */
function refusedForm(c: PortalRequest, form: FormState, why: 'missingVerdict' | 'missingReason' | 'stale') {
  const t = wordsIn(c.get('language')).review;
  // the first choice may be disabled, and the second never is
  const field = why === 'missingReason' ? 'reason' : why === 'missingVerdict' ? 'rejected' : null;
  return { form: { ...form, notice: { title: t.notRecorded, text: t[why], detail: null }, field } } as const;
}
