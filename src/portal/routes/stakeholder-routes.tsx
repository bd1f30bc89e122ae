import type { Stakeholder, WrittenEntry } from '../../domain/stakeholder.ts';
import {
  type Added,
  addPerson,
  changePerson,
  type PersonChange,
  writtenEntry,
} from '../../steps/stakeholders/change-person.ts';
import { availableSheets } from '../../steps/stakeholders/change-stakeholders.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { type FieldErrors, fieldErrors } from '../field-errors.ts';
import { AddStakeholderPage } from '../pages/add-stakeholder-page.tsx';
import { RemovalPage } from '../pages/removal-page.tsx';
import { StakeholderPage } from '../pages/stakeholder-page.tsx';
import { StakeholdersPage } from '../pages/stakeholders-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import { type FormFields, readForm } from '../read-form.ts';
import { invalid, pathParameter } from '../read-request.ts';
import { record } from '../record.ts';
import { listQuery, offeredSheets, queryText, showList } from '../stakeholder-list.ts';
import { wordsIn } from '../words/portal-words.ts';
import type { DoneAct } from '../words/stakeholder-words.ts';
import type { Handlers } from './handlers.ts';

type StakeholderHandlers = Pick<
  Handlers,
  | 'stakeholdersPage'
  | 'addStakeholderPage'
  | 'addStakeholderForm'
  | 'stakeholderPage'
  | 'editStakeholderForm'
  | 'stakeholderStatusForm'
  | 'removalPage'
  | 'removalForm'
>;

const EMPTY: WrittenEntry = { name: '', email: '', organisation: '', language: '', sheets: '', delivery: '' };

/** The pages of the list of stakeholders and of one person. */
export function stakeholderRoutes(options: PortalOptions): StakeholderHandlers {
  return {
    stakeholdersPage: (c) => options.use((context) => listPage(c, options, context)),
    addStakeholderPage: (c) =>
      options.use(async (context) => {
        const sheets = await offeredSheets(context, c.get('language'));
        const props = { frame: frameOf(c, options), sheets, entry: EMPTY, errors: new Map(), refusal: null };
        return sendPage(c, <AddStakeholderPage {...props} />);
      }),
    addStakeholderForm: (c) => options.use((context) => addByForm(c, options, context)),
    stakeholderPage: (c) =>
      options.use(async (context) =>
        personPage(c, options, context, { person: await personAsked(c, context), done: doneAct(c.req.query('done')) }),
      ),
    editStakeholderForm: (c) => options.use((context) => editByForm(c, options, context)),
    stakeholderStatusForm: (c) => options.use((context) => statusByForm(c, options, context)),
    removalPage: (c) =>
      options.use(async (context) => {
        const person = await personAsked(c, context);
        return sendPage(c, <RemovalPage frame={frameOf(c, options)} person={person} isStale={false} />);
      }),
    removalForm: (c) => options.use((context) => removeByForm(c, options, context)),
  };
}

async function listPage(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const [person, language] = [c.get('person'), c.get('language')];
  const list = await showList(
    context,
    person,
    language,
    listQuery((name) => c.req.query(name)),
  );
  const act = doneAct(c.req.query('done'));
  const done = act && { act, text: act === 'imported' ? importedText(c) : '' };
  return sendPage(c, <StakeholdersPage frame={frameOf(c, options)} person={person} list={list} done={done} />);
}

function importedText(c: PortalRequest): string {
  const t = wordsIn(c.get('language')).stakeholders;
  const count = (name: string): number => Math.trunc(Math.abs(Number(c.req.query(name)))) || 0;
  const conflicts = (c.req.query('conflicts') ?? '').replaceAll(/[^\d,]/gu, '').replaceAll(',', ', ');
  const text = t.importedCounts(count('added'), count('changed'));
  return conflicts === '' ? text : `${text} ${t.conflicts(conflicts)}`;
}

const DONE = [
  'added',
  'saved',
  'unchanged',
  'pause',
  'resume',
  'suspend',
  'reactivate',
  'removed',
  'imported',
] as const;

const doneAct = (name: string | undefined): DoneAct | null => DONE.find((act) => act === name) ?? null;

/** Returns the person named in the path. Throws Refused 404 if they are not on the list. */
async function personAsked(c: PortalRequest, { effects }: PortalContext): Promise<Stakeholder> {
  const person = await effects.stakeholders.byId(pathParameter(c, 'stakeholder'));
  if (!person || person.status === 'left') throw notFound();
  return person;
}

const entryIn = (form: FormFields): WrittenEntry => ({
  name: form.text('name'),
  email: form.text('email'),
  organisation: form.text('organisation'),
  language: form.text('language'),
  sheets: form.all('sheets').join(' '),
  delivery: form.text('delivery'),
});

