import { readdir, readFile } from 'node:fs/promises';
import { parse } from 'vega';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { loadAssets } from '../../local/portal/portal-assets.ts';
import { APPROVED, GRANTS, openPortalFixture, type PortalFixture, SHEET, WAITING } from './portal-fixture.ts';

let fixture: PortalFixture;
beforeAll(async () => {
  fixture = await openPortalFixture();
});
afterAll(() => fixture.close());

describe('the page that explores figures', () => {
  it('shows everyone the approved edition and no one a draft', async () => {
    for (const grant of GRANTS) {
      const text = await (await fixture.ask(grant, `/explore/${SHEET}?lang=en&figure=cases`)).text();
      expect([grant, text.includes('May 2016'), text.includes('August 2016')]).toEqual([grant, true, false]);
      const series = await (await fixture.ask(grant, `/api/v1/sheets/${SHEET}/figures/cases/series`)).text();
      expect([grant, series.includes(APPROVED), series.includes(WAITING)]).toEqual([grant, true, false]);
    }
  });

  it('has every number in a table without JavaScript; the switch to the chart is hidden until the script runs', async () => {
    const text = await (await fixture.ask('viewer', `/explore/${SHEET}?lang=en&figure=cases-by-month`)).text();
    expect(text).toContain('<table class="figure">');
    expect(text).toMatch(/<fieldset[^>]* hidden/u);
  });

  it('shows the first figure for an unknown one, and has no series of it', async () => {
    const text = await (await fixture.ask('viewer', `/explore/${SHEET}?figure=%3Cscript%3E`)).text();
    expect(text).not.toContain('<script>alert');
    expect((await fixture.ask('viewer', `/api/v1/sheets/${SHEET}/figures/nothing/series`)).status).toBe(404);
    expect((await fixture.ask('viewer', '/explore/nothing')).status).toBe(404);
  });
});

describe('the assets of charts', () => {
  it('need no package names and no code made from texts', async () => {
    const { assets, paths } = await loadAssets();
    const text = (path: string): string =>
      new TextDecoder().decode(assets.get(path.replace('/assets/', ''))?.bytes ?? new Uint8Array());
    expect(text(paths.charts.interpreter)).toContain('= globalThis.vega;');
    expect(text(paths.charts.interpreter)).not.toMatch(/^import/mu);
    expect(text(paths.charts.vega).length).toBeGreaterThan(100_000);
  });

  it('are Vega specs that need no Vega-Lite and load nothing', async () => {
    const folder = new URL('../../browser/explore/', import.meta.url);
    for (const name of await readdir(folder)) {
      const spec = JSON.parse(await readFile(new URL(name, folder), 'utf8'));
      expect(spec.$schema).toContain('/vega/');
      expect(JSON.stringify(spec)).not.toMatch(/"url"|"href"/u);
      expect(() => parse(spec, undefined, { ast: true })).not.toThrow();
    }
  });
});
