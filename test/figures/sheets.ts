import { parseSheet } from '../../src/definitions/parse-sheet.ts';
import type { CodeLists } from '../../src/domain/codes.ts';
import type { Sheet } from '../../src/domain/sheet.ts';
import { CODES } from '../current-codes.ts';

/** Returns a small sheet of two hotlines with a test's changes. */
export function sheetJson(changes: Record<string, unknown> = {}): Record<string, unknown> {
  return {
    id: 'border',
    languages: ['en', 'es'],
    hotlines: ['nhth', 'linea-nacional'],
    period: { from: '2015-09-30' },
    population: { nexus: ['MX'], countries: ['US', 'MX'] },
    signals: { traffickingRelated: true, nexus: ['MX'] },
    figures: [{ id: 'cases', counts: 'cases' }],
    ...changes,
  };
}

export function parse(json: unknown, codes: CodeLists = CODES): Sheet {
  const hotlines = ['nhth', 'linea-nacional', 'linea-145'];
  return parseSheet(json, { place: 'templates/border/sheet.json', version: 'v', hotlines, codes });
}
