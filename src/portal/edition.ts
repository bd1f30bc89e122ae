import { isSheet } from '../definitions/all-sheets.ts';
import type { ReportFile } from '../domain/edition.ts';
import type { Language } from '../domain/languages.ts';
import { hasRole, type Person } from '../domain/person.ts';
import { isDrawing } from '../public/inline-chart.tsx';
import type { EditionWording } from '../steps/edition-wording.ts';
import {
  listRevisions,
  type OpenedEdition,
  openEdition,
  type RevisionAsked,
  type RevisionListed,
} from '../steps/open-edition.ts';
import { openReportFile } from '../steps/open-report-file.ts';
import { openWordings } from '../steps/stored-wording.ts';
import { fileName } from './pages/published-files.tsx';
import type { PortalContext } from './portal-options.ts';
import { notFound } from './problem-document.ts';

/** Whether a person may see revisions that are not approved. */
export const seesDrafts = (person: Person): boolean => hasRole(person, 'reviewer', 'approver');

/** A revision as a page or the API shows it. */
export interface ShownRevision {
  readonly opened: OpenedEdition;
  readonly revisions: readonly RevisionListed[];
}

/**
 * Opens a revision for a person.
 * @throws Refused 404 if there is none that the person may see
 */
export async function revisionFor(
  context: PortalContext,
  person: Person,
  asked: RevisionAsked,
): Promise<ShownRevision> {
  await assertSheet(context, asked.sheet);
  const drafts = seesDrafts(person);
  const opened = await openEdition(context.effects, asked, drafts);
  if (!opened) throw notFound();
  return { opened, revisions: await listRevisions(context.effects, asked, drafts) };
}

/** @throws Refused 404 if no such sheet is installed */
export async function assertSheet({ files, definitions }: PortalContext, sheet: string): Promise<void> {
  if (!(await isSheet(files, definitions, sheet))) throw notFound();
}

/** An edition with its words in one language and its charts, SVG texts by name. */
export interface ReadableEdition extends ShownRevision {
  readonly words: EditionWording;
  readonly charts: ReadonlyMap<string, string>;
}

/** Reads what the page of a revision shows. A chart that is not a plain drawing is left out; its table remains. */
export async function readableEdition(
  context: PortalContext,
  shown: ShownRevision,
  language: Language,
): Promise<ReadableEdition> {
  const { opened } = shown;
  const words = (await openWordings(context, opened.edition)).wordingIn(language);
  const charts = new Map<string, string>();
  for (const file of opened.files) {
    const name = chartIn(file, language);
    const svg = name === null ? null : await svgOf(context, opened, fileName(file));
    if (name !== null && svg !== null && isDrawing(svg)) charts.set(name, svg);
  }
  return { ...shown, words, charts };
}

/** Returns the name of the chart that a file has in a language; null for other files. */
const chartIn = (file: ReportFile, language: Language): string | null =>
  new RegExp(`^charts/(.+)\\.${language}\\.svg$`, 'u').exec(fileName(file))?.[1] ?? null;

async function svgOf({ effects }: PortalContext, { edition }: OpenedEdition, file: string): Promise<string | null> {
  const { sheet, month, revision } = edition;
  // the person may see this revision, so also its charts
  const found = await openReportFile(effects, { sheet, month, revision, file }, true);
  return found && new TextDecoder().decode(found.content);
}
