import { approvedEditions, listRevisions } from '../../steps/open-edition.ts';
import { frameOf, sendPage } from '../answer-page.tsx';
import { conditionalJson } from '../conditional-answer.ts';
import { assertSheet, readableEdition, revisionFor, type ShownRevision, seesDrafts } from '../edition.ts';
import { EditionPage } from '../pages/edition-page.tsx';
import { fileAddress, fileName } from '../pages/published-files.tsx';
import type { PortalOptions } from '../portal-options.ts';
import { notFound } from '../problem-document.ts';
import { askedRevision, pathParameter } from '../read-request.ts';
import type { Handlers } from './handlers.ts';

type EditionHandlers = Pick<Handlers, 'editionPage' | 'sheetEditions' | 'revision' | 'newest'>;

/** The routes of editions: a page per revision, and the same as data. */
export function editionPageRoutes(options: PortalOptions): EditionHandlers {
  return {
    editionPage: (c) =>
      options.use(async (context) => {
        const shown = await revisionFor(context, c.get('person'), askedRevision(c));
        const readable = await readableEdition(context, shown, c.get('language'));
        return sendPage(c, <EditionPage frame={frameOf(c, options)} shown={readable} />);
      }),
    sheetEditions: (c) =>
      options.use(async (context) => {
        const sheet = pathParameter(c, 'sheet');
        await assertSheet(context, sheet);
        const { effects } = context;
        const drafts = seesDrafts(c.get('person'));
        const editions = [];
        for (const { month } of await effects.editions.editionsOf(sheet)) {
          const revisions = await listRevisions(effects, { sheet, month }, drafts);
          if (revisions.length > 0) editions.push({ month, revisions });
        }
        return conditionalJson(c, { sheet, editions });
      }),
    revision: (c) =>
      options.use(async (context) =>
        conditionalJson(c, asData(await revisionFor(context, c.get('person'), askedRevision(c)))),
      ),
    newest: (c) =>
      options.use(async (context) => {
        const sheet = pathParameter(c, 'sheet');
        await assertSheet(context, sheet);
        const newest = (await approvedEditions(context.effects, sheet)).at(-1);
        const revision = newest?.revisions.at(-1)?.revision;
        if (!newest || revision === undefined) throw notFound();
        return c.redirect(`/api/v1/sheets/${sheet}/editions/${newest.month}/revisions/${revision}`, 307);
      }),
  };
}

const asData = ({ opened, revisions }: ShownRevision) => {
  const { edition, status, approvedAt, files } = opened;
  const { sheet, month, revision } = edition;
  const listed = files.map((file) => ({
    name: fileName(file),
    bytes: file.bytes,
    sha256: file.sha256,
    href: fileAddress(sheet, month, revision, fileName(file)),
  }));
  return { ...edition, status, approvedAt, files: listed, revisions };
};
