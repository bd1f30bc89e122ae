import { availableSheets } from '../../steps/stakeholders/change-stakeholders.ts';
import { confirmImport, countOutcomes, type ImportPlan, planImport } from '../../steps/stakeholders/plan-import.ts';
import { listErrorText } from '../../words/list-error-text.ts';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { Refused } from '../problem-document.ts';
import { invalid, queryParameters } from '../read-request.ts';
import { record } from '../record.ts';
import { IMPORT_QUERY } from '../stakeholder-schemas.ts';
import type { Handlers } from './handlers.ts';
import { LARGEST_LIST_BYTES } from './import-routes.tsx';

/** Imports a list as CSV in the body: first as a dry run, then with the ETag of its answer. */
export function importApiRoutes(options: PortalOptions): Pick<Handlers, 'importStakeholders'> {
  return {
    async importStakeholders(c) {
      const isDry = queryParameters(c, IMPORT_QUERY).dryRun === 'true';
      const match = c.req.header('if-match')?.trim();
      if (!isDry && match === undefined)
        throw new Refused({ status: 428, kind: 'invalid', title: 'Send the ETag of a dry run as If-Match' });
      const bytes = await listIn(c);
      return options.use((context) =>
        isDry
          ? preview(c, context, bytes)
          : confirm(c, context, { bytes, fingerprint: match?.replaceAll('"', '') ?? '' }),
      );
    },
  };
}

async function listIn(c: PortalRequest): Promise<Uint8Array> {
  if (c.req.header('content-type')?.split(';')[0]?.trim().toLowerCase() !== 'text/csv')
    throw new Refused({ status: 415, kind: 'invalid', title: 'Send the list as text/csv' });
  const bytes = new Uint8Array(await c.req.arrayBuffer());
  if (bytes.length > LARGEST_LIST_BYTES)
    throw new Refused({ status: 413, kind: 'too-large', title: 'The list is larger than 1 MB' });
  return bytes;
}

async function preview(c: PortalRequest, context: PortalContext, bytes: Uint8Array): Promise<Response> {
  const { effects, files, definitions } = context;
  const plan = await planImport(effects, bytes, await availableSheets(files, definitions));
  return c.json(shownPlan(plan, []), 200, { etag: `"${plan.fingerprint}"` });
}

async function confirm(
  c: PortalRequest,
  { effects, files, definitions }: PortalContext,
  { bytes, fingerprint }: { readonly bytes: Uint8Array; readonly fingerprint: string },
): Promise<Response> {
  const result = await confirmImport(effects, bytes, await availableSheets(files, definitions), fingerprint);
  if (result.status === 'stale')
    throw new Refused({ status: 412, kind: 'stale', title: 'The list or the file has changed since the dry run' });
  if (result.status === 'refused')
    throw invalid(
      result.plan.errors.map((error) => ({ pointer: `/${error.line ?? ''}`, detail: listErrorText(error, 'en') })),
    );
  const { added, changed } = countOutcomes(result.plan.people);
  await record(c, effects, 'stakeholders-imported', { added, changed });
  return c.json(shownPlan(result.plan, result.conflicts));
}

/** Returns a plan without what is in the file: the person who sends it has it. */
const shownPlan = ({ people, errors, absent }: ImportPlan, conflicts: readonly number[]) => ({
  counts: countOutcomes(people),
  people: people.map(({ line, outcome, changed }) => ({ line, outcome, changed })),
  errors: errors.map((error) => ({ line: error.line, detail: listErrorText(error, 'en') })),
  absent: absent.map(({ id }) => id),
  conflicts,
});
