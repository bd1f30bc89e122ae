import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Month } from '../../src/domain/month.ts';
import type { Grant } from '../../src/domain/person.ts';
import { PROBLEM_CODES } from '../../src/domain/problem.ts';
import type { Review } from '../../src/domain/review.ts';
import { apiSummaries } from '../../src/portal/api-document.ts';
import { reviewIssues } from '../../src/portal/review-issues.ts';
import { wordsIn } from '../../src/portal/words/portal-words.ts';
import { APPROVED, CANARIES, openPortalFixture, type PortalFixture, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

const page = async (grant: Grant, path = '/exports?lang=en'): Promise<string> =>
  (await fixture.ask(grant, path)).text();

describe('the list of exports', () => {
  it('names hotlines as people do, with the state of every month', async () => {
    const html = await page('reviewer');
    expect(html).toMatch(/<h2>NHTH<\/h2>/u);
    expect(html).toContain('August 2016');
    expect(html).toContain('1 of 4 files accepted');
    expect(html).toContain('3 missing');
    expect(html).toMatch(/aria-current="page">Exports/u);
  });

  it('leads analysts of a hotline to its months, and no one else', async () => {
    const link = `href="/exports/nhth/${WAITING}"`;
    expect(await page('analyst:nhth')).toContain(link);
    expect(await page('operator')).not.toContain(link);
    const others = await page('analyst:linea-nacional');
    expect(others).not.toContain(link);
    const headings = (html: string) => [...html.matchAll(/<h2>([^<]*)<\/h2>/gu)].map(([, text]) => text);
    // their own hotline is first, also before its first file
    expect(headings(others)).toEqual(['Línea Nacional', 'NHTH']);
    expect(headings(await page('analyst:nhth'))[0]).toBe('NHTH');
  });

  it('offers a new hotline its first month, and opens the month that was chosen', async () => {
    expect(await page('analyst:linea-nacional')).toMatch(/href="\/exports\/linea-nacional\/\d{4}-\d{2}">Upload /u);
    const answer = await fixture.ask('analyst:nhth', '/exports?hotline=nhth&month=2016-03');
    expect([answer.status, answer.headers.get('location')]).toEqual([303, '/exports/nhth/2016-03']);
    const elsewhere = await fixture.ask('viewer', '/exports?hotline=//evil.example/&month=..');
    expect(elsewhere.headers.get('location')).toBe('/exports/%2F%2Fevil.example%2F/..');
  });

  it('names rejected files only to those who may see names, and later months only to those who may see exports', async () => {
    expect(await page('operator')).toContain(CANARIES.fileName);
    expect(await page('reviewer')).not.toContain(CANARIES.fileName);
    expect(await page('viewer')).toContain('May 2016');
    expect([APPROVED, (await page('viewer')).includes('August 2016')]).toEqual(['2016-05', false]);
  });
});

/** Files are checked by the portal of one machine only. */
const CHECKS = '/api/v1/hotlines/{hotline}/months/{month}/checks/{name}';

describe('help', () => {
  it('is at the foot of every page, and names every problem that a check can find', async () => {
    for (const language of ['en', 'es'] as const) {
      const html = await page('viewer', `/help/uploading?lang=${language}`);
      for (const topic of ['uploading', 'api', 'accessibility']) expect(html).toContain(`href="/help/${topic}"`);
      const missing = PROBLEM_CODES.filter((code) => !html.includes(`<code>${code}</code>`));
      expect([language, missing]).toEqual([language, []]);
    }
    expect(await page('viewer', '/help/accessibility?lang=es')).toContain('WCAG 2.2');
    expect((await fixture.ask('viewer', '/help/nothing')).status).toBe(404);
  });

  it('lists the operations of the API that there are in this place', async () => {
    expect(await page('viewer', '/help/api')).toContain(`POST ${CHECKS}`);
    expect(apiSummaries('view').map(({ path }) => path)).not.toContain(CHECKS);
    expect(apiSummaries('view').map(({ path }) => path)).toContain('/api/v1/timetable');
  });
});

describe('the issues of a review', () => {
  it('name the hotline, not its id', () => {
    const unusual = { kind: 'records', hotline: 'nhth', month: WAITING, table: 'cases', before: 30, now: 3 } as const;
    const review = {
      revision: { threshold: 10 },
      exposed: [
        {
          sheet: 'other',
          month: WAITING as Month,
          revision: 1,
          figure: 'f',
          cell: null,
          value: 4,
          least: 4,
          most: 4,
          undecided: false,
        },
      ],
      tooNear: [],
      empty: [],
      sheetChanged: false,
      messageChanged: false,
      pagesComplete: true,
      warnings: [
        { kind: 'orphans', hotline: 'nhth', orphans: 2, people: 20 },
        { kind: 'column-unknown', hotline: 'nhth', table: 'cases', column: 'Venue', exports: 1 },
      ],
      unusual: [unusual],
    } as unknown as Review;
    const labels = {
      title: '',
      figure: () => 'Figure',
      cell: () => 'Cell',
      hotline: (id: string) => `Hotline ${id.toUpperCase()}`,
      sheet: () => 'Another sheet',
    };
    const texts = reviewIssues(review, wordsIn('en'), labels).flatMap(({ text, places }) => [text, ...places]);
    expect(texts.filter((text) => text.includes('Hotline NHTH'))).toHaveLength(3);
    expect(texts.some((text) => text.includes('(Another sheet, August 2016, r1)'))).toBe(true);
    expect(texts.join('\n')).not.toMatch(/\bnhth\b|readers/u);
  });
});
