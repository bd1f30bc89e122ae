import { type OpenedFile, openReportFile, type ReportFileAsked } from '../../steps/open-report-file.ts';
import { seesDrafts } from '../edition.ts';
import type { PortalRequest } from '../portal-env.ts';
import type { PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import { askedRevision, pathParameter } from '../read-request.ts';
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
      const found = await options.use(({ effects }) => openReportFile(effects, asked, isReviewer && !isElsewhere));
      if (found) return fileAnswer(c, found);
      if (isElsewhere) return c.redirect(c.req.path.replace('/files/', '/drafts/'), 307);
      throw notFound();
    },
    async draftFile(c) {
      const asked = fileAsked(c);
      const found = await options.use(({ effects }) => openReportFile(effects, asked, true));
      if (!found) throw notFound();
      return fileAnswer(c, found);
    },
  };
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
