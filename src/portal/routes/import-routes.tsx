import { availableSheets } from '../../steps/stakeholders/change-stakeholders.ts';
import { confirmImport, countOutcomes, planImport } from '../../steps/stakeholders/plan-import.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { ImportPage, PreviewPage } from '../pages/import-page.tsx';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { readForm } from '../read-form.ts';
import { record } from '../record.ts';
import { wordsIn } from '../words/portal-words.ts';
import type { Handlers } from './handlers.ts';

type ImportHandlers = Pick<Handlers, 'importPage' | 'importPreview' | 'importConfirm'>;

/** The size of the largest list that can be imported, in bytes: about 10,000 people. */
export const LARGEST_LIST_BYTES = 1024 * 1024;

/** The pages that import a list: choose a file, see what it would change, confirm. */
export function importRoutes(options: PortalOptions): ImportHandlers {
  return {
    importPage: (c) => sendPage(c, <ImportPage frame={frameOf(c, options)} error={null} />),
    async importPreview(c) {
      const file = (await readForm(c)).file('file');
      const t = wordsIn(c.get('language')).stakeholders.imports;
      const refused = (error: string, status: 413 | 422) =>
        sendPage(c, <ImportPage frame={frameOf(c, options)} error={error} />, status);
      if (!file) return refused(t.missingFile, 422);
      if (file.size > LARGEST_LIST_BYTES) return refused(t.tooLarge, 413);
      const bytes = new Uint8Array(await file.arrayBuffer());
      return options.use(async (context) => {
        const plan = await planImport(context.effects, bytes, await sheetsOf(context));
        const props = { frame: frameOf(c, options), plan, file: Buffer.from(bytes).toString('base64') };
        return sendPage(c, <PreviewPage {...props} isStale={false} />);
      });
    },
    importConfirm: (c) => options.use((context) => confirm(c, options, context)),
  };
}

const sheetsOf = ({ files, definitions }: PortalContext) => availableSheets(files, definitions);

async function confirm(c: PortalRequest, options: PortalOptions, context: PortalContext): Promise<Response> {
  const form = await readForm(c);
  const file = form.text('file');
  const bytes = Buffer.from(file, 'base64');
  const result = await confirmImport(context.effects, bytes, await sheetsOf(context), form.text('fingerprint'));
  if (result.status !== 'imported') {
    const props = { frame: frameOf(c, options), plan: result.plan, file, isStale: result.status === 'stale' };
    return sendPage(c, <PreviewPage {...props} />, result.status === 'stale' ? 412 : 422);
  }
  const { added, changed } = countOutcomes(result.plan.people);
  await record(c, context.effects, 'stakeholders-imported', { added, changed });
  const parameters = new URLSearchParams({ done: 'imported', added: String(added), changed: String(changed) });
  if (result.conflicts.length > 0) parameters.set('conflicts', result.conflicts.slice(0, 50).join(','));
  return c.redirect(`/stakeholders?${parameters}`, 303);
}
