import { readdirSync, readFileSync } from 'node:fs';
import { join, sep } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Answer } from '../../bench/functions/bundled-functions.ts';
import { bundledPublication } from '../../bench/functions/bundled-publication.ts';

const PREFIX = 'reports/us-mexico-border/2017-07/r1';

describe('the bundled functions', () => {
  const reports = new Map<string, Buffer>();
  let answers: Record<string, Answer>;

  it('publish a month, each in a process of its own as they are deployed', { timeout: 300_000 }, async () => {
    answers = await bundledPublication(60, (folder) => {
      const bucket = join(folder, 'reports-bucket');
      for (const entry of readdirSync(bucket, { recursive: true, withFileTypes: true }))
        if (entry.isFile()) {
          const path = join(entry.parentPath, entry.name);
          reports.set(
            path
              .slice(bucket.length + 1)
              .split(sep)
              .join('/'),
            readFileSync(path),
          );
        }
    });
    expect(answers['compute-figures']?.result).toEqual({
      sheet: 'us-mexico-border',
      month: '2017-07',
      revision: 1,
      languages: ['en', 'es'],
      recorded: false,
      list: null,
    });
  });

  it('write a PDF a language, the charts, and the data annex', () => {
    const name = `${PREFIX}/us-mexico-border-2017-07`;
    for (const language of ['en', 'es'])
      expect(reports.get(`${name}.${language}.pdf`)?.toString('latin1', 0, 5)).toBe('%PDF-');
    expect(reports.get(`${name}.figures.json`)?.toString()).toContain('"figures"');
    expect(reports.has(`${name}.figures.csv`)).toBe(true);
    expect([...reports.keys()].filter((key) => key.startsWith(`${PREFIX}/charts/`)).length).toBeGreaterThan(2);
  });

  it('count what was uploaded', () => {
    const annex = JSON.parse(reports.get(`${PREFIX}/us-mexico-border-2017-07.figures.json`)?.toString() ?? '{}');
    expect(annex.figures.signals.total).toBe(40); // two thirds of the invented signals are related to Mexico
  });
});
