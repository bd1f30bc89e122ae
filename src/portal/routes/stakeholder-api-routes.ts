import type { FormerStakeholder, Stakeholder } from '../../domain/stakeholder.ts';
import { addPerson, type Changed, changePerson, type PersonChange } from '../../steps/stakeholders/change-person.ts';
import { availableSheets } from '../../steps/stakeholders/change-stakeholders.ts';
import { exportStakeholders } from '../../steps/stakeholders/list-stakeholders.ts';
import { conditionalJson } from '../conditional-answer.ts';
import { errorsOf } from '../field-errors.ts';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound, Refused } from '../problem-document.ts';
import { invalid, jsonBody, pathParameter, queryParameters } from '../read-request.ts';
import { record } from '../record.ts';
import { listQuery, queryText, showList } from '../stakeholder-list.ts';
import { STAKEHOLDER_ASKED, STAKEHOLDER_CHANGE, STAKEHOLDER_QUERY } from '../stakeholder-schemas.ts';
import type { Handlers } from './handlers.ts';
import { kindOf } from './stakeholder-routes.tsx';

type ApiHandlers = Pick<
  Handlers,
  'stakeholders' | 'addStakeholder' | 'stakeholdersCsv' | 'stakeholder' | 'changeStakeholder' | 'removeStakeholder'
>;

/** The list of stakeholders as data. */
export function stakeholderApiRoutes(options: PortalOptions): ApiHandlers {
  return {
    stakeholders: (c) => options.use((context) => listData(c, context)),
    addStakeholder: (c) => options.use((context) => add(c, context)),
    stakeholdersCsv: (c) =>
      options.use(async ({ effects, files, definitions }) => {
        const known = await availableSheets(files, definitions);
        return c.body(await exportStakeholders(effects, known, c.get('language')), 200, {
          'content-type': 'text/csv; charset=utf-8',
          'content-disposition': 'attachment; filename="stakeholders.csv"',
        });
      }),
    stakeholder: (c) =>
      options.use(async ({ effects }) => {
        const person = await effects.stakeholders.byId(pathParameter(c, 'stakeholder'));
        if (!person || person.status === 'left') throw notFound();
        return conditionalJson(c, shownPerson(person), etagOf(person));
      }),
    async changeStakeholder(c) {
      const generation = matchedGeneration(c);
      const change = changeAsked(await jsonBody(c, STAKEHOLDER_CHANGE));
      const { person } = await options.use((context) => changeOrRefuse(c, context, { generation, change }));
      return c.json(shownPerson(person), 200, { etag: etagOf(person) });
    },
    async removeStakeholder(c) {
      const generation = matchedGeneration(c);
      await options.use((context) => changeOrRefuse(c, context, { generation, change: { act: 'remove' } }));
      return c.body(null, 204);
    },
  };
}

async function listData(c: PortalRequest, context: PortalContext): Promise<Response> {
  const asked = queryParameters(c, STAKEHOLDER_QUERY);
  const query = listQuery((name) => Object.entries(asked).find(([key]) => key === name)?.[1]);
  const { page, counts } = await showList(context, c.get('person'), c.get('language'), query);
  if (page && page.next !== null)
    c.header('link', `</api/v1/stakeholders${queryText({ ...query, after: page.next })}>; rel="next"`);
  const stakeholders = page?.people.map(shownPerson) ?? null;
  return conditionalJson(c, { stakeholders, counts, total: page?.total ?? null });
}

/** Returns a person as the API shows them. */
function shownPerson(person: Stakeholder | FormerStakeholder) {
  if (person.status === 'left') return { id: person.id, status: person.status, changedAt: person.changedAt };
  const { generation: _generation, statusReason, ...shown } = person;
  return { ...shown, reason: statusReason ?? null };
}

const etagOf = ({ generation }: Pick<Stakeholder, 'generation'>): string => `"${generation}"`;

/** Returns the generation in If-Match. Throws Refused 428 without the header, 412 if it is not an ETag of a person. */
function matchedGeneration(c: PortalRequest): number {
  const match = c.req.header('if-match');
  if (match === undefined)
    throw new Refused({ status: 428, kind: 'invalid', title: 'Send the ETag of the stakeholder as If-Match' });
  const generation = /^"(\d{1,9})"$/u.exec(match.trim())?.[1];
  if (generation === undefined) throw staleRefusal();
  return Number(generation);
}

const staleRefusal = (): Refused =>
  new Refused({ status: 412, kind: 'stale', title: 'The stakeholder has changed since it was read' });

type Asked = ReturnType<typeof STAKEHOLDER_CHANGE.parse>;

function changeAsked({ status, reason, sheets, ...fields }: Asked): PersonChange['change'] {
  const hasFields = sheets !== undefined || Object.values(fields).some((value) => value !== undefined);
  if (status !== undefined && hasFields)
    throw invalid([{ pointer: '/status', detail: 'change the status and other fields in two requests' }]);
  if (status === undefined) {
    if (!hasFields) throw invalid([{ pointer: '', detail: 'name at least one field to change' }]);
    return { act: 'edit', fields: { ...withoutMissing(fields), ...(sheets && { sheets: sheets.join(' ') }) } };
  }
  if (status === 'suspended') return { act: 'suspend', reason: reason ?? '' };
  if (status === 'paused') return { act: 'pause' };
  return reason === undefined ? { act: 'resume' } : { act: 'reactivate', reason };
}

const withoutMissing = (fields: Readonly<Record<string, string | undefined>>): Record<string, string> =>
  Object.fromEntries(Object.entries(fields).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])));

async function changeOrRefuse(
  c: PortalRequest,
  { effects, files, definitions }: PortalContext,
  asked: Omit<PersonChange, 'id'>,
): Promise<Extract<Changed, { readonly status: 'changed' | 'unchanged' }>> {
  const id = pathParameter(c, 'stakeholder');
  const result = await changePerson(effects, { id, ...asked }, await availableSheets(files, definitions));
  if (result.status === 'missing') throw notFound();
  if (result.status === 'changed') await record(c, effects, kindOf(asked.change), { stakeholder: id });
  if (result.status === 'stale') throw staleRefusal();
  if (result.status === 'invalid') throw invalid(errorsOf(result.errors));
  return result;
}

async function add(c: PortalRequest, { effects, files, definitions }: PortalContext): Promise<Response> {
  const asked = await jsonBody(c, STAKEHOLDER_ASKED);
  const written = {
    name: asked.name,
    email: asked.address,
    organisation: asked.organisation ?? '',
    language: asked.language,
    sheets: asked.sheets.join(' '),
    delivery: asked.delivery ?? 'attachment',
  };
  const added = await addPerson(effects, written, await availableSheets(files, definitions), asked.again === true);
  if (added.status === 'invalid') throw invalid(errorsOf(added.errors));
  if (added.status !== 'added')
    throw new Refused({
      status: 409,
      kind: 'refused',
      title: 'The rules do not allow this',
      detail: WHY[added.status],
    });
  const { person } = added;
  await record(c, effects, 'stakeholder-added', { stakeholder: person.id });
  return c.json(shownPerson(person), 201, {
    etag: etagOf(person),
    location: `/api/v1/stakeholders/${person.id}`,
  });
}

const WHY = {
  present: 'the address is on the list already; change that entry',
  left: 'the address left the list; send "again": true if the person asked for the sheets again',
} as const;