async function addByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const form = await readForm(c);
  const entry = entryIn(form);
  const known = await availableSheets(context.files, context.definitions);
  const added = await addPerson(context.effects, entry, known, form.text('again') === 'yes');
  if (added.status === 'added') {
    await record(c, context.effects, 'stakeholder-added', { stakeholder: added.person.id });
    return c.redirect('/stakeholders?done=added', 303);
  }
  const errors = fieldErrors(added.status === 'invalid' ? added.errors : [], c.get('language'));
  const sheets = await offeredSheets(context, c.get('language'));
  const props = { frame: frameOf(c, options), sheets, entry, errors, refusal: refusalOf(added) };
  return sendPage(c, <AddStakeholderPage {...props} />, added.status === 'invalid' ? 422 : 409);
}

function refusalOf(added: Added) {
  if (added.status === 'present') return { kind: 'present', id: added.id } as const;
  return added.status === 'left' ? ({ kind: 'left' } as const) : null;
}

interface ShownPerson {
  readonly person: Stakeholder;
  readonly done: DoneAct | null;
  readonly entry?: WrittenEntry;
  readonly reason?: string;
  readonly errors?: FieldErrors;
  readonly status?: 412 | 422;
}

async function personPage(
  c: PortalRequest,
  options: PortalOptions,
  context: PortalContext,
  { person, done, entry = writtenEntry(person), reason = '', errors = new Map(), status }: ShownPerson,
): Promise<Response> {
  const sheets = await offeredSheets(context, c.get('language'));
  const props = { frame: frameOf(c, options), person, sheets, entry, reason, errors, isStale: status === 412, done };
  return sendPage(c, <StakeholderPage {...props} />, status ?? 200);
}

/** Returns the kind of activity of a change. */
export const kindOf = ({ act }: PersonChange['change']) =>
  act === 'remove' ? ('stakeholder-removed' as const) : ('stakeholder-changed' as const);

/** Changes the person of the path as they were when the form was shown. */
async function change(c: PortalRequest, context: PortalContext, form: FormFields, asked: PersonChange['change']) {
  const known = await availableSheets(context.files, context.definitions);
  const id = pathParameter(c, 'stakeholder');
  const changed = await changePerson(
    context.effects,
    { id, generation: Number(form.text('generation')), change: asked },
    known,
  );
  if (changed.status === 'missing') throw notFound();
  if (changed.status === 'changed') await record(c, context.effects, kindOf(asked), { stakeholder: id });
  return changed;
}

async function editByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const form = await readForm(c);
  const { email: _fixed, ...fields } = entryIn(form);
  const changed = await change(c, context, form, { act: 'edit', fields });
  const path = `/stakeholders/${pathParameter(c, 'stakeholder')}`;
  if (changed.status === 'changed') return c.redirect(`${path}?done=saved`, 303);
  if (changed.status === 'unchanged') return c.redirect(`${path}?done=unchanged`, 303);
  const person = await personAsked(c, context);
  const entry = { ...fields, email: person.address };
  if (changed.status === 'stale') return personPage(c, options, context, { person, done: null, entry, status: 412 });
  const errors = fieldErrors(changed.errors, c.get('language'));
  return personPage(c, options, context, { person, done: null, entry, errors, status: 422 });
}

async function statusByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const form = await readForm(c);
  const reason = form.text('reason');
  const changed = await change(c, context, form, statusChange(form, reason));
  if (changed.status === 'changed') return c.redirect(backFrom(c, form), 303);
  const person = await personAsked(c, context);
  if (changed.status !== 'invalid') return personPage(c, options, context, { person, done: null, reason, status: 412 });
  const errors = fieldErrors(changed.errors, c.get('language'));
  return personPage(c, options, context, { person, done: null, reason, errors, status: 422 });
}

function statusChange(form: FormFields, reason: string): PersonChange['change'] {
  const act = form.text('act');
  if (act === 'pause' || act === 'resume') return { act };
  if (act === 'suspend' || act === 'reactivate') return { act, reason };
  throw invalid([{ pointer: '/act', detail: 'pause, resume, suspend or reactivate' }]);
}

/** Returns the page that a status was changed from: the list with its filters, or the person. */
function backFrom(c: PortalRequest, form: FormFields): string {
  const done = form.text('act');
  if (form.all('back').length === 0) return `/stakeholders/${pathParameter(c, 'stakeholder')}?done=${done}`;
  const parameters = new URLSearchParams(form.text('back'));
  // a person whose status changed may not match the filter any more, so the page begins at the start
  const query = { ...listQuery((name) => parameters.get(name) ?? undefined), after: null };
  return `/stakeholders${queryText(query, { done })}`;
}

async function removeByForm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const changed = await change(c, context, await readForm(c), { act: 'remove' });
  if (changed.status === 'changed') return c.redirect('/stakeholders?done=removed', 303);
  const person = await personAsked(c, context);
  return sendPage(c, <RemovalPage frame={frameOf(c, options)} person={person} isStale />, 412);
}
