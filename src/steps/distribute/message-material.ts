import * as z from 'zod';
import { parseDefinition, strictObject, wordsSchema } from '../../definitions/definition.ts';
import { cellLabels } from '../../definitions/labels.ts';
import { json, text } from '../../definitions/load-definitions.ts';
import { readWording } from '../../definitions/read-wording.ts';
import type { Wording } from '../../definitions/wording.ts';
import {
  laterWords,
  type MessageDefinition,
  type MessageWording,
  messageKeys,
} from '../../distribution/message/message-wording.ts';
import { tooLittle } from '../../document/page/member-page.ts';
import { fillWording } from '../../document/page/placeholders.ts';
import { variantWording } from '../../document/page/variant-wording.ts';
import type { CodeLists } from '../../domain/codes.ts';
import type { PublishedEdition } from '../../domain/edition.ts';
import type { DefinitionFiles } from '../../domain/effects.ts';
import { Failure } from '../../domain/failure.ts';
import { folderOfSheet } from '../../domain/family.ts';
import type { CellLabels } from '../../domain/figure.ts';
import type { Language, Words } from '../../domain/languages.ts';
import { plain } from '../../domain/prose.ts';
import type { Sheet } from '../../domain/sheet.ts';
import { isSeries } from '../../domain/time-series.ts';
import { memberNames } from '../compile-sheet/sheet-page.ts';

const MESSAGE_SCHEMA = strictObject({
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
  const written = readDefinition(await json(files, place), place, sheet);
  const definition = { ...written, headline: written.headline.filter((id) => hasFigure(sheet, id)) };
  const labels = cellLabels(codes, sheet.figures);
  const wording = new Map<Language, MessageWording>();
  for (const language of sheet.languages) {
    const file = `${folder}/${language}.md`;
    const read = readWording(await text(files, file), file, messageKeys(written, featuresOf(sheet)));
    const member = sheet.member === undefined ? undefined : await memberIn(files, codes, sheet, language);
    const { figures } = sheet;
    const source = { edition, language, labels, figures, member, hotlineNames: [], later: laterWords };
    const own = member ? ofMember(read, definition, edition) : read;
    const { locale, words, prose } = fillWording(own, source);
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

const hasFigure = (sheet: Sheet, id: string): boolean => sheet.figures.some((figure) => figure.id === id);

const featuresOf = ({ protection, member }: Sheet) => ({
  rounded: protection.method === 'round',
  member: member !== undefined,
});

/** Returns the texts of a message about a member; `body.few` and `body.none` are for one with too little to print. */
function ofMember(wording: Wording, definition: MessageDefinition, edition: PublishedEdition): Wording {
  const little = tooLittle(edition);
  const keys = messageKeys(definition, { rounded: true });
  return variantWording(wording, keys, ['member', ...(little ? [little] : [])]);
}

/** Returns the name of the member that a sheet is of. */
async function memberIn(files: DefinitionFiles, codes: CodeLists, sheet: Sheet, language: Language) {
  const hotlines = new Map<string, { readonly name: Words }>();
  if (sheet.family?.by === 'hotline')
    for (const id of sheet.hotlines) hotlines.set(id, NAMED.parse(await json(files, `hotlines/${id}.json`)));
  return memberNames({ codes, hotlines }, sheet, language)[sheet.member ?? ''];
}

/** The name of a hotline in its file, which is checked where definitions are loaded. */
const NAMED = z.object({ name: wordsSchema });

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
  // a member's message leaves out figures that the member does not have; their names are checked with the main sheet's
  if (sheet.member !== undefined) return definition;
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
