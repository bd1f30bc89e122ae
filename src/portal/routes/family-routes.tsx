import { sheetTitle } from '../../definitions/sheet-title.ts';
import { Failure } from '../../domain/failure.ts';
import { ReasonNeeded } from '../../steps/review-edition/refusal-words.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { decideOnFamily, type FamilyDecisionAsked, sheetNames, showFamily } from '../family.ts';
import { FAMILY_FILTERS, type FamilyQuery } from '../family-groups.ts';
import { FAMILY_DECISION_ASKED } from '../family-schemas.ts';
import { EMPTY_FORM, type FormState } from '../pages/decision-form.tsx';
import { FamilyPage } from '../pages/family-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import type { Refusal } from '../problem-document.ts';
import { readForm } from '../read-form.ts';
import { askedEdition, jsonBody } from '../read-request.ts';
import { actorIn } from '../record.ts';
import { wordsIn } from '../words/portal-words.ts';
import type { Handlers } from './handlers.ts';

type FamilyHandlers = Pick<Handlers, 'family' | 'decideFamily' | 'familyPage' | 'decideFamilyPage'>;

/** The routes for reviewing the sheets of a family together and deciding on all of them, as pages and as data. */
export function familyRoutes(options: PortalOptions): FamilyHandlers {
  return {
    async family(c) {
      const { sheet, month } = askedEdition(c);
      const language = c.get('language');
      const shown = await options.use((context) => showFamily(context, sheet, month, language));
      return c.json({ ...shown, rows: shown.rows.map(({ member: _, names: __, ...row }) => row) });
    },
    async decideFamily(c) {
      const { reason = null, except = [], ...asked } = await jsonBody(c, FAMILY_DECISION_ASKED);
      const request = { ...askedEdition(c), ...asked, reason, except, via: actorIn(c).via };
      const { decisions, left } = await options.use((context) => decideOnFamily(context, c.get('person'), request));
      return c.json(
        { decisions: decisions.map(({ sheet, revision, verdict }) => ({ sheet, revision, verdict })), left },
        201,
      );
    },
    familyPage: (c) =>
      options.use((context) => page(c, options, context, { form: EMPTY_FORM, except: [], status: 200 })),
    decideFamilyPage: (c) => options.use((context) => decideByForm(c, options, context)),
  };
}

/** The form, with what was typed before. */
interface ShownForm {
  readonly form: FormState;
  readonly except: readonly string[];
  readonly status: 200 | Refusal['status'];
}

async function page(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  { form, except, status }: ShownForm,
): Promise<Response> {
  const { sheet: id, month } = askedEdition(c);
  const language = c.get('language');
  const shown = await showFamily(context, id, month, language);
  const title = await sheetTitle(context.files, id, language);
  const props = { frame: frameOf(c, options), person: c.get('person'), sheet: { id, title }, shown, form, except };
  return sendPage(c, <FamilyPage {...props} query={queryIn(c)} />, status);
}

const queryIn = (c: PortalRequest): FamilyQuery => ({
  text: (c.req.query('q') ?? '').trim(),
  filter: FAMILY_FILTERS.find((name) => name === c.req.query('show')) ?? 'all',
});

/** Stores a decision from the form. A refusal is shown above the list, and no typed text is lost. */
async function decideByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const { asked, form, except } = await formIn(c);
  const { review, family } = wordsIn(c.get('language'));
  const again = (state: FormState, status: ShownForm['status']) =>
    page(c, options, context, { form: state, except, status });
  const missing = (text: string, field: FormState['field']) =>
    again({ ...form, notice: { title: review.notRecorded, text, detail: null }, field }, 422);
  const { verdict } = form;
  if (verdict === null) return missing(review.missingVerdict, 'rejected');
  if (verdict === 'rejected' && form.reason.trim() === '') return missing(review.missingReason, 'reason');
  try {
    const { left } = await decideOnFamily(context, c.get('person'), { ...asked, verdict, except });
    if (left === 0) return c.redirect(c.req.path, 303);
    return again(
      { ...form, notice: { title: family.unfinished(left), text: family.unfinishedHelp, detail: null } },
      200,
    );
  } catch (error) {
    if (!(error instanceof Failure) || error.name !== 'DecisionRefused') throw error;
    return again({ ...form, ...(await refusedState(c, context, error)) }, 409);
  }
}

/** Says why a decision was refused, with the names of the sheets that need a reason. */
async function refusedState(
  c: PortalRequest,
  context: PortalContext,
  refused: Failure,
): Promise<Pick<FormState, 'notice' | 'field'>> {
  const language = c.get('language');
  const { review, failures, family } = wordsIn(language);
  const notice = { title: review.notRecorded, text: failures.DecisionRefused, detail: refused.message };
  if (!(refused instanceof ReasonNeeded)) return { notice, field: null };
  const names = await sheetNames(context, askedEdition(c).sheet, language);
  const text = family.reasonMissing(refused.sheets.map((sheet) => names.get(sheet) ?? family.main));
  return { notice: { ...notice, text }, field: 'reason' };
}

interface ReadForm {
  readonly asked: Omit<FamilyDecisionAsked, 'verdict' | 'except'>;
  readonly form: FormState;
  readonly except: readonly string[];
}

async function formIn(c: PortalRequest): Promise<ReadForm> {
  const { text, all } = await readForm(c);
  const verdict = (['approved', 'rejected'] as const).find((one) => one === text('verdict')) ?? null;
  const reason = text('reason');
  const asked = { ...askedEdition(c), state: text('state'), reason, via: actorIn(c).via };
  return { asked, form: { verdict, reason, notice: null, field: null }, except: all('except') };
}
