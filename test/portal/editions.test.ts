import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import type { Grant } from '../../src/domain/person.ts';
import { readAnnex } from '../../src/editions/read-annex.ts';
import { APPROVED, GRANTS, openPortalFixture, type PortalFixture, SHEET, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

const page = (month: string, revision = 1): string => `/editions/${SHEET}/${month}/revisions/${revision}`;
const data = (month: string, revision = 1): string => `/api/v1/sheets/${SHEET}/editions/${month}/revisions/${revision}`;
interface EditionData {
  readonly status: string;
  readonly figures: readonly PrintedFigure[];
  readonly files: readonly { readonly name: string; readonly href: string; readonly sha256: string }[];
}

const read = async <Data>(grant: Grant, path: string): Promise<Data> =>
  (await (await fixture.ask(grant, path)).json()) as Data;

const seesDrafts = (grant: Grant): boolean => grant === 'reviewer' || grant === 'approver';

describe('the page of a revision', () => {
  it('is for everyone if the revision is approved, and for reviewers and approvers if it is a draft', async () => {
    for (const grant of GRANTS)
      for (const address of [page, data]) {
        expect([grant, (await fixture.ask(grant, address(APPROVED))).status]).toEqual([grant, 200]);
        const draft = await fixture.ask(grant, address(WAITING));
        expect([grant, draft.status]).toEqual([grant, seesDrafts(grant) ? 200 : 404]);
      }
  });

  it('says above everything that a draft is not for distribution, and offers no data package of it', async () => {
    const text = await (await fixture.ask('reviewer', `${page(WAITING)}?lang=en`)).text();
    expect(text).toContain('Draft, not approved: not for distribution.');
    expect(text).not.toContain('data-package.zip');
    const approved = await (await fixture.ask('reviewer', `${page(APPROVED)}?lang=en`)).text();
    expect(approved).not.toContain('Draft, not approved');
    expect(approved).toContain('data-package.zip');
  });

  it('links the marked pages of a draft only, and the clean pages of what is approved only', async () => {
    const draft = await (await fixture.ask('approver', page(WAITING))).text();
    expect(draft).toContain(`${SHEET}-${WAITING}.en.draft.pdf`);
    expect(draft).not.toContain(`${SHEET}-${WAITING}.en.pdf`);
    const approved = await (await fixture.ask('approver', page(APPROVED))).text();
    expect(approved).toContain(`${SHEET}-${APPROVED}.en.pdf`);
    expect(approved).not.toContain('draft.pdf');
  });

  it('has a caption, and a scope for every heading of a table', async () => {
    const text = await (await fixture.ask('viewer', `${page(APPROVED)}?lang=es`)).text();
    const tables = text.match(/<table class="figure">[\s\S]*?<\/table>/gu) ?? [];
    expect(tables.length).toBeGreaterThan(0);
    for (const table of tables) {
      expect(table).toContain('<caption>');
      for (const heading of table.match(/<th(?: [^>]*)?>/gu) ?? []) expect(heading).toMatch(/scope="(?:row|col)"/u);
      expect(table).not.toMatch(/<t[dh][^>]*><\/t[dh]>/u);
    }
  });

  it.each(['2016-04', '1999-01'])('does not exist for an edition without revisions: %s', async (month) => {
    expect((await fixture.ask('approver', page(month))).status).toBe(404);
  });

  it('does not put a chart into the page that is not a plain drawing', async () => {
    // the fixture's chart file is a text
    const text = await (await fixture.ask('viewer', page(APPROVED))).text();
    expect(text).not.toContain(`charts/map.en.svg of ${APPROVED}`);
  });
});

describe('an edition as data', () => {
  it('has exactly the figures of the data annex, and no exact count of a hidden number', async () => {
    const answer = await read<EditionData>('viewer', data(APPROVED));
    const file = answer.files.find(({ name }) => name.endsWith('.figures.json'));
    const annex = readAnnex(await (await fixture.ask('viewer', file?.href ?? '')).text(), APPROVED);
    expect(answer.figures).toEqual(annex?.figures);
    expect(answer.status).toBe('current');
  });

  it('lists the approved editions to everyone and drafts to reviewers', async () => {
    const months = async (grant: Grant): Promise<string[]> => {
      const path = `/api/v1/sheets/${SHEET}/editions`;
      const { editions } = await read<{ editions: { month: string }[] }>(grant, path);
      return editions.map(({ month }) => month);
    };
    expect(await months('viewer')).toEqual([APPROVED]);
    expect(await months('operator')).toEqual([APPROVED]);
    expect(await months('reviewer')).toEqual([APPROVED, WAITING]);
  });

  it('is reached by the address of the newest approved edition', async () => {
    const answer = await fixture.ask('viewer', `/api/v1/sheets/${SHEET}/newest`);
    expect([answer.status, answer.headers.get('location')]).toEqual([307, data(APPROVED)]);
  });

  it('answers 304 to the ETag that it gave, and 404 for a sheet that is not installed', async () => {
    const first = await fixture.ask('viewer', data(APPROVED));
    const etag = first.headers.get('etag') ?? '';
    const second = await fixture.ask('viewer', data(APPROVED), { headers: { 'if-none-match': etag } });
    expect(second.status).toBe(304);
    for (const path of ['/api/v1/sheets/nothing/editions', '/api/v1/sheets/nothing/newest'])
      expect((await fixture.ask('viewer', path)).status).toBe(404);
  });

  it('has files that never change once approved', async () => {
    const { files } = await read<EditionData>('viewer', data(APPROVED));
    for (const { href, sha256 } of files) {
      const { headers } = await fixture.ask('viewer', href);
      expect(headers.get('etag')).toBe(`"${sha256}"`);
      expect(headers.get('cache-control')).toContain('immutable');
    }
  });
});

describe('the data package of a revision', () => {
  it('is a zip file for everyone once the revision is approved, and there is none of a draft', async () => {
    for (const grant of GRANTS) {
      const answer = await fixture.ask(grant, `${data(APPROVED)}/data-package.zip`);
      expect([grant, answer.status, answer.headers.get('content-type')]).toEqual([grant, 200, 'application/zip']);
      expect((await fixture.ask(grant, `${data(WAITING)}/data-package.zip`)).status).toBe(404);
    }
  });

  it('answers 304 to its own ETag', async () => {
    const etag = (await fixture.ask('viewer', `${data(APPROVED)}/data-package.zip`)).headers.get('etag') ?? '';
    const headers = { 'if-none-match': etag };
    expect((await fixture.ask('viewer', `${data(APPROVED)}/data-package.zip`, { headers })).status).toBe(304);
  });
});
