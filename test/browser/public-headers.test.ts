import { mkdtempSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { extname, join } from 'node:path';
import { App, Stack } from 'aws-cdk-lib';
import { Template } from 'aws-cdk-lib/assertions';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PublicSite } from '../../lib/public-site.ts';
import { loadStageConfig } from '../../lib/stage-config.ts';
import { siteAssets } from '../../local/public/site-assets.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import type { Month } from '../../src/domain/month.ts';
import { siteFiles } from '../../src/public/site/site-files.tsx';
import { ROOT } from '../local/command-line.ts';
import { editionWith, GENDER, shownInBoth } from '../public/public-fixture.ts';
import { type BrowserPage, CHROMIUM, openBrowser } from './chromium.ts';

type Headers = Readonly<Record<string, string>>;

/** Returns the headers that CloudFront adds to a path, as the template declares them. */
function declaredHeaders(): (path: string) => Headers {
  const stack = new Stack(new App({ outdir: mkdtempSync(join(tmpdir(), 'factsheets-cdk-')) }), 'Edge');
  new PublicSite(stack, 'Public', loadStageConfig(ROOT, 'prod'), { domain: null });
  const template = Template.fromStack(stack);
  const policies = template.findResources('AWS::CloudFront::ResponseHeadersPolicy');
  const [distribution] = Object.values(template.findResources('AWS::CloudFront::Distribution'));
  const { DefaultCacheBehavior, CacheBehaviors } = distribution?.Properties.DistributionConfig ?? {};
  const headersOf = (behavior: { ResponseHeadersPolicyId: { Ref: string } }): Headers => {
    const { SecurityHeadersConfig: security, CorsConfig: cors } =
      policies[behavior.ResponseHeadersPolicyId.Ref]?.Properties.ResponseHeadersPolicyConfig ?? {};
    return {
      'content-security-policy': security.ContentSecurityPolicy.ContentSecurityPolicy,
      'referrer-policy': security.ReferrerPolicy.ReferrerPolicy,
      'x-content-type-options': 'nosniff',
      ...(security.FrameOptions && { 'x-frame-options': security.FrameOptions.FrameOption }),
      ...(cors && { 'access-control-allow-origin': cors.AccessControlAllowOrigins.Items.join(',') }),
    };
  };
  return (path) => {
    const special = CacheBehaviors.find(({ PathPattern }: { PathPattern: string }) =>
      new RegExp(`^/?${PathPattern.replaceAll('*', '.*')}$`, 'u').test(path),
    );
    return headersOf(special ?? DefaultCacheBehavior);
  };
}

/** A figure that the page draws. */
const TYPE: PrintedFigure = {
  ...GENDER,
  id: 'victims-by-type',
  by: 'type',
  cells: [
    { key: 'labor', count: 41, share: 72 },
    { key: 'sex', count: 16, share: 28 },
  ],
};

const TYPES: Headers = { '.html': 'text/html', '.css': 'text/css', '.svg': 'image/svg+xml', '.woff2': 'font/woff2' };

const listen = async (server: Server): Promise<string> => {
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return `http://127.0.0.1:${(server.address() as AddressInfo).port}`;
};

/** The site of one edition, whose chart is one that the program drew. */
async function site(): Promise<ReadonlyMap<string, string | Uint8Array>> {
  const shown = await shownInBoth(editionWith(TYPE));
  const [first] = shown.values();
  if (!first) throw new Error('no language');
  const chart = first.words.charts['victims-by-type'] ?? '';
  const drawn = `${ROOT}test/local/states/format-0/reports/us-mexico-border/2015-10/r1/charts`;
  const svg = await readFile(`${drawn}/type-bar.en.svg`);
  const approvedAt = '2017-08-09T17:06:00.000Z';
  const edition = {
    ...{
      sheet: first.words.sheet,
      month: '2017-07' as Month,
      approvedAt,
      shown,
      hasApprovedTexts: true,
      pictures: new Map(),
    },
    revisions: [{ revision: 1, status: 'current', approvedAt } as const],
    files: ['en', 'es'].map((language) => ({ name: `charts/${chart}.${language}.svg`, content: svg })),
  };
  const address = 'https://figures.example.org';
  const files = [
    ...siteFiles([{ sheet: first.words.sheet, editions: [edition], members: [] }], { address }),
    ...(await siteAssets()),
  ];
  return new Map(files.map(({ path, content }) => [path, content]));
}

