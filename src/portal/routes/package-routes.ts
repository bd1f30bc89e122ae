import { createHash } from 'node:crypto';
import { dataPackageFiles } from '../../public/data-package/data-package.ts';
import { editionInLanguages } from '../../public/edition-in-languages.ts';
import { zipFiles } from '../../steps/zip-files.ts';
import { namesEtag } from '../conditional-answer.ts';
import { revisionFor } from '../edition.ts';
import type { PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import { askedRevision } from '../read-request.ts';
import type { Handlers } from './handlers.ts';

/** The route of data packages. Drafts have none. */
export function packageRoutes(options: PortalOptions): Pick<Handlers, 'dataPackage'> {
  return {
    async dataPackage(c) {
      const asked = askedRevision(c);
      const zip = await options.use(async (context) => {
        const { opened } = await revisionFor(context, c.get('person'), asked);
        if (opened.approvedAt === null) throw notFound();
        const editions = await editionInLanguages(context, opened.edition);
        return zipFiles(dataPackageFiles({ editions, approvedAt: opened.approvedAt }), opened.approvedAt);
      });
      // the program's own words may change with the program, so a copy is compared before it is used again
      const headers = {
        etag: `"${createHash('sha256').update(zip).digest('hex')}"`,
        'cache-control': 'private, no-cache',
      };
      if (namesEtag(c.req.header('if-none-match'), headers.etag)) return c.body(null, 304, headers);
      const name = `${asked.sheet}-${asked.month}-r${asked.revision}.zip`;
      return c.body(zip, 200, {
        ...headers,
        'content-type': 'application/zip',
        'content-disposition': `attachment; filename="${name}"`,
      });
    },
  };
}
