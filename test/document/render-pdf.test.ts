import { execFileSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { layOut } from '../../src/document/page/lay-out.ts';
import { renderPdf } from '../../src/document/pdf/render-pdf.ts';
import { FONTS, pageInput } from './page-input.ts';
import { openPdf } from './read-pdf.ts';

const hash = (bytes: Uint8Array): string => createHash('sha256').update(bytes).digest('hex');

const SCRIPT = fileURLToPath(new URL('render-once.ts', import.meta.url));

const elsewhere = (env: Readonly<Record<string, string>>): string =>
  execFileSync(process.execPath, ['--import', './scripts/typescript.mjs', SCRIPT], {
    encoding: 'utf8',
    env: { ...process.env, ...env, NODE_OPTIONS: '' },
    stdio: ['ignore', 'pipe', 'ignore'],
  });

describe('a rendered PDF', () => {
  it('has the same bytes in any process, time zone and language', async () => {
    const here = hash(await renderPdf(layOut(pageInput('es')), FONTS));

    expect(elsewhere({ TZ: 'Pacific/Auckland', LANG: 'de_DE.UTF-8', LC_ALL: 'de_DE.UTF-8' })).toBe(here);
    expect(elsewhere({ TZ: 'America/Los_Angeles', LANG: 'C', LC_ALL: 'C' })).toBe(here);
  });

  it('may be rendered again from the same definition', async () => {
    const definition = layOut(pageInput('en'));

    const first = hash(await renderPdf(definition, FONTS));

    expect(hash(await renderPdf(definition, FONTS))).toBe(first);
  });

  it('has two Letter pages', async () => {
    const pdf = await openPdf(await renderPdf(layOut(pageInput('en')), FONTS));

    expect(pdf.numPages).toBe(2);
    expect((await pdf.getPage(1)).view).toEqual([0, 0, 612, 792]);
  });

  it('keeps its metadata well-formed when a title holds markup', async () => {
    const definition = layOut(pageInput('en'));
    const title = 'Calls & cases <of 2017>';

    const pdf = await openPdf(await renderPdf({ ...definition, info: { ...definition.info, title } }, FONTS));
    const { info, metadata } = await pdf.getMetadata();

    expect(info).toHaveProperty('Title', title);
    expect(metadata?.get('dc:title')).toBe(title);
  });

  it('embeds every font it uses and no more than subsets of them', async () => {
    const bytes = Buffer.from(await renderPdf(layOut(pageInput('en')), FONTS)).toString('latin1');
    const names = new Set([...bytes.matchAll(/\/FontName \/([\w-]+\+?[\w-]*)/gu)].map((match) => match[1]));

    expect(names.size).toBeGreaterThanOrEqual(6);
    for (const name of names) expect(name).toMatch(/^[A-Z]{6}\+Barlow/u);
  });

  it('stays small without its charts', async () => {
    expect((await renderPdf(layOut(pageInput('en')), FONTS)).length).toBeLessThan(110_000);
  });
});
