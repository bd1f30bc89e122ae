import { hasRole } from '../../domain/person.ts';
import { openReportFile } from '../../steps/open-report-file.ts';
import type { PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import { monthParameter, pathParameter } from '../read-request.ts';
import type { Handlers } from './handlers.ts';

const TYPES: Readonly<Record<string, string>> = {
  pdf: 'application/pdf',
  svg: 'image/svg+xml',
  csv: 'text/csv; charset=utf-8',
  json: 'application/json',
};

/** The routes for files of revisions. */
export function editionRoutes(options: PortalOptions): Pick<Handlers, 'file'> {
  return {
    async file(c) {
      const asked = {
        sheet: pathParameter(c, 'sheet'),
        month: monthParameter(c),
        revision: Number(pathParameter(c, 'revision')),
        file: pathParameter(c, 'file'),
      };
      const seesDrafts = hasRole(c.get('person'), 'reviewer', 'approver');
      const found = await options.use(({ effects }) => openReportFile(effects, asked, seesDrafts));
      if (!found) throw notFound();
      const name = found.key.slice(found.key.lastIndexOf('/') + 1);
      return c.body(Uint8Array.from(found.content), 200, {
        'content-type': TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream',
        'content-disposition': `inline; filename="${name}"`,
        etag: `"${found.sha256}"`,
        ...(found.isApproved && { 'cache-control': 'private, max-age=31536000, immutable' }),
      });
    },
  };
}
