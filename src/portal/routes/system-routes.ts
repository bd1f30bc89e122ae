import { apiDocument } from '../api-document.ts';
import type { PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import type { Handlers } from './handlers.ts';

type SystemHandlers = Pick<Handlers, 'health' | 'openapi' | 'asset'>;

/** The routes that need no session: health, the API contract, and the files that pages load. */
export function systemRoutes({ assets, version }: PortalOptions): SystemHandlers {
  return {
    health: (c) => c.json({ status: 'up' }),
    openapi: (c) => c.json(apiDocument(version)),
    asset(c) {
      const asset = assets.get(c.req.param('file') ?? '');
      if (!asset) throw notFound();
      return c.body(asset.bytes, 200, {
        'content-type': asset.type,
        'cache-control': 'public, max-age=31536000, immutable',
        ...(asset.encoding && { 'content-encoding': asset.encoding }),
      });
    },
  };
}
