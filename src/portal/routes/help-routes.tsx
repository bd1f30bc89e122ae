import { frameOf, sendPage } from '../answer-page.tsx';
import { apiSummaries } from '../api-document.ts';
import { AccessibilityHelp, ApiHelp, UploadingHelp } from '../pages/help-page.tsx';
import type { PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import type { Handlers } from './handlers.ts';

/** The pages of help: about uploading, the API, and accessibility. */
export const helpRoutes = (options: PortalOptions): Pick<Handlers, 'help'> => ({
  help(c) {
    const frame = frameOf(c, options);
    switch (c.req.param('topic')) {
      case 'uploading':
        return sendPage(c, <UploadingHelp frame={frame} />);
      case 'api':
        return sendPage(c, <ApiHelp frame={frame} operations={apiSummaries(options.part)} />);
      case 'accessibility':
        return sendPage(c, <AccessibilityHelp frame={frame} />);
      default:
        throw notFound();
    }
  },
});
