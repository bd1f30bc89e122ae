import type { PortalOptions } from '../portal-options.ts';
import { editionPageRoutes } from './edition-page-routes.tsx';
import { editionRoutes } from './edition-routes.ts';
import { exploreRoutes } from './explore-routes.tsx';
import { packageRoutes } from './package-routes.ts';

/** The routes of editions: their pages, files, data packages and series. */
export const publishedRoutes = (options: PortalOptions) => ({
  ...editionRoutes(options),
  ...editionPageRoutes(options),
  ...packageRoutes(options),
  ...exploreRoutes(options),
});