describe.skipIf(CHROMIUM === null)('the public site under the headers of CloudFront', () => {
  let page: BrowserPage;
  let origin: string;
  let elsewhere: string;
  const servers: Server[] = [];
  beforeAll(async () => {
    const [files, headersAt] = [await site(), declaredHeaders()];
    const serve = createServer(({ url = '/' }, response) => {
      const path = url.slice(1).replace(/\/$/u, '/index.html');
      const content = files.get(path);
      response.writeHead(content === undefined ? 404 : 200, {
        'content-type': TYPES[extname(path)] ?? 'application/octet-stream',
        ...headersAt(url),
      });
      response.end(content);
    });
    origin = await listen(serve);
    const framing = createServer(({ url = '/' }, response) => {
      response.writeHead(200, { 'content-type': 'text/html' });
      response.end(
        `<!doctype html><title>elsewhere</title><iframe src="${origin}${decodeURIComponent(url.slice(1))}"></iframe>`,
      );
    });
    elsewhere = await listen(framing);
    servers.push(serve, framing);
    page = await openBrowser(CHROMIUM ?? '', 390, 800);
  });
  afterAll(async () => {
    await page?.close();
    for (const server of servers) server.close();
  });

  const open = async (address: string): Promise<void> => {
    (page.complaints as string[]).length = 0;
    await page.open(address);
    await page.until(`location.href === '${address}' && document.readyState === 'complete'`);
  };
  const PAGES = ['en', 'es'].flatMap((language) =>
    ['2017-07/', 'newest/', '2017-07/embed/victims-by-type.html'].map(
      (path) => `/us-mexico-border/${language}/${path}`,
    ),
  );

  it.each(['/index.html', ...PAGES])(
    'blocks nothing of %s, sets it in its fonts, and draws its charts, also in print',
    async (path) => {
      await open(`${origin}${path}`);
      const faces = await page.value<string[]>(
        "document.fonts.ready.then((fonts) => [...fonts].filter(({ status }) => status === 'loaded').map(({ family }) => family))",
      );
      expect(faces.length).toBeGreaterThan(0);
      for (const media of ['screen', 'print']) {
        await page.command('Emulation.setEmulatedMedia', { media });
        if (path === '/index.html') continue;
        const seen = `(() => {
        const { width, height } = document.querySelector('section.chart svg').getBoundingClientRect();
        const filled = [...document.querySelectorAll('section.chart svg path')].map((one) => getComputedStyle(one).fill);
        return { isDrawn: width > 100 && height > 20 && new Set(filled).size > 1, isTable: document.querySelector('table').offsetHeight > 0 };
      })()`;
        expect([media, await page.value(seen)]).toEqual([media, { isDrawn: true, isTable: true }]);
      }
      await page.command('Emulation.setEmulatedMedia', { media: '' });
      expect(page.complaints).toEqual([]);
    },
  );

  it('shows pages to embed in a frame of another site, and no other page', async () => {
    const framed = async (path: string): Promise<string> => {
      await open(`${elsewhere}/${encodeURIComponent(path)}`);
      const { frameTree } = await page.command('Page.getFrameTree');
      const { childFrames } = frameTree as { childFrames: { frame: { url: string; unreachableUrl?: string } }[] };
      return childFrames[0]?.frame.unreachableUrl === undefined ? 'shown' : 'refused';
    };
    expect(await framed('/us-mexico-border/en/2017-07/embed/victims-by-type.html')).toBe('shown');
    expect(page.complaints).toEqual([]);
    for (const path of ['/us-mexico-border/en/2017-07/', '/us-mexico-border/en/newest/', '/index.html']) {
      expect([path, await framed(path)]).toEqual([path, 'refused']);
      expect(page.complaints.join()).toContain('frame-ancestors');
    }
  });

  it('lets scripts of other sites read files, and no page', async () => {
    await open(`${elsewhere}/${encodeURIComponent('/index.html')}`);
    const read = (path: string) =>
      page.value(`fetch(${JSON.stringify(`${origin}${path}`)}).then(({ ok }) => ok, () => 'refused')`);
    const chart = [...(await site()).keys()].find((path) => path.endsWith('.en.svg'));
    expect(await read(`/${chart}`)).toBe(true);
    expect(await read('/us-mexico-border/en/2017-07/')).toBe('refused');
  });
});
