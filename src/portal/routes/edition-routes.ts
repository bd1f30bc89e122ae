import { isSheet } from '../../definitions/all-sheets.ts';
import { loadSheet } from '../../definitions/load-definitions.ts';
import { LANGUAGES } from '../../domain/languages.ts';
import { type OpenedFile, openReportFile, type ReportFileAsked } from '../../steps/open-report-file.ts';
import { recordOpened } from '../../steps/review-edition/opened-pages.ts';
import { seesDrafts } from '../edition.ts';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalContext, PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import { askedRevision, pathParameter } from '../read-request.ts';
import { actorIn } from '../record.ts';
import type { Handlers } from './handlers.ts';

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

/** The routes for files of revisions. */
export function editionRoutes(options: PortalOptions): Pick<Handlers, 'file' | 'draftFile'> {
  return {
    async file(c) {
      const isReviewer = seesDrafts(c.get('person'));
      // the function that shows approved files may not read drafts: the reviewers' function does
      const isElsewhere = options.part === 'view' && isReviewer;
      const asked = fileAsked(c);
      const found = await options.use((context) =>
        isReviewer && !isElsewhere ? openDraft(c, context, asked) : openReportFile(context.effects, asked, false),
      );
      if (found) return fileAnswer(c, found);
      if (isElsewhere) return c.redirect(c.req.path.replace('/files/', '/drafts/'), 307);
      throw notFound();
    },
    async draftFile(c) {
      const asked = fileAsked(c);
      const found = await options.use((context) => openDraft(c, context, asked));
      if (!found) throw notFound();
      return fileAnswer(c, found);
    },
  };
}

/** Opens a file that may be a draft's. For sheets that ask for it, the person is recorded as having opened its pages. */
async function openDraft(
  c: PortalRequest,
  { effects, files, definitions }: PortalContext,
  asked: ReportFileAsked,
): Promise<OpenedFile | null> {
  const found = await openReportFile(effects, asked, true);
  const language = LANGUAGES.find((one) => /\.([a-z]{2})\.(?:draft\.)?pdf$/u.exec(asked.file)?.[1] === one);
  if (found && !found.isApproved && language && (await isSheet(files, definitions, asked.sheet)))
    await recordOpened(effects, await loadSheet(files, definitions, asked.sheet), { ...asked, language }, actorIn(c));
  return found;
}

const fileAsked = (c: PortalRequest): ReportFileAsked => ({ ...askedRevision(c), file: pathParameter(c, 'file') });

function fileAnswer(c: PortalRequest, { key, content, sha256, isApproved }: OpenedFile): Response {
  const name = key.slice(key.lastIndexOf('/') + 1);
  return c.body(Uint8Array.from(content), 200, {
    'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
    'content-disposition': `inline; filename="${name}"`,
    etag: `"${sha256}"`,
    ...(isApproved && { 'cache-control': 'private, max-age=31536000, immutable' }),
  });
}
