import { z } from 'zod';
import { closed, parseDefinition } from '../../definitions/definition.ts';
import { cellLabels } from '../../definitions/labels.ts';
import { json, text } from '../../definitions/load-definitions.ts';
import { readWording } from '../../definitions/read-wording.ts';
import {
  laterWords,
  type MessageDefinition,
  type MessageWording,
  messageKeys,
} from '../../distribution/message/message-wording.ts';
import { fillWording } from '../../document/page/placeholders.ts';
import type { CodeLists } from '../../domain/codes.ts';
import type { PublishedEdition } from '../../domain/edition.ts';
import type { DefinitionFiles } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { CellLabels } from '../../domain/figure.ts';
import type { Language } from '../../domain/languages.ts';
import { plain } from '../../domain/prose.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { isSeries } from '../../domain/time-series.ts';

const MESSAGE_SCHEMA = closed({
  headline: z.array(z.string()).min(1).max(6).describe('figures whose totals stand large'),
  chart: z.string().describe('the figure drawn as bars'),
});

/** The material for a sheet's messages of one edition. */
export interface MessageMaterial {
  readonly definition: MessageDefinition;
  /** The labels of the chart's cells. */
  readonly labels: CellLabels;
  readonly wording: ReadonlyMap<Language, MessageWording>;
}

/**
 * Reads `templates/<sheet>/message/`, that is `message.json` and a wording per language, and fills in the edition's
 * figures as printed.
 * @throws Failure DefinitionInvalid or FigureUnknown naming the file, the place and the allowed values
 */
export async function loadMessage(
  files: DefinitionFiles,
  codes: CodeLists,
  sheet: Sheet,
  edition: PublishedEdition,
): Promise<MessageMaterial> {
  const folder = `templates/${folderOfSheet(sheet.id)}/message`;
  const place = `${folder}/message.json`;
  if (!(await files.list(`templates/${folderOfSheet(sheet.id)}`)).includes(place))
    throw new Failure('DefinitionInvalid', `${place} is missing: sheet ${sheet.id} has no message to send`);
  const definition = readDefinition(await json(files, place), place, sheet);
  const labels = cellLabels(codes, sheet.figures);
  const wording = new Map<Language, MessageWording>();
  for (const language of sheet.languages) {
    const file = `${folder}/${language}.md`;
    const read = readWording(
      await text(files, file),
      file,
      messageKeys(definition, { rounded: sheet.protection.method === 'round' }),
    );
    const source = { edition, language, labels, hotlineNames: [], later: laterWords };
    const { locale, words, prose } = fillWording(read, source);
    wording.set(language, {
      locale,
      language,
      words: Object.fromEntries(Object.entries(words).map(([key, line]) => [key, plain(line)])),
      prose: Object.fromEntries(Object.entries(prose).map(([key, { paragraphs }]) => [key, paragraphs])),
    });
  }
  const by = sheet.figures.find(({ id }) => id === definition.chart)?.by;
  return {
    definition,
    labels: labelsOfChart((by === undefined ? undefined : labels[by]) ?? {}, definition, edition),
    wording,
  };
}

/** Returns only the labels that a message shows, so that changing any other label does not change the message. */
function labelsOfChart(labels: CellLabels, { chart }: MessageDefinition, { figures }: PublishedEdition): CellLabels {
  const cells = figures.find(({ id }) => id === chart)?.cells ?? [];
  return Object.fromEntries(Object.entries(labels).filter(([key]) => cells.some((cell) => cell.key === key)));
}

function readDefinition(value: unknown, place: string, sheet: Sheet): MessageDefinition {
  const definition = parseDefinition(MESSAGE_SCHEMA, value, place, {
    headline: '["cases", "victims"]',
    chart: '"victims-by-type"',
  });
  const totals = sheet.figures.filter(({ by }) => by === undefined).map(({ id }) => id);
  const charts = sheet.figures.filter(
    ({ by, cross, classes }) => by !== undefined && !isSeries(by) && !cross && !classes,
  );
  const unknown = definition.headline.find((id) => !totals.includes(id));
  if (unknown !== undefined)
    throw new Failure('FigureUnknown', `${place}, headline: no total "${unknown}"; there are ${totals.join(', ')}`);
  if (!charts.some(({ id }) => id === definition.chart)) {
    const allowed = charts.map(({ id }) => id).join(', ');
    throw new Failure(
      'FigureUnknown',
      `${place}, chart: no figure of bars "${definition.chart}"; there are ${allowed}`,
    );
  }
  return definition;
}
