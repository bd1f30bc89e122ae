import { fileURLToPath } from 'node:url';
import { definitionFiles } from '../../src/adapters/local/definition-files.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { DefinitionFiles } from '../../src/domain/effects.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import { parseDay, parseMonth } from '../../src/domain/month.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { compileSheet } from '../../src/steps/compile-sheet/compile-sheet.ts';
import type { CompiledSheet } from '../../src/steps/compile-sheet/compiled-sheet.ts';

/** The invented sheet that is written in French and Portuguese only, with two charts of a shipped sheet. */

const ROOT = definitionFiles(fileURLToPath(new URL('../../', import.meta.url)));
const OWN = definitionFiles(fileURLToPath(new URL('oyapock/', import.meta.url)));
const CHARTS = 'templates/oyapock/charts/';
const BORROWED = ['type-bar', 'signals-by-month'].map((chart) => `${CHARTS}${chart}.vl.json`);

/** Returns its definitions; the texts of some files may be changed. */
export function oyapockFiles(changed: Readonly<Record<string, string>> = {}): DefinitionFiles {
  const isOwn = (path: string): boolean => /^(?:hotlines|templates)(?:\/|$)/u.test(path);
  return {
    list: async (folder) => {
      if (!isOwn(folder)) return ROOT.list(folder);
      return [...(await OWN.list(folder)), ...BORROWED.filter((path) => path.startsWith(folder))].sort();
    },
    bytes: async (path) => {
      const text = changed[path];
      if (text !== undefined) return new TextEncoder().encode(text);
      if (BORROWED.includes(path)) return ROOT.bytes(path.replace('/oyapock/', '/linea-145/'));
      return (isOwn(path) ? OWN : ROOT).bytes(path);
    },
  };
}

/** Loads the sheet with its definitions. @throws Failure DefinitionInvalid */
export async function loadOyapock(files: DefinitionFiles): Promise<Sheet> {
  return loadSheet(files, await loadDefinitions(files), 'oyapock');
}

export async function compileOyapock(files = oyapockFiles()): Promise<CompiledSheet> {
  const definitions = await loadDefinitions(files);
  return compileSheet(definitions, files, await loadSheet(files, definitions, 'oyapock'));
}

const figure = (id: string, rest: Omit<PrintedFigure, 'id' | 'multi'>): PrintedFigure => ({
  id,
  multi: false,
  ...rest,
});
const MONTHS = [1201, 1340, 988, 1502, 1410, 1377];

const date = <Value>(value: Value | null): Value => {
  if (value === null) throw new Error('no such date');
  return value;
};

/** An edition of it, with numbers of four digits, a hidden cell, tied cells and a share below 1. */
export const OYAPOCK_EDITION: PublishedEdition = {
  sheet: 'oyapock',
  month: date(parseMonth('2026-06')),
  from: date(parseDay('2026-01-01')),
  through: date(parseDay('2026-06-30')),
  revision: 1,
  complete: true,
  missing: [],
  threshold: 3,
  generatedFrom: MONTHS.map((_, at) => ({
    hotline: 'ligne-oyapock',
    month: date(parseMonth(`2026-0${at + 1}`)),
    table: 'dossiers',
  })),
  figures: [
    figure('signals', { counts: 'signals', total: 7818, cells: [] }),
    figure('cases', { counts: 'cases', total: 1257, cells: [] }),
    figure('victims', { counts: 'victims', total: 2468, cells: [] }),
    figure('victims-by-type', {
      counts: 'victims',
      by: 'type',
      total: 2468,
      cells: [
        { key: 'labor', count: 1480, share: 60 },
        { key: 'sex', count: 840, share: 34 },
        { key: 'sex-and-labor', count: 140, share: 6 },
        { key: 'other', count: 8, share: 0 },
      ],
    }),
    figure('victims-by-gender', {
      counts: 'victims',
      by: 'gender',
      total: 2468,
      cells: [
        { key: 'male', count: 1003, share: 41 },
        { key: 'female', count: 1448, share: 59 },
        { key: 'gender-minority', count: null, share: null, suppressed: true },
        { key: 'unknown', count: null, share: null, suppressed: true },
      ],
    }),
    {
      ...figure('victims-by-nationality', {
        counts: 'victims',
        by: 'nationality',
        total: 2468,
        cells: [
          { key: 'BR', count: 1204, share: 49 },
          { key: 'HT', count: 803, share: 33 },
        ],
        tied: { cells: 2, count: 120, share: 5 },
      }),
      multi: true,
    },
    figure('victims-by-age', {
      counts: 'victims',
      by: 'age',
      total: 2468,
      cells: [
        { key: 'adult-or-unknown', count: 1801, share: 73 },
        { key: 'minor', count: 667, share: 27 },
      ],
    }),
    figure('signals-by-month', {
      counts: 'signals',
      by: 'month',
      total: 7818,
      cells: MONTHS.map((count, at) => ({ key: `2026-0${at + 1}`, count })),
    }),
  ],
};
