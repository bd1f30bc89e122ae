import { readFileSync } from 'node:fs';
import { openDefinitions } from '../../local/pipeline/local-runtime.ts';
import { loadDefinitions, loadSheet } from '../../src/definitions/load-definitions.ts';
import type { MessageSource } from '../../src/distribution/message/compose-message.ts';
import type { PublishedEdition } from '../../src/domain/edition.ts';
import type { PrintedFigure } from '../../src/domain/figure.ts';
import type { Language } from '../../src/domain/languages.ts';
import type { Day, Month } from '../../src/domain/month.ts';
import { loadMessage } from '../../src/steps/distribute/message-material.ts';

const GOLDEN = new URL('../golden/us-mexico-border-2017-07/figures.json', import.meta.url);

/** Returns the figures of July 2017 as the pages print them; `change` modifies them. */
export function printedFigures(change: (figure: PrintedFigure) => PrintedFigure = (figure) => figure): PrintedFigure[] {
  const annex: { figures: Record<string, Omit<PrintedFigure, 'id'>> } = JSON.parse(readFileSync(GOLDEN, 'utf8'));
  return Object.entries(annex.figures).map(([id, figure]) => change({ id, ...figure }));
}

/** Returns the data of a message of July 2017, with the sheet's own wording. */
export async function messageSource(language: Language, more: Partial<MessageSource> = {}): Promise<MessageSource> {
  const files = openDefinitions();
  const definitions = await loadDefinitions(files);
  const sheet = await loadSheet(files, definitions, 'us-mexico-border');
  const figures = more.figures ?? printedFigures();
  const edition: PublishedEdition = {
    sheet: sheet.id,
    month: '2017-07' as Month,
    from: '2015-09-30' as Day,
    through: '2017-07-31' as Day,
    revision: 2,
    complete: true,
    missing: [],
    threshold: 10,
    generatedFrom: [],
    figures,
  };
  const { definition, labels, wording } = await loadMessage(files, definitions.codes, sheet, edition);
  const own = wording.get(language);
  if (!own) throw new Error(`no wording in ${language}`);
  return {
    wording: own,
    definition,
    figures,
    labels,
    corrected: null,
    threshold: 10,
    name: 'Ana & Bo <Méndez>',
    link: null,
    leaveUrl: 'https://sheets.example.org/leave/token',
    ...more,
  };
}
