import { createHash } from 'node:crypto';
import { parse } from 'csv-parse/sync';
import { describe, expect, it } from 'vitest';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import { dataPackageFiles, type PackageFile } from '../../src/public/data-package/data-package.ts';
import { zipFiles } from '../../src/steps/zip-files.ts';
import { editionWith, GENDER, shownInBoth } from './public-fixture.ts';

const APPROVED_AT = '2017-08-09T17:06:00.000Z';

async function packageOf(...figures: readonly PrintedFigure[]): Promise<readonly PackageFile[]> {
  return dataPackageFiles({ editions: await shownInBoth(editionWith(...figures)), approvedAt: APPROVED_AT });
}

const textOf = (found: readonly PackageFile[], path: string): string =>
  found.find((file) => file.path === path)?.text ?? '';

interface Resource {
  readonly name: string;
  readonly path: string;
  readonly bytes: number;
  readonly hash: string;
  readonly schema: {
    readonly fields: readonly { readonly name: string; readonly type: string }[];
    readonly missingValues: readonly string[];
  };
}

const isNumber = (cell: string, missing: readonly string[]): boolean => /^\d+$/u.test(cell) || missing.includes(cell);

const resources = (found: readonly PackageFile[]): readonly Resource[] =>
  JSON.parse(textOf(found, 'datapackage.json')).resources;

describe('a data package', () => {
  it('has a table per figure with a breakdown and one of totals, each as its description says', async () => {
    const found = await packageOf(GENDER);
    expect(resources(found).map(({ path }) => path)).toEqual(['data/totals.csv', 'data/victims-by-gender.csv']);
    for (const { path, bytes, hash, schema } of resources(found)) {
      const text = textOf(found, path);
      expect(bytes).toBe(Buffer.byteLength(text));
      expect(hash).toBe(`sha256:${createHash('sha256').update(text).digest('hex')}`);
      const [heading, ...rows] = parse(text) as string[][];
      expect(heading).toEqual(schema.fields.map(({ name }) => name));
      for (const row of rows)
        for (const [at, { type }] of schema.fields.entries()) {
          const cell = row[at] ?? '';
          expect(type !== 'integer' || isNumber(cell, schema.missingValues), cell).toBe(true);
        }
    }
  });

  it('has the mark for a hidden number, in its row and in the list of missing values', async () => {
    const found = await packageOf(GENDER);
    const [heading, male, female] = parse(textOf(found, 'data/victims-by-gender.csv')) as string[][];
    expect(heading?.join()).toBe('key,label_en,label_es,count,share,suppressed');
    const numbers = [male, female].map((row) => [row?.[0], ...(row ?? []).slice(3)]);
    expect(numbers).toEqual([
      ['male', '41', '72', 'false'],
      ['female', '‡', '‡', 'true'],
    ]);
    expect(textOf(found, 'data/totals.csv')).toContain('cases,Cases,Casos,cases,‡,,true');
    expect(resources(found)[1]?.schema.missingValues).toEqual(['', '‡']);
  });

  it('prints inexact numbers as the page does', async () => {
    const cells = [
      { key: 'male', count: 1000, share: 100 },
      { key: 'female', count: 1, share: 0 },
      { key: 'unknown', count: null, share: null, fewerThan: 5 },
    ];
    const found = await packageOf({ ...GENDER, total: 1001, rounded: 5, cells });
    const rows = textOf(found, 'data/victims-by-gender.csv').split('\r\n');
    expect(rows.slice(1, 4).map((row) => row.split(',').slice(3, 5))).toEqual([
      ['1000', '>99'],
      ['1', '<1'],
      ['<5', '<1'],
    ]);
  });

  it('leaves out the table of a withheld figure, and says in the totals that it is hidden', async () => {
    const found = await packageOf({ ...GENDER, total: null, cells: [], withheld: true });
    expect(resources(found).map(({ name }) => name)).toEqual(['totals']);
    expect(textOf(found, 'data/totals.csv')).toMatch(/victims-by-gender,.*,‡,,true/u);
  });

  it('lists the SHA-256 of every other file', async () => {
    const found = await packageOf(GENDER);
    const sums = textOf(found, 'SHA256SUMS').trimEnd().split('\n');
    expect(sums).toHaveLength(found.length - 1);
    for (const line of sums) {
      const [sum = '', path = ''] = line.split('  ');
      expect(sum).toBe(createHash('sha256').update(textOf(found, path)).digest('hex'));
    }
  });

  it('says in each language if its texts were not stored with the approval', async () => {
    const editions = new Map(
      [...(await shownInBoth(editionWith(GENDER)))].map(([language, shown]) => {
        return [language, { ...shown, words: { ...shown.words, isStored: false } }] as const;
      }),
    );
    const readme = textOf(dataPackageFiles({ editions, approvedAt: APPROVED_AT }), 'README.md');
    expect(readme).toContain('The texts of this edition were not stored');
    expect(readme).toContain('Los textos de esta edición no se guardaron');
    expect(textOf(await packageOf(GENDER), 'README.md')).not.toContain('were not stored');
  });

  it('states licence, publisher and sources in both languages of its README, as text and not as Markdown', async () => {
    const editions = new Map(
      [...(await shownInBoth(editionWith(GENDER)))].map(([language, { edition, words }]) => {
        const sheet = {
          ...words.sheet,
          license: { name: 'CC-BY-4.0', path: 'https://creativecommons.org/licenses/by/4.0/' },
          publisher: { title: '<script>[x](javascript:1)' },
        };
        return [language, { edition, words: { ...words, sheet } }] as const;
      }),
    );
    const found = dataPackageFiles({ editions, approvedAt: APPROVED_AT });
    const readme = textOf(found, 'README.md');
    expect(readme).toContain('## Licence');
    expect(readme).toContain('## Licencia');
    expect(readme).toContain('CC-BY-4.0, <https://creativecommons.org/licenses/by/4.0/>');
    expect(readme).toContain('\\<script\\>\\[x\\](javascript:1)');
    expect(JSON.parse(textOf(found, 'datapackage.json')).licenses[0].name).toBe('CC-BY-4.0');
  });

  it('is the same bytes in every time zone', async () => {
    const found = await packageOf(GENDER);
    const zone = process.env.TZ;
    const hashes = new Set<string>();
    for (const other of ['UTC', 'Asia/Tokyo', 'America/Mexico_City']) {
      process.env.TZ = other;
      hashes.add(
        createHash('sha256')
          .update(await zipFiles(found, APPROVED_AT))
          .digest('hex'),
      );
    }
    if (zone === undefined) delete process.env.TZ;
    else process.env.TZ = zone;
    expect(hashes.size).toBe(1);
  });
});
