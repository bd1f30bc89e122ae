import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { siteAssets } from '../../local/public/site-assets.ts';
import type { Month } from '../../src/domain/month.ts';
import { siteFiles } from '../../src/public/site/site-files.tsx';
import { editionWith, GENDER, shownInBoth } from '../public/public-fixture.ts';
import { barriers } from './accessibility.ts';
import { type BrowserPage, CHROMIUM, leading, openBrowser } from './chromium.ts';

const APPROVED_AT = '2017-08-09T17:06:00.000Z';

async function writeSite(folder: string): Promise<void> {
  const editions = await shownInBoth(editionWith(GENDER));
  const [shown] = editions.values();
  if (!shown) throw new Error('no language');
  const { sheet } = shown.words;
  const edition = {
    ...{ sheet, month: '2017-07' as Month, approvedAt: APPROVED_AT, shown: editions, hasApprovedTexts: true },
    ...{
      revisions: [{ revision: 1, status: 'current', approvedAt: APPROVED_AT } as const],
      files: [],
      pictures: new Map(),
    },
  };
  const pages = siteFiles([{ sheet, editions: [edition], members: [] }], { address: 'https://figures.example.org' });
  for (const { path, content } of [...pages, ...(await siteAssets())]) {
    await mkdir(dirname(join(folder, path)), { recursive: true });
    await writeFile(join(folder, path), content);
  }
}

describe.skipIf(CHROMIUM === null)('the public site in a browser', () => {
  let folder: string;
  let page: BrowserPage;
  beforeAll(async () => {
    folder = await mkdtemp(join(tmpdir(), 'factsheets-site-'));
    await writeSite(folder);
    page = await openBrowser(CHROMIUM ?? '');
  });
  afterAll(async () => {
    await page.close();
    await rm(folder, { recursive: true, force: true });
  });

  const PATHS = (['en', 'es'] as const).flatMap((language) =>
    ['newest/index.html', '2017-07/embed/victims-by-gender.html'].map(
      (path) => [language, `us-mexico-border/${language}/${path}`] as const,
    ),
  );
  it.each([['en', 'index.html'] as const, ...PATHS])(
    'has no barrier that axe finds, and scrolls sideways nowhere: %s %s',
    async (language, path) => {
      await leading(page, () => page.open(`file://${join(folder, path)}`));
      expect(await barriers(page, language)).toEqual([]);
    },
  );
});
